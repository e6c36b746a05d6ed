package boxoffice.server.notification;

import boxoffice.model.Tickets.Ticket;
import boxoffice.server.ticketing.QrImage;
import boxoffice.server.ticketing.TicketPdf;
import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;

/// A message as an e-mail: text, and the same as a page with the codes of the tickets in it; the tickets to print beside.
///
/// Its id is made of the notification's, so that a repetition is seen to be one.
final class Letter extends MimeMessage {
    private static final int CODE_PIXELS = 440;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String id;

    private Letter(Session session, String id) {
        super(session);
        this.id = id;
    }

    /// Writes it.
    ///
    /// @throws MessagingException when the address is none
    static Letter of(Session session, InternetAddress from, Message message, Clock clock) throws MessagingException {
        String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        Letter letter = new Letter(session, "<" + message.key() + "@" + domain + ">");
        Story story = message.story();
        letter.setFrom(from);
        letter.setRecipient(RecipientType.TO, Addresses.parse(message.to()));
        letter.setSubject(oneLine(story.subject()), UTF_8);
        letter.setSentDate(Date.from(clock.instant()));
        letter.setHeader("Content-Language", story.words().locale().toLanguageTag());
        // No machine is to answer that it is out of the office (RFC 3834).
        letter.setHeader("Auto-Submitted", "auto-generated");
        letter.setHeader("X-Auto-Response-Suppress", "All");
        letter.setContent(whole(story));
        letter.saveChanges();
        return letter;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static Multipart whole(Story story) throws MessagingException {
        Multipart body = alternatives(story);
        if (story.tickets().isEmpty()) {
            return body;
        }
        Multipart whole = new MimeMultipart("mixed");
        whole.addBodyPart(part(body));
        whole.addBodyPart(
                file(
                        TicketPdf.render(story.booking(), story.words().locale()),
                        "application/pdf",
                        "tickets-" + story.booking().reference() + ".pdf",
                        Part.ATTACHMENT));
        return whole;
    }

    private static Multipart alternatives(Story story) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(PlainText.of(story), UTF_8);
        Multipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(text);
        alternatives.addBodyPart(page(story));
        return alternatives;
    }

    private static BodyPart page(Story story) throws MessagingException {
        MimeBodyPart html = new MimeBodyPart();
        html.setText(HtmlPage.of(story, ticket -> "cid:" + contentId(ticket)), UTF_8, "html");
        if (story.tickets().isEmpty()) {
            return html;
        }
        Multipart related = new MimeMultipart("related");
        related.addBodyPart(html);
        for (Ticket ticket : story.tickets()) {
            MimeBodyPart code = file(
                    QrImage.png(ticket.token(), CODE_PIXELS),
                    "image/png",
                    "ticket-" + ticket.id() + ".png",
                    Part.INLINE);
            code.setContentID("<" + contentId(ticket) + ">");
            related.addBodyPart(code);
        }
        return part(related);
    }

    private static MimeBodyPart part(Multipart content) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(content);
        return part;
    }

    private static MimeBodyPart file(byte[] bytes, String type, String name, String disposition)
            throws MessagingException {
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        file.setFileName(name);
        file.setDisposition(disposition);
        return file;
    }

    private static String contentId(Ticket ticket) {
        return ticket.id() + "@tickets";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
