package boxoffice.launcher.crashpoints;

import boxoffice.launcher.ScratchFolder;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Kills a server of its own at every point of a purchase and of a cancellation, and looks for lost money.
@Command(name = "crashpoints", description = {
        "Kills a server of its own right after every effect of a seat lock whose holder then walks away, of a purchase, and",
        "of a cancellation of a confirmed booking:",
        "each commit, each change in Redis, each call of the gateway (before the server hears of it), each answer to a guest",
        "and to the gateway's messages (when it was heard). After each, the server is started again and the clock is moved,",
        "and what became of the booking is compared with the gateway's own books.",
        "",
        "A guest whose request got no answer asks again with the same Idempotency-Key, as a real one does, and pays.",
        "Seats of a lock that was cut are bought by the next guest, ten minutes and one clean-up later.",
        "confirmed: one booking with its seats and tickets, paid for once. refunded: no booking, its seats free, and all that",
        "was taken was given back, once; that is nothing where the guest never came to pay. wrong: anything else, also when",
        "it only becomes so within two more hours. Ends with 1 when anything was wrong."
})
public final class CrashPointsCommand implements Callable<Integer> {
    private static final int OF_LOCK = 2;
    private static final int OF_PURCHASE = 8;
    private static final int OF_CANCELLATION = 5;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    @Option(names = "--quick", description = "only some points, of each kind") private boolean quick;

    @Option(names = "--seed", paramLabel = "S", description = "chooses how many seats guests buy, and the points of --quick (default: by chance)") private long seed =
            new Random().nextInt(1_000_000);

    /// Made by picocli, which fills in the options.
    public CrashPointsCommand() {}

    @Override
    public Integer call() {
        ScratchFolder folder = ScratchFolder.make("boxoffice-crashpoints");
        System.out.println("Seed " + seed + ", data and logs in " + folder.path());
        CrashPoints.Result result;
        try (CrashPoints points = CrashPoints.open(folder.path(), seed, System.out::println)) {
            if (quick) {
                points.spread(Act.LOCK, OF_LOCK);
                points.spread(Act.PURCHASE, OF_PURCHASE);
                points.spread(Act.CANCELLATION, OF_CANCELLATION);
            } else {
                points.all();
            }
            points.lookAgain();
            result = points.result();
        }
        if (result.wrong() == 0) {
            folder.close();
        }
        System.out.println(result);
        return result.wrong() == 0 ? 0 : 1;
    }
}
