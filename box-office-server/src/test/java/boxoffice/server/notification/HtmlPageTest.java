package boxoffice.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Notifications.Kind;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.ticketing.QrImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
    private static final Function<Ticket, String> PICTURE = ticket -> "cid:" + ticket.id() + "@tickets";

    @Test
    void whatPeopleTypedIsTextAndNotMarkup() {
        String html = html(
                SampleStory.of(Kind.CONFIRMED, "en")
                        .titled("<script>alert(1)</script> & \"Søn\"")
                        .by("<img src=x onerror='x'>", "O'Hara's </td> House"));

        assertThat(html).doesNotContain("<script", "onerror='", "</td> House")
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Søn&quot;",
                        "&lt;img src=x onerror=&#39;x&#39;&gt;",
                        "O&#39;Hara&#39;s &lt;/td&gt; House");
    }

    @Test
    void everyTicketHasItsCodeWithAName() {
        String html = html(SampleStory.of(Kind.CONFIRMED, "en").ofSeats(3));

        assertThat(Pattern.compile("<img ").matcher(html).results()).hasSize(3);
        assertThat(html).contains("alt=\"QR code of the ticket for Stalls, row C, seat 9\"");
        assertThat(PlainText.of(SampleStory.of(Kind.CONFIRMED, "en").ofSeats(3).story()))
                .contains("– Stalls, row C, seat 7", "– Stalls, row C, seat 9");
    }

    @Test
    void onlyABookingThatGoesOnBringsTickets() {
        for (Kind kind : Kind.values()) {
            assertThat(html(SampleStory.of(kind, "en")).contains("<img ")).isEqualTo(
                    kind == Kind.CONFIRMED || kind == Kind.CHANGED);
        }
    }

    @Test
    void theLanguageAndItsDirectionAreSaid() {
        assertThat(html(SampleStory.of(Kind.CANCELLED, "ar"))).contains("<html lang=\"ar-IN\" dir=\"rtl\">");
        assertThat(html(SampleStory.of(Kind.CANCELLED, "ja"))).contains("<html lang=\"ja-IN\" dir=\"ltr\">");
    }

    @Test
    void whatGoesBackIsSaidWithTheCancellation() {
        assertThat(html(SampleStory.of(Kind.SHOW_CANCELLED, "en-IN")))
                .contains("this show will not take place", "We will pay ₹1,23,456.78 back the way you paid");
    }

    @Test
    void aNobodyIsGreetedToo() {
        assertThat(html(SampleStory.of(Kind.IN_REVIEW, "en").by("", "Mayura"))).contains("<p>Hello,</p>");
    }

    /// To be looked at: every kind and language, with pictures, under `target/snapshots`.
    @Test
    void allPagesAreWrittenDown() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "snapshots", "mail"));
        for (Kind kind : Kind.values()) {
            for (String language : kind == Kind.CONFIRMED ? Words.LANGUAGES : List.of("en", "ar")) {
                String html = HtmlPage.of(SampleStory.of(kind, language).story(), HtmlPageTest::embedded);
                Files.writeString(
                        folder.resolve(kind.name().toLowerCase(Locale.ROOT) + "-" + language + ".html"), html);
            }
        }
        assertThat(folder).isDirectoryContaining("glob:**/confirmed-ar.html");
    }

    private static String embedded(Ticket ticket) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(QrImage.png(ticket.token(), 440));
    }

    private static String html(SampleStory sample) {
        return HtmlPage.of(sample.story(), PICTURE);
    }
}
