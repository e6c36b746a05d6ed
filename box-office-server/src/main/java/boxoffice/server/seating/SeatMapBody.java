package boxoffice.server.seating;

import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.http.Answer;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A show's whole seat map in bytes, made once and only when somebody asks. Thread-safe.
final class SeatMapBody {
    private final ShowForSale show;
    private final Version version;
    private final Header etag;
    private final Map<SeatId, SeatStatus> taken;
    private byte @Nullable [] json;
    private byte @Nullable [] gzip;

    SeatMapBody(ShowForSale show, Version version, Map<SeatId, SeatStatus> taken) {
        this.show = show;
        this.version = version;
        this.etag = HeaderValues.createCached(HeaderNames.ETAG, '"' + version.toString() + '"');
        this.taken = taken;
    }

    /// The header that names what is sent.
    Header etag() {
        return etag;
    }

    /// The [SeatMap] as JSON.
    synchronized byte[] json() {
        byte[] made = json;
        if (made == null) {
            List<ShowSeat> seats =
                    show.plan().seats().stream().map(seat -> seat(show, seat, taken)).toList();
            made = Answer.write(map(show, version, seats));
            json = made;
        }
        return made;
    }

    /// The same, packed.
    synchronized byte[] gzip() {
        byte[] made = gzip;
        if (made == null) {
            made = packed(json());
            gzip = made;
        }
        return made;
    }

    static SeatMap map(ShowForSale show, Version version, List<ShowSeat> seats) {
        return new SeatMap(
                show.id(),
                show.plan().layout(),
                version.toString(),
                show.basePrice().currency().getCurrencyCode(),
                seats);
    }

    static ShowSeat seat(ShowForSale show, Seat seat, Map<SeatId, SeatStatus> statuses) {
        return new ShowSeat(
                seat.id(),
                seat.section(),
                seat.row(),
                seat.number(),
                seat.type(),
                statuses.getOrDefault(seat.id(), SeatStatus.AVAILABLE),
                show.price(seat.type()).amount(),
                seat.x(),
                seat.y(),
                seat.features(),
                seat.companionOf());
    }

    private static byte[] packed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
