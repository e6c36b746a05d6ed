package boxoffice.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Notifications.Kind;
import boxoffice.server.notification.NotificationSettings.Mail;
import boxoffice.server.notification.NotificationSettings.Tls;
import boxoffice.server.notification.Provider.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes to a mail server, and what is made of its answers (NOTIF-1).
class MailerIT {
    private static final UUID ID = new UUID(0x0190_0000_0000_7000L, 42);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void aConfirmationIsTextAndPageAndPaper() {
        try (Inbox inbox = Inbox.open()) {
            assertThat(send(inbox.port(), "ada@example.org", Kind.CONFIRMED, "en"))
                    .isEqualTo(new Outcome.Accepted());

            Inbox.Mail mail = inbox.of("ada@example.org").getFirst();
            assertThat(mail.subject()).startsWith("Your tickets for " + SampleStory.LONG_TITLE);
            assertThat(mail.header("From")).isEqualTo("Box office <tickets@cinema.example>");
            assertThat(mail.header("Message-ID")).isEqualTo("<" + ID + "@cinema.example>");
            assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
            assertThat(mail.header("Content-Language")).isEqualTo("en-IN");
            assertThat(mail.header("Date")).contains("22 Nov 2026");
            assertThat(mail.header("Content-Type")).startsWith("multipart/mixed");
            assertThat(mail.text()).contains("Booking reference: K7QD2M4X", "Hello Ada Guest,");
            assertThat(mail.html()).contains("K7QD2M4X", "Mayura Multiplex");
            assertThat(mail.codesShown()).containsExactly(SampleStory.token(0), SampleStory.token(1));
            assertThat(mail.codesPrinted()).containsExactlyInAnyOrder(SampleStory.token(0), SampleStory.token(1));
            assertThat(mail.fileName()).isEqualTo("tickets-K7QD2M4X.pdf");
        }
    }

    @Test
    void otherNewsIsTextAndPageOnly() {
        try (Inbox inbox = Inbox.open()) {
            send(inbox.port(), "ada@example.org", Kind.CANCELLED, "en");

            Inbox.Mail mail = inbox.all().getFirst();
            assertThat(mail.header("Content-Type")).startsWith("multipart/alternative");
            assertThat(mail.parts()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "ja", "hi", "zh", "es"})
    void lettersOfEveryScriptArrive(String language) {
        try (Inbox inbox = Inbox.open()) {
            send(inbox.port(), "ada@example.org", Kind.SHOW_CANCELLED, language);

            Story story = SampleStory.of(Kind.SHOW_CANCELLED, language).story();
            Inbox.Mail mail = inbox.all().getFirst();
            assertThat(mail.subject()).isEqualTo(story.subject());
            assertThat(mail.text().replace("\r\n", "\n")).isEqualTo(PlainText.of(story));
            assertThat(mail.html()).contains(story.headline());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RCPT | 550 5.1.1 <ada@example.org>: no such mailbox | SMTP 550 5.1.1
            RCPT | 553 ada@example.org is not allowed           | SMTP 553
            .    | 554 5.7.1 looks like spam to ada@example.org | SMTP 554 5.7.1
            """)
    void whatWillNeverDoIsRefusedAndNoAddressIsRepeated(String command, String answer, String why) throws IOException {
        assertThat(sendTo(command, answer)).isInstanceOfSatisfying(
                Outcome.Refused.class, refused -> {
                    assertThat(refused.why()).isEqualTo(why);
                    assertThat(refused.gone()).isEqualTo(command.equals("RCPT"));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RCPT | 450 4.2.1 ada@example.org: try again later | SMTP 450 4.2.1
            MAIL | 550 5.7.1 we do not know this sender       | SMTP 550
            DATA | 421 4.3.2 going down                       | SMTP 421
            .    | 452 4.3.1 disk full                        | SMTP 452 4.3.1
            ''   | 554 nobody is welcome                      | the mail server does not answer
            """)
    void whatMayPassIsTriedAgain(String command, String answer, String why) throws IOException {
        assertThat(sendTo(command, answer)).isEqualTo(new Outcome.Later(why));
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() {
        int port;
        try (Inbox inbox = Inbox.open()) {
            port = inbox.port();
        }
        assertThat(send(port, "ada@example.org", Kind.CANCELLED, "en"))
                .isEqualTo(new Outcome.Later("the mail server does not answer"));
    }

    @Test
    void nothingIsSentInTheClearWhereTlsIsAskedFor() {
        try (Inbox inbox = Inbox.open()) {
            Mailer mailer = new Mailer(
                    new Mail("127.0.0.1", inbox.port(), "", "", Tls.STARTTLS, "tickets@cinema.example"), CLOCK);

            assertThat(mailer.send(message("ada@example.org", Kind.CANCELLED, "en"))).isInstanceOf(Outcome.Later.class);
            assertThat(inbox.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada@", "@example.org", "ada@exa mple.org", "a b@example.org"})
    void whatIsNoAddressIsRefused(String address) {
        try (Inbox inbox = Inbox.open()) {
            assertThat(send(inbox.port(), address, Kind.CANCELLED, "en"))
                    .isEqualTo(new Outcome.Refused("not an address that mail can go to", true));
        }
    }

    @Test
    void aDomainMayBeWrittenInLettersOfItsLanguage() {
        try (Inbox inbox = Inbox.open()) {
            send(inbox.port(), "ada@bücher.example", Kind.CANCELLED, "en");

            assertThat(inbox.of("ada@xn--bcher-kva.example")).hasSize(1);
        }
    }

    private static Outcome sendTo(String command, String answer) throws IOException {
        try (MoodyMailServer server = MoodyMailServer.answering(Map.of(command, answer))) {
            return send(server.port(), "ada@example.org", Kind.CANCELLED, "en");
        }
    }

    private static Outcome send(int port, String to, Kind kind, String language) {
        Mail settings = new Mail("127.0.0.1", port, "", "", Tls.NONE, "Box office <tickets@cinema.example>");
        return new Mailer(settings, CLOCK).send(message(to, kind, language));
    }

    private static Message message(String to, Kind kind, String language) {
        return new Message(ID, 0, to, SampleStory.of(kind, language).story());
    }
}
