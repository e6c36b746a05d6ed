package boxoffice.server.ticketing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import boxoffice.model.Bookings.Booking;
import boxoffice.model.Json;
import boxoffice.model.TicketToken;
import boxoffice.model.Tickets.Ticket;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opens passes as a phone does.
class WalletPassesTest {
    private static final PassIssuer ISSUER = new PassIssuer();

    private final SampleBooking sample = SampleBooking.ofThree();
    private final Booking booking = sample.booking();
    private final Ticket ticket = booking.tickets().getFirst();

    @TempDir private Path folder;

    @Test
    void aPassHasWhatWalletNeeds() throws Exception {
        Map<String, byte[]> files = files();

        assertThat(new TreeSet<>(files.keySet())).containsExactly(
                "es.lproj/pass.strings", "icon.png", "icon@2x.png", "icon@3x.png", "logo.png", "logo@2x.png",
                "logo@3x.png", "manifest.json", "pass.json", "signature");
        JsonNode pass = json(file(files, "pass.json"));
        assertThat(pass.path("formatVersion").intValue()).isEqualTo(1);
        assertThat(pass.path("passTypeIdentifier").textValue()).isEqualTo(PassIssuer.PASS_TYPE);
        assertThat(pass.path("teamIdentifier").textValue()).isEqualTo(PassIssuer.TEAM);
        assertThat(pass.path("serialNumber").textValue()).isEqualTo(ticket.id().toString());
        assertThat(pass.path("organizationName").textValue()).isEqualTo("Kanal-Lichtspiele");
        assertThat(pass.path("description").textValue())
                .isEqualTo("Ticket for Nosferatu: A Symphony of Horror, row C, seat 7");
        assertThat(OffsetDateTime.parse(pass.path("relevantDate").textValue()))
                .isEqualTo(OffsetDateTime.parse("2026-11-22T20:15:00+01:00"));
        JsonNode event = pass.path("eventTicket");
        assertThat(values(event.path("primaryFields"))).containsExactly("Nosferatu: A Symphony of Horror");
        assertThat(values(event.path("secondaryFields")))
                .containsExactly("2026-11-22T20:15:00+01:00", "Kanal-Lichtspiele");
        assertThat(event.path("secondaryFields").path(0).path("ignoresTimeZone").booleanValue()).isTrue();
        assertThat(values(event.path("headerFields"))).containsExactly("Saal 1");
        assertThat(values(event.path("auxiliaryFields"))).containsExactly("Parkett", "C", "7", "Standard seat");
        assertThat(values(event.path("backFields")))
                .contains("K7QD2M4X", "Nosferatu, eine Symphonie des Grauens", "Paul-Lincke-Ufer 21, 10999 Berlin");
        assertThat(event.findValuesAsText("key")).doesNotHaveDuplicates();
    }

    @Test
    void theBarcodeVerifiesAsTheTicket() throws Exception {
        JsonNode barcode = json(file(files(), "pass.json")).path("barcodes").path(0);

        assertThat(barcode.path("format").textValue()).isEqualTo("PKBarcodeFormatQR");
        assertThat(barcode.path("altText").textValue()).isEqualTo(booking.reference());
        assertThat(
                TicketToken.read(
                        barcode.path("message").textValue(), Map.of(SampleBooking.KEY_ID, sample.key().getPublic())))
                .isInstanceOfSatisfying(
                        TicketToken.Reading.Genuine.class,
                        genuine -> assertThat(genuine.token().seatId()).isEqualTo(ticket.seatId()));
    }

    @Test
    void theManifestHasTheHashOfEveryFile() throws Exception {
        Map<String, byte[]> files = files();
        JsonNode manifest = json(file(files, "manifest.json"));

        Set<String> hashed = new TreeSet<>(files.keySet());
        hashed.removeAll(Set.of("manifest.json", "signature"));
        assertThat(new TreeSet<>(Set.copyOf(names(manifest)))).isEqualTo(hashed);
        for (String name : hashed) {
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(file(files, name));
            assertThat(manifest.path(name).textValue()).as(name).isEqualTo(HexFormat.of().formatHex(sum));
        }
    }

    @Test
    void theSignatureIsOverTheManifestAndLeadsToTheRoot() throws Exception {
        Map<String, byte[]> files = files();
        CMSSignedData signed =
                new CMSSignedData(new CMSProcessableByteArray(file(files, "manifest.json")), file(files, "signature"));
        SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();
        List<X509Certificate> sent = signed.getCertificates()
                .getMatches(null)
                .stream()
                .map(WalletPassesTest::certificate)
                .toList();

        assertThat(new CMSSignedData(file(files, "signature")).getSignedContent()).as("detached").isNull();
        assertThat(sent).containsExactlyInAnyOrder(ISSUER.pass, ISSUER.middle);
        assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(ISSUER.pass))).isTrue();
        X509CertSelector own = new X509CertSelector();
        own.setCertificate(ISSUER.pass);
        PKIXBuilderParameters path = new PKIXBuilderParameters(Set.of(new TrustAnchor(ISSUER.root, null)), own);
        path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
        path.setRevocationEnabled(false);
        assertThat(CertPathBuilder.getInstance("PKIX").build(path).getCertPath().getCertificates()).hasSize(2);
    }

    @Test
    void aManifestWithAChangedByteIsRefused() throws Exception {
        Map<String, byte[]> files = files();
        byte[] manifest = file(files, "manifest.json");
        manifest[manifest.length / 2] ^= 1;
        SignerInformation signer = new CMSSignedData(new CMSProcessableByteArray(manifest), file(files, "signature"))
                .getSignerInfos()
                .getSigners()
                .iterator()
                .next();

        boolean verified;
        try {
            verified = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(ISSUER.pass));
        } catch (CMSException refused) {
            verified = false;
        }
        assertThat(verified).isFalse();
    }

    @Test
    void thePicturesAreSharpOnEveryScreen() throws Exception {
        Map<String, byte[]> files = files();
        for (String name : List.of("icon", "logo")) {
            int width = ImageIO.read(new ByteArrayInputStream(file(files, name + ".png"))).getWidth();
            assertThat(ImageIO.read(new ByteArrayInputStream(file(files, name + "@2x.png"))).getWidth())
                    .isEqualTo(2 * width);
            assertThat(ImageIO.read(new ByteArrayInputStream(file(files, name + "@3x.png"))).getWidth())
                    .isEqualTo(3 * width);
        }
    }

    @Test
    void itsTextIsLegibleOnItsColour() throws Exception {
        JsonNode pass = json(file(files(), "pass.json"));
        assertThat(contrast(pass, "foregroundColor")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(pass, "labelColor")).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void itSpeaksTheLanguageOfThePhone() throws Exception {
        String spanish = new String(file(files(), "es.lproj/pass.strings"), StandardCharsets.UTF_8);

        assertThat(spanish.lines()).allMatch(line -> line.matches("\".+\" = \".+\";"))
                .doesNotHaveDuplicates()
                .contains("\"Row\" = \"Fila\";", "\"Standard seat\" = \"Butaca normal\";");
        SampleBooking quoted = sample.titled("The \"Great\" \\ Escape", null);
        byte[] pass = passes(Clock.systemUTC()).pass(quoted.booking(), quoted.booking().tickets().getFirst());
        assertThat(new String(file(files(pass), "es.lproj/pass.strings"), StandardCharsets.UTF_8))
                .contains("Ticket for The \\\"Great\\\" \\\\ Escape, row C");
    }

    @Test
    void aCertificateThatHasEndedStopsPassesOnly() {
        Instant later = Instant.now().plus(Duration.ofDays(31));
        assertThat(passes(Clock.systemUTC()).offered()).isTrue();
        assertThat(passes(Clock.fixed(later, ZoneOffset.UTC)).offered()).isFalse();
    }

    @Test
    void aWrongFilePasswordOrNameIsSaidInOneLine() throws Exception {
        Path file = ISSUER.file(folder);
        Path garbage = Files.writeString(folder.resolve("garbage.p12"), "no certificate");

        assertThat(refusal(PassIssuer.settings(folder.resolve("missing.p12"))))
                .startsWith("tickets.wallet.certificate is not there");
        assertThat(refusal(PassIssuer.settings(garbage))).startsWith("tickets.wallet.certificate cannot be opened");
        assertThat(refusal(new WalletSettings(file, "wrong secret", PassIssuer.PASS_TYPE, PassIssuer.TEAM)))
                .startsWith("tickets.wallet.certificate cannot be opened")
                .doesNotContain("secret");
        assertThat(refusal(PassIssuer.settings(ISSUER.lonelyFile(folder))))
                .startsWith("tickets.wallet.certificate comes alone");
        assertThat(refusal(new WalletSettings(file, PassIssuer.PASSWORD, "pass.other", PassIssuer.TEAM)))
                .startsWith("tickets.wallet.passtype is not");
        assertThat(refusal(new WalletSettings(file, PassIssuer.PASSWORD, PassIssuer.PASS_TYPE, "OTHER")))
                .startsWith("tickets.wallet.team is not");
    }

    private static String refusal(WalletSettings settings) {
        var refused = assertThatIllegalStateException()
                .isThrownBy(() -> WalletPasses.open(settings, Clock.systemUTC()));
        return requireNonNull(refused.actual().getMessage());
    }

    private WalletPasses passes(Clock clock) {
        return WalletPasses.open(PassIssuer.settings(ISSUER.file(folder)), clock);
    }

    private Map<String, byte[]> files() throws IOException {
        return files(passes(Clock.systemUTC()).pass(booking, ticket));
    }

    static Map<String, byte[]> files(byte[] pass) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(pass))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                files.put(entry.getName(), archive.readAllBytes());
            }
        }
        return files;
    }

    static byte[] file(Map<String, byte[]> files, String name) {
        return requireNonNull(files.get(name), name);
    }

    static JsonNode json(byte[] file) throws IOException {
        return Json.strict().readTree(file);
    }

    private static List<String> values(JsonNode fields) {
        return fields.findValuesAsText("value");
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /// As WCAG counts it.
    private static double contrast(JsonNode pass, String color) {
        double one = luminance(pass.path(color).textValue());
        double other = luminance(pass.path("backgroundColor").textValue());
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String rgb) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        String[] parts = rgb.replaceAll("[^0-9,]", "").split(",");
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(parts[i]) / 255.0;
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static X509Certificate certificate(X509CertificateHolder holder) {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertificateException other) {
            throw new AssertionError(other);
        }
    }
}
