package boxoffice.server.catalog;

import boxoffice.model.MovieId;
import boxoffice.model.Movies.MovieList;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowId;
import boxoffice.model.Theaters.TheaterList;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.LocalDate;
import java.util.Optional;

/// Films, theaters and shows for everyone (CAT-1, CAT-2).
public final class CatalogueRoutes implements HttpService {
    private final Catalogue catalogue;
    private final Listings listings;

    public CatalogueRoutes(Catalogue catalogue, Listings listings) {
        this.catalogue = catalogue;
        this.listings = listings;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/movies", this::movies)
                .get("/movies/{id}/shows", this::shows)
                .get("/movies/{id}/poster.svg", this::poster)
                .get("/theaters", this::theaters)
                .get("/shows/{id}", this::show);
    }

    private void movies(ServerRequest request, ServerResponse response) {
        Optional<String> city = Ask.optionalQuery(request, "city");
        Optional<String> date = Ask.optionalQuery(request, "date");
        if (city.isEmpty() && date.isEmpty()) {
            Answer.ok(response, new MovieList(catalogue.movies()));
        } else {
            LocalDate day = Ask.date(request, "date");
            Answer.ok(response, new MovieList(catalogue.movies(Ask.query(request, "city"), day)));
        }
    }

    private void shows(ServerRequest request, ServerResponse response) {
        MovieId movie = Ask.id(request, "id", MovieId::of, ProblemCode.NOT_FOUND);
        String city = Ask.query(request, "city");
        LocalDate date = Ask.date(request, "date");
        Answer.ok(
                response,
                listings.shows(movie, city, date).orElseThrow(() -> notFound(ProblemCode.NOT_FOUND, "film")));
    }

    private void poster(ServerRequest request, ServerResponse response) {
        MovieId id = Ask.id(request, "id", MovieId::of, ProblemCode.NOT_FOUND);
        byte[] svg = catalogue
                .movie(id)
                .map(Poster::svg)
                .orElseThrow(() -> notFound(ProblemCode.NOT_FOUND, "film"));
        response.header(HeaderNames.CACHE_CONTROL, "public, max-age=86400");
        Answer.bytes(response, "image/svg+xml", svg);
    }

    private void theaters(ServerRequest request, ServerResponse response) {
        Answer.ok(response, new TheaterList(catalogue.theaters()));
    }

    private void show(ServerRequest request, ServerResponse response) {
        ShowId id = Ask.id(request, "id", ShowId::of, ProblemCode.SHOW_NOT_FOUND);
        Answer.ok(response, listings.show(id).orElseThrow(() -> notFound(ProblemCode.SHOW_NOT_FOUND, "show")));
    }

    private static ProblemException notFound(ProblemCode code, String what) {
        return ProblemException.of(code, "There is no " + what + " of that id.");
    }
}
