package boxoffice.server.ticketing;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Json;
import boxoffice.model.SeatId;
import boxoffice.model.Tickets.Ticket;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tickets for Apple Wallet: an archive of `pass.json`, pictures and translations, a manifest with the SHA-1 of each,
/// and a signature over the manifest (TIX-1). Thread-safe.
///
/// Its barcode is the ticket's token, so a pass is void when the ticket is.
public final class WalletPasses {
    private static final Logger LOG = LoggerFactory.getLogger(WalletPasses.class);

    private final WalletSettings settings;
    private final WalletCertificate certificate;
    private final Clock clock;

    private WalletPasses(WalletSettings settings, WalletCertificate certificate, Clock clock) {
        this.settings = settings;
        this.certificate = certificate;
        this.clock = clock;
    }

    /// Opens the certificate.
    ///
    /// @throws IllegalStateException with one line about the setting that is wrong
    public static WalletPasses open(WalletSettings settings, Clock clock) {
        WalletPasses passes = new WalletPasses(settings, WalletCertificate.open(settings), clock);
        if (!passes.offered()) {
            LOG.warn(
                    "wallet passes are not offered: tickets.wallet.certificate ended at {}", passes.certificate
                            .expires());
        }
        return passes;
    }

    /// Whether phones would accept a pass. A certificate that has ended stops passes, and no sale.
    public boolean offered() {
        return clock.instant().isBefore(certificate.expires());
    }

    /// Where a ticket's pass is, relative to the server.
    static String address(BookingId booking, SeatId seat) {
        return "/api/v1/bookings/%s/tickets/%s/pass.pkpass"
                .formatted(booking, URLEncoder.encode(seat.value(), StandardCharsets.UTF_8));
    }

    /// The pass of one ticket.
    ///
    /// @param ticket one of the booking's
    public byte[] pass(Booking booking, Ticket ticket) {
        Map<String, byte[]> files = new TreeMap<>(PassPictures.ALL);
        PassText english = new PassText(booking, ticket, Locale.ENGLISH);
        files.put("pass.json", json(english.pass(settings)));
        for (Locale language : PassText.TRANSLATED) {
            String strings = new PassText(booking, ticket, language).strings(english);
            files.put(language.getLanguage() + ".lproj/pass.strings", strings.getBytes(StandardCharsets.UTF_8));
        }
        byte[] manifest = json(
                files.entrySet()
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, file -> sha1(file.getValue()), (a, b) -> a, TreeMap::new)));
        files.put("manifest.json", manifest);
        files.put("signature", certificate.sign(manifest));
        return archive(files);
    }

    private static byte[] archive(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                archive.putNextEntry(new ZipEntry(file.getKey()));
                archive.write(file.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] json(Object content) {
        try {
            return Json.strict().writeValueAsBytes(content);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static String sha1(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(file));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
