package boxoffice.server.seating;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import boxoffice.server.http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// A show's seats at one moment, ready to be sent. Immutable.
///
/// @param etag of the seats as they are, whatever read them
/// @param taken every seat that cannot be had
/// @param json the [SeatMap] as it goes over the wire
/// @param gzip the same, packed
/// @param changes how many changes this node had made when it was read
/// @param readAt by [System#nanoTime]
record Snapshot(
        String etag, Map<SeatId, SeatStatus> taken, byte[] json, byte[] gzip, long changes, long readAt) {
    static Snapshot of(SeatMap map, Map<SeatId, SeatStatus> taken, long changes, long readAt) {
        byte[] json = Answer.write(map);
        return new Snapshot('"' + map.version() + '"', taken, json, packed(json), changes, readAt);
    }

    /// The same seats, read again.
    Snapshot stillTrue(long laterChanges, long laterReadAt) {
        return new Snapshot(etag, taken, json, gzip, laterChanges, laterReadAt);
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
