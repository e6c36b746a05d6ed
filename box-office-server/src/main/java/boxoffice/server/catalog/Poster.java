package boxoffice.server.catalog;

import boxoffice.model.Movies.Movie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A poster drawn from a film's title, year and colors, for films without a picture.
final class Poster {
    private static final int LINE_LENGTH = 14;
    private static final int LINE_HEIGHT = 52;

    private Poster() {}

    static byte[] svg(Movie movie) {
        StringBuilder title = new StringBuilder();
        int y = 300;
        for (String line : lines(movie.title())) {
            title.append(
                    "<text x=\"32\" y=\"%d\" font-size=\"44\" font-weight=\"700\">%s</text>"
                            .formatted(y, escaped(line)));
            y += LINE_HEIGHT;
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 600" role="img" aria-label="%1$s">
                <defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="%2$s"/><stop offset="1" stop-color="%3$s"/>\
                </linearGradient></defs>
                <rect width="400" height="600" fill="url(#g)"/>
                <circle cx="290" cy="130" r="90" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="3"/>
                <g fill="#fff" font-family="sans-serif">%4$s<text x="32" y="560" font-size="24">%5$d</text></g>
                </svg>"""
                .formatted(
                        escaped(movie.title()),
                        movie.posterColors().getFirst(),
                        movie.posterColors().getLast(),
                        title,
                        movie.year())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> lines(String title) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : title.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > LINE_LENGTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
