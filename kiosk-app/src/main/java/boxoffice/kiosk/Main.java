package boxoffice.kiosk;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.kiosk.device.DeviceFile;
import boxoffice.kiosk.device.DeviceFile.Enrolled;
import boxoffice.kiosk.offline.TicketStore;
import boxoffice.model.Accounts;
import boxoffice.model.InvalidField;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;

/// Starts the kiosk: reads the command line, enrols the machine if it is told to, and opens the window.
///
/// Ends with 0; with 1 when something outside of the command line is at fault; with 2 when the command line is wrong.
public final class Main {
    private static final URI USUAL_SERVER = URI.create("http://127.0.0.1:8080");

    private Main() {}

    /// A start that cannot go on.
    static final class CannotStart extends Exception {
        private static final long serialVersionUID = 1L;

        private final int exitCode;

        CannotStart(int exitCode, String message) {
            super(message);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (Options.asksForHelp(given)) {
            System.out.println(Options.USAGE);
            return;
        }
        try {
            Options options = Options.parse(given);
            System.setProperty("kiosk.log.dir", options.data().toString());
            System.setProperty("logback.configurationFile", "boxoffice/kiosk/logback.xml");
            TicketStore store = store(options);
            KioskWindow.prepare(options, store, identity(options));
        } catch (Options.Wrong wrong) {
            end(2, wrong, given);
        } catch (CannotStart fault) {
            end(fault.exitCode(), fault, given);
        }
        Application.launch(KioskWindow.class);
        System.exit(KioskWindow.exitCode());
    }

    /// Who this machine is; enrols it first if the command line says so.
    static Optional<Enrolled> identity(Options options) throws CannotStart {
        DeviceFile file = new DeviceFile(options.data());
        try {
            if (options.enrol().isPresent()) {
                URI server = options.server().orElse(USUAL_SERVER);
                Enrolled enrolled = new Enrolled(server, enrol(server, options.enrol().get()));
                file.write(enrolled);
                return Optional.of(enrolled);
            }
            return file.read()
                    .map(known -> new Enrolled(options.server().orElse(known.server()), known.key()));
        } catch (IOException fault) {
            throw new CannotStart(1, "--data: " + fault.getMessage());
        }
    }

    private static Accounts.DeviceKey enrol(URI server, String code) throws CannotStart {
        try {
            return BoxOfficeClient.at(server).enrol(new Accounts.EnrolRequest(code));
        } catch (InvalidField wrong) {
            throw new CannotStart(2, "--enrol is \"%s\"; allowed: a one-time code from the console".formatted(code));
        } catch (BoxOfficeException.Refused refused) {
            throw new CannotStart(
                    2,
                    "--enrol is \"%s\", which %s did not accept (%s); allowed: a fresh one-time code from the console"
                            .formatted(code, server, refused.problem().detail()));
        } catch (BoxOfficeException.Unreachable silent) {
            throw new CannotStart(
                    1, "--server is %s, which gives no answer: %s".formatted(server, silent.getMessage()));
        }
    }

    private static TicketStore store(Options options) throws CannotStart {
        try {
            return TicketStore.open(options.data(), Clock.systemUTC());
        } catch (TicketStore.InUse taken) {
            throw new CannotStart(
                    2, "--data is \"%s\", which another kiosk uses; allowed: a folder of its own".formatted(
                            options.data()));
        } catch (TicketStore.StoreFault fault) {
            throw new CannotStart(1, "--data: " + fault.getMessage());
        }
    }

    private static void end(int exitCode, Exception why, List<String> given) {
        System.err.println(why.getMessage());
        if (given.contains("--self-drive")) {
            System.out.println("failed " + why.getMessage());
        }
        System.exit(exitCode);
    }
}
