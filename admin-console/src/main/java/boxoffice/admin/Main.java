package boxoffice.admin;

import java.util.List;
import javafx.application.Application;

/// Starts the console. Apart from [AdminApp], since Java refuses to start a JavaFX application class that is found on
/// the class path.
public final class Main {
    private static final String LOG_SETTINGS = "logback.configurationFile";

    private Main() {}

    /// Ends with status 2 when an argument is wrong.
    public static void main(String[] arguments) {
        switch (Options.parse(List.of(arguments))) {
            case Options.Outcome.Run run -> {
                if (System.getProperty(LOG_SETTINGS) == null) {
                    System.setProperty(LOG_SETTINGS, "boxoffice/admin/logback.xml");
                }
                Application.launch(AdminApp.class, arguments);
            }
            case Options.Outcome.Help() -> System.out.print(Options.USAGE);
            case Options.Outcome.Wrong(String line) -> {
                System.err.println(line);
                System.exit(2);
            }
        }
    }
}
