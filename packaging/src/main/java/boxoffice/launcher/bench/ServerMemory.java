package boxoffice.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Java process that runs with the serial collector has in memory and needs.
final class ServerMemory {
    private static final Pattern GENERATION = Pattern.compile(
            " +total \\d+K, used (?<used>\\d+)K \\[0x(?<from>\\p{XDigit}+), 0x\\p{XDigit}+, 0x(?<to>\\p{XDigit}+)\\)");
    private static final Pattern MAPPING = Pattern.compile("(\\p{XDigit}+)-\\p{XDigit}+ .*");
    private static final int SECONDS = 30;

    private ServerMemory() {}

    /// Kilobytes of heap that are left after a collection, and all that is resident besides the heap. How far the heap's
    /// own pages have been touched says more of the collector than of what is kept.
    static long needed(long pid) {
        tell(pid, "GC.run");
        Matcher generation = GENERATION.matcher(tell(pid, "GC.heap_info"));
        long used = 0;
        long from = Long.MAX_VALUE;
        long to = 0;
        while (generation.find()) {
            used += Long.parseLong(generation.group("used"));
            from = Math.min(from, Long.parseUnsignedLong(generation.group("from"), 16));
            to = Math.max(to, Long.parseUnsignedLong(generation.group("to"), 16));
        }
        if (to == 0) {
            throw new IllegalStateException("the server does not tell how its heap is used");
        }
        return used + residentOutside(pid, from, to);
    }

    private static long residentOutside(long pid, long from, long to) {
        try {
            long resident = 0;
            boolean outside = true;
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
                Matcher mapping = MAPPING.matcher(line);
                if (mapping.matches()) {
                    long at = Long.parseUnsignedLong(mapping.group(1), 16);
                    outside = Long.compareUnsigned(at, from) < 0 || Long.compareUnsigned(at, to) >= 0;
                } else if (outside && line.startsWith("Rss:")) {
                    resident += Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return resident;
        } catch (IOException noSuchFile) {
            throw new UncheckedIOException("the server's memory cannot be read on this system", noSuchFile);
        }
    }

    private static String tell(long pid, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process =
                    new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed: " + answer.strip());
            }
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException("jcmd cannot be run: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
