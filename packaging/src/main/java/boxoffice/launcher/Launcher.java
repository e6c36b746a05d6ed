package boxoffice.launcher;

import boxoffice.launcher.bench.BenchCommand;
import boxoffice.launcher.crashpoints.CrashPointsCommand;
import boxoffice.launcher.torture.TortureCommand;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `packaging/boxoffice`: starts the parts by name.
@Command(name = "boxoffice", synopsisSubcommandLabel = "demo|server|kiosk|admin|bench|load|verify-ledger|torture|crashpoints", description = "A box office: it never sells a seat twice.", subcommands = {
        DemoCommand.class,
        ServerCommand.class,
        BenchCommand.class,
        LoadCommand.class,
        VerifyLedgerCommand.class,
        TortureCommand.class,
        CrashPointsCommand.class,
        Launcher.Kiosk.class,
        Launcher.Admin.class
})
public final class Launcher implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    private Launcher() {}

    /// Runs one command; ends with its status.
    public static void main(String[] arguments) {
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            // The apps read their own options, and end the process themselves.
            case "kiosk" -> window(rest, boxoffice.kiosk.Main::main);
            case "admin" -> window(rest, boxoffice.admin.Main::main);
            default -> System.exit(run(arguments));
        }
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 2;
    }

    private static void window(String[] arguments, Consumer<String[]> app) {
        if (!Display.isThere() && !Arrays.asList(arguments).contains("--help")) {
            System.err.println("boxoffice: there is no display to open a window on; DISPLAY is not set");
            System.exit(1);
        }
        app.accept(arguments);
    }

    private static int run(String[] arguments) {
        CommandLine commands = new CommandLine(new Launcher());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("boxoffice: " + failure.getMessage());
            return 1;
        });
        commands.setParameterExceptionHandler((wrong, words) -> {
            System.err.println("boxoffice: " + wrong.getMessage() + "; --help tells what is allowed");
            return 2;
        });
        return commands.execute(arguments);
    }

    /// Stands here for the list of commands.
    @Command(name = "kiosk", description = "Opens the kiosk; kiosk --help lists its options.")
    static final class Kiosk {}

    /// Stands here for the list of commands.
    @Command(name = "admin", description = "Opens the scheduling console; admin --help lists its options.")
    static final class Admin {}
}
