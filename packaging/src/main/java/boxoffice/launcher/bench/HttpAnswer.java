package boxoffice.launcher.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// One HTTP/1.1 answer as it comes in: the status line, headers, and as many bytes of body as `Content-Length` says. An
/// answer of unknown length is an error: none of our routes sends one. Not thread-safe.
final class HttpAnswer {
    private static final byte[] LENGTH = {'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'};
    private static final int NOT_YET = -1;

    private ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
    private int bodyAt = NOT_YET;
    private int bodyLength;
    private int status;

    /// Reads what there is.
    ///
    /// @return whether the answer is complete
    boolean readFrom(ReadableByteChannel channel) throws IOException {
        if (channel.read(bytes) < 0) {
            throw new EOFException("the connection was closed");
        }
        if (bodyAt == NOT_YET) {
            bodyAt = endOfHeaders();
            if (bodyAt == NOT_YET) {
                return false;
            }
            status = number(9, 12);
            bodyLength = status == 304 || status == 204 ? 0 : contentLength();
            if (bytes.capacity() < bodyAt + bodyLength) {
                bytes = ByteBuffer.allocate(bodyAt + bodyLength).put(bytes.flip());
            }
        }
        return bytes.position() >= bodyAt + bodyLength;
    }

    int status() {
        return status;
    }

    /// The body of a complete answer.
    ByteBuffer body() {
        return bytes.slice(bodyAt, bodyLength);
    }

    void reset() {
        bytes.clear();
        bodyAt = NOT_YET;
    }

    private int endOfHeaders() {
        byte[] text = bytes.array();
        for (int i = 3; i < bytes.position(); i++) {
            if (text[i] == '\n' && text[i - 1] == '\r' && text[i - 2] == '\n') {
                return i + 1;
            }
        }
        return NOT_YET;
    }

    private int contentLength() throws IOException {
        byte[] text = bytes.array();
        for (int i = 0; i < bodyAt - LENGTH.length; i++) {
            if (text[i] == '\n' && isLength(text, i + 1)) {
                int from = i + 1 + LENGTH.length;
                while (text[from] == ' ') {
                    from++;
                }
                int to = from;
                while (text[to] >= '0' && text[to] <= '9') {
                    to++;
                }
                return number(from, to);
            }
        }
        throw new IOException(
                "an answer of unknown length: " + new String(
                        text, 0, bodyAt, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private static boolean isLength(byte[] text, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            byte letter = text[at + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + bytes.get(i) - '0';
        }
        return number;
    }
}
