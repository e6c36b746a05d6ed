package boxoffice.server.catalog;

import boxoffice.model.Accounts.Role;
import boxoffice.model.SeatPlan;
import boxoffice.model.Theaters.NewShow;
import boxoffice.server.identity.Users;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills an empty box office with the films, theaters and sign-ins under `demo/`, and keeps two weeks of shows around
/// today. What is there already is left alone, so it may run at every start.
///
/// It goes through [Catalogue], [Schedule] and [Users], as staff do.
public final class DemoCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCatalogue.class);
    private static final ObjectMapper YAML =
            YAMLMapper.builder().addModule(new JavaTimeModule()).build();

    private final Catalogue catalogue;
    private final Schedule schedule;
    private final Users users;
    private final Clock clock;

    public DemoCatalogue(Catalogue catalogue, Schedule schedule, Users users, Clock clock) {
        this.catalogue = catalogue;
        this.schedule = schedule;
        this.users = users;
        this.clock = clock;
    }

    private record Account(String email, String name, Role role, String password) {}

    /// Adds what is missing.
    public void load() {
        addFilms();
        addTheaters();
        addAccounts();
        addShows();
    }

    private void addFilms() {
        Catalogue.Index index = catalogue.index();
        read("movies.yaml", new TypeReference<Map<String, List<NewMovie>>>() {}).getOrDefault("movies", List.of())
                .stream()
                .filter(movie -> !index.hasFilm(movie.id()))
                .forEach(catalogue::add);
    }

    private void addTheaters() {
        Catalogue.Index index = catalogue.index();
        read("theaters.yaml", new TypeReference<Map<String, List<NewTheater>>>() {})
                .getOrDefault("theaters", List.of())
                .stream()
                .filter(theater -> !index.hasTheater(theater.id()))
                .forEach(theater -> catalogue.add(theater, DemoCatalogue::plan));
    }

    private void addAccounts() {
        read("accounts.yaml", new TypeReference<Map<String, List<Account>>>() {})
                .getOrDefault("accounts", List.of())
                .stream()
                .filter(account -> !users.exists(account.email()))
                .forEach(
                        account -> users.add(
                                account.role(), account.email(), account.password(), account.name(), null));
    }

    private void addShows() {
        DemoProgramme programme = read("programme.yaml", new TypeReference<DemoProgramme>() {});
        Catalogue.Index index = catalogue.index();
        List<NewShow> shows = new ArrayList<>();
        index.screens().forEach((slug, screen) -> {
            LocalDate today = LocalDate.now(clock.withZone(screen.zone()));
            LocalDate last = today.plusDays(programme.daysAfter());
            today.minusDays(programme.daysBefore())
                    .datesUntil(last.plusDays(1))
                    .filter(date -> !screen.planned().contains(date))
                    .forEach(date -> shows.addAll(programme.shows(slug, date, index)));
        });
        schedule.createPublished(shows);
        LOG.info("demo programme: {} shows added", shows.size());
    }

    private static SeatPlan plan(String file) {
        try (InputStream in = open("plans/" + file)) {
            return SeatPlanReader.read(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream in = open(file)) {
            return YAML.readValue(in, type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("demo/" + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static InputStream open(String file) throws FileNotFoundException {
        InputStream in = DemoCatalogue.class.getResourceAsStream("/demo/" + file);
        if (in == null) {
            throw new FileNotFoundException("demo/" + file);
        }
        return in;
    }
}
