package boxoffice.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the server until Ctrl-C, with what it needs unless the environment names others.
@Command(name = "server", description = {
        "Runs the server with all that it needs.",
        "DATABASE_URL, REDIS_URL and PAYMENT_GATEWAY_* name yours instead."
})
final class ServerCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    @Option(names = "--data", paramLabel = "DIR", description = "where data is kept (default: ${DEFAULT-VALUE})") private Path data =
            DataFolder.of("server");

    @Option(names = "--port", description = "the server's port (default: ${DEFAULT-VALUE})") private int port = 8080;

    @Option(names = "--gateway-port", description = "the payment sandbox's port (default: ${DEFAULT-VALUE})") private int gatewayPort =
            8090;

    @Option(names = "--demo", description = "fill an empty box office with the demo catalogue") private boolean demo;

    @Override
    public Integer call() {
        Progress progress = new Progress(System.out);
        Stack stack = Stack.start(new Stack.Choice(data.toAbsolutePath(), port, gatewayPort, demo, Map.of()), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        progress.say("Runs until Ctrl-C.");
        System.err.println("boxoffice: " + stack.broken().join());
        return 1;
    }
}
