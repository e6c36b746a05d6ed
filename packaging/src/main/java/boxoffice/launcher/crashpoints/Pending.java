package boxoffice.launcher.crashpoints;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Bytes that were received and not yet understood. Not thread-safe.
final class Pending {
    private ByteBuffer bytes = ByteBuffer.allocate(1024).flip();

    void add(ByteBuffer more) {
        ByteBuffer longer = bytes.capacity() - bytes.remaining() >= more.remaining()
                ? bytes.compact()
                : ByteBuffer.allocate(2 * (bytes.remaining() + more.remaining())).put(bytes);
        bytes = longer.put(more.duplicate()).flip();
    }

    int size() {
        return bytes.remaining();
    }

    byte at(int index) {
        return bytes.get(bytes.position() + index);
    }

    int intAt(int index) {
        return bytes.getInt(bytes.position() + index);
    }

    /// Takes the first bytes away, as text in which each byte is a character.
    String take(int count) {
        byte[] taken = new byte[count];
        bytes.get(taken);
        return new String(taken, StandardCharsets.ISO_8859_1);
    }

    /// Where the text stands first, or -1.
    int indexOf(String text) {
        for (int i = 0; i <= size() - text.length(); i++) {
            int matching = 0;
            while (matching < text.length() && at(i + matching) == text.charAt(matching)) {
                matching++;
            }
            if (matching == text.length()) {
                return i;
            }
        }
        return -1;
    }
}
