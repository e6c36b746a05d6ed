package boxoffice.server.notification;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/// A real mail server on a free port, and what guests find in their mailboxes.
final class Inbox implements AutoCloseable {
    private static final int CODE_DPI = 150;

    private final GreenMail server;
    private final int port;

    private Inbox(GreenMail server) {
        this.server = server;
        this.port = server.getSmtp().getPort();
    }

    static Inbox open() {
        return new Inbox(started(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort()));
    }

    /// A new, empty one on the port of one that was closed.
    Inbox reopen() {
        return new Inbox(started(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)));
    }

    private static GreenMail started(ServerSetup setup) {
        GreenMail server = new GreenMail(setup);
        server.start();
        return server;
    }

    int port() {
        return port;
    }

    /// The settings with which a box office sends its mail here.
    Map<String, String> settings() {
        return Map.of(
                "notification.mail.host", "127.0.0.1",
                "notification.mail.port", Integer.toString(port),
                "notification.mail.tls", "NONE",
                "notification.mail.from", "Box office <tickets@cinema.example>",
                "notification.pause", "PT0.2S");
    }

    List<Mail> all() {
        return Arrays.stream(server.getReceivedMessages()).map(Mail::new).toList();
    }

    List<Mail> of(String address) {
        return all().stream().filter(mail -> mail.header("To").contains(address)).toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    /// One mail, taken apart as a mail reader does.
    record Mail(MimeMessage message) {
        String subject() {
            return read(message::getSubject);
        }

        String header(String name) {
            return read(() -> message.getHeader(name, ", "));
        }

        String text() {
            return read(() -> (String) part("text/plain").getContent());
        }

        String html() {
            return read(() -> (String) part("text/html").getContent());
        }

        /// The texts of the codes in the page, in the order in which the page shows them.
        List<String> codesShown() {
            String html = html();
            return parts().stream()
                    .filter(part -> read(() -> part.isMimeType("image/png")))
                    .filter(part -> html.contains("\"cid:" + bare(read(() -> ((MimePart) part).getContentID())) + "\""))
                    .flatMap(part -> codes(read(() -> ImageIO.read(part.getInputStream()))).stream())
                    .toList();
        }

        /// The texts of the codes on the paper that is attached.
        List<String> codesPrinted() {
            return read(() -> {
                List<String> codes = new ArrayList<>();
                try (PDDocument document = Loader.loadPDF(part("application/pdf").getInputStream().readAllBytes())) {
                    for (int page = 0; page < document.getNumberOfPages(); page++) {
                        codes.addAll(codes(new PDFRenderer(document).renderImageWithDPI(page, CODE_DPI)));
                    }
                }
                return codes;
            });
        }

        String fileName() {
            return read(() -> part("application/pdf").getFileName());
        }

        boolean has(String type) {
            return parts().stream().anyMatch(part -> read(() -> part.isMimeType(type)));
        }

        Part part(String type) {
            return parts().stream()
                    .filter(part -> read(() -> part.isMimeType(type)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + type));
        }

        List<Part> parts() {
            return read(() -> parts(message).toList());
        }

        private static Stream<Part> parts(Part part) throws MessagingException, IOException {
            if (!(part.getContent() instanceof Multipart multipart)) {
                return Stream.of(part);
            }
            List<Part> all = new ArrayList<>();
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart inner = multipart.getBodyPart(i);
                all.addAll(parts(inner).toList());
            }
            return all.stream();
        }

        private static String bare(String contentId) {
            return contentId.substring(1, contentId.length() - 1);
        }

        private static List<String> codes(BufferedImage image) {
            try {
                BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
                return Arrays.stream(
                        new QRCodeMultiReader().decodeMultiple(bitmap, Map.of(DecodeHintType.TRY_HARDER, true)))
                        .map(code -> code.getText())
                        .toList();
            } catch (NotFoundException none) {
                return List.of();
            }
        }
    }

    private interface Reading<T> {
        T read() throws MessagingException, IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MessagingException | IOException spoiled) {
            throw new AssertionError("the mail cannot be read", spoiled);
        }
    }
}
