package boxoffice.sandbox.common;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

final class FileJournal implements Journal {
    /// Not a channel: that would be closed for good when a thread is interrupted while it writes.
    private final RandomAccessFile file;

    private FileJournal(RandomAccessFile file) {
        this.file = file;
    }

    static FileJournal open(Path path, Consumer<String> replay) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            var file = new RandomAccessFile(path.toFile(), "rw");
            try {
                hold(file.getChannel(), path);
                long end = replayAll(file.getChannel(), path, replay);
                file.setLength(end);
                file.seek(end);
                return new FileJournal(file);
            } catch (IOException | RuntimeException failed) {
                file.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new JournalException("cannot use the journal " + path + ": " + failed, failed);
        }
    }

    private static void hold(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException heldHere) {
            throw new JournalException("the journal " + file + " is in use by another gateway", heldHere);
        }
        throw new JournalException("the journal " + file + " is in use by another gateway", null);
    }

    /// Returns where the last whole line ends.
    private static long replayAll(FileChannel channel, Path file, Consumer<String> replay) throws IOException {
        long size = channel.size();
        long end = 0;
        int number = 0;
        var line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                number++;
                long after = end + line.size() + 1;
                try {
                    replay.accept(line.toString(StandardCharsets.UTF_8));
                } catch (RuntimeException unreadable) {
                    if (after == size) {
                        return end;
                    }
                    throw new JournalException(
                            "the journal " + file + " is damaged at line " + number + ": " + unreadable.getMessage(),
                            unreadable);
                }
                end = after;
                line.reset();
            }
            buffer.clear();
        }
        return end;
    }

    @Override
    public synchronized void append(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            long start = file.getFilePointer();
            try {
                file.write(bytes);
            } catch (IOException failed) {
                file.setLength(start);
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
