package boxoffice.server.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A mail server that answers some commands with what it is told to, and else takes everything.
final class MoodyMailServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Map<String, String> moods;

    private MoodyMailServer(ServerSocket listening, Map<String, String> moods) {
        this.listening = listening;
        this.moods = moods;
        Thread.ofVirtual().start(this::accept);
    }

    /// @param moods the answer to a command by its first word; `.` is the end of the message
    static MoodyMailServer answering(Map<String, String> moods) {
        try {
            return new MoodyMailServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), moods);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                talk(client);
            } catch (IOException gone) {
                // the next one
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        say(out, moods.getOrDefault("", "220 moody"));
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (data && !line.equals(".")) {
                continue;
            }
            String command = line.split("[ :]")[0];
            data = command.equals("DATA") && !moods.containsKey(command);
            say(out, moods.getOrDefault(command, data ? "354 go on" : "250 fine"));
            if (command.equals("QUIT")) {
                return;
            }
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
