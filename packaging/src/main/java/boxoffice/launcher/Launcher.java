package boxoffice.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The command `packaging/boxoffice`: starts the parts by name.
@Command(name = "boxoffice", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "demo|server|kiosk|admin", description = "A box office: it never sells a seat twice.", subcommands = {
        DemoCommand.class,
        ServerCommand.class,
        Launcher.Kiosk.class,
        Launcher.Admin.class,
        CommandLine.HelpCommand.class
})
public final class Launcher implements Callable<Integer> {
    private Launcher() {}

    /// Runs one command; ends with its status.
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Launcher());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("boxoffice: " + failure.getMessage());
            return 1;
        });
        int status = commands.execute(arguments);
        // The apps go on in their own windows, and end the process themselves.
        System.exit(status);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 2;
    }

    @Command(name = "kiosk", description = "Opens the kiosk. Its own options follow; --help lists them.")
    static final class Kiosk implements Callable<Integer> {
        @Parameters(arity = "0..*", hidden = true) private String[] arguments = {};

        @Override
        public Integer call() {
            boxoffice.kiosk.Main.main(arguments);
            return 0;
        }
    }

    @Command(name = "admin", description = "Opens the scheduling console. Its own options follow; --help lists them.")
    static final class Admin implements Callable<Integer> {
        @Parameters(arity = "0..*", hidden = true) private String[] arguments = {};

        @Override
        public Integer call() {
            boxoffice.admin.Main.main(arguments);
            return 0;
        }
    }
}
