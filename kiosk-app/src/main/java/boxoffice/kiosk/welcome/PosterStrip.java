package boxoffice.kiosk.welcome;

import boxoffice.fx.PosterView;
import boxoffice.model.Movies;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.CacheHint;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Posters side by side that drift slowly from right to left without an end; still, where motion is unwelcome.
final class PosterStrip extends Region {
    private static final double GAP = 24;
    private static final double PIXELS_PER_SECOND = 24;
    private static final double FRAMES_PER_SECOND = 20;

    private final Pane strip = new Pane();
    private final Rectangle window = new Rectangle();
    private final List<Movies.Movie> films = new ArrayList<>();
    private @Nullable Timeline drift;
    private double laidOutFor = -1;
    private double laidOutWidth = -1;

    PosterStrip() {
        getStyleClass().add("poster-strip");
        setClip(window);
        getChildren().add(strip);
        setMinHeight(0);
    }

    void show(List<Movies.Movie> newFilms) {
        if (!films.equals(newFilms)) {
            films.clear();
            films.addAll(newFilms);
            laidOutFor = -1;
            requestLayout();
        }
    }

    void stop() {
        if (drift != null) {
            drift.stop();
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return 360;
    }

    @Override
    protected void layoutChildren() {
        window.setWidth(getWidth());
        window.setHeight(getHeight());
        if (getHeight() != laidOutFor || getWidth() != laidOutWidth) {
            laidOutFor = getHeight();
            laidOutWidth = getWidth();
            fill();
        }
    }

    private void fill() {
        stop();
        strip.getChildren().clear();
        strip.setTranslateX(0);
        if (films.isEmpty() || getHeight() < GAP) {
            return;
        }
        double posterHeight = Math.min(getHeight(), 560);
        double posterWidth = Math.floor(posterHeight / 1.5);
        double step = posterWidth + GAP;
        double round = step * films.size();
        double top = Math.floor((getHeight() - posterHeight) / 2);
        int needed = (int) Math.ceil((getWidth() + round) / step);
        for (int i = 0; i < needed; i++) {
            PosterView poster = PosterView.of(films.get(i % films.size()));
            poster.resizeRelocate(i * step, top, posterWidth, posterHeight);
            poster.setManaged(false);
            poster.setCache(true);
            poster.setCacheHint(CacheHint.SPEED);
            strip.getChildren().add(poster);
        }
        if (!Platform.getPreferences().isReducedMotion()) {
            drift(round);
        }
    }

    private void drift(double round) {
        Duration length = Duration.seconds(round / PIXELS_PER_SECOND);
        Timeline timeline = new Timeline(
                FRAMES_PER_SECOND,
                new KeyFrame(length, new KeyValue(strip.translateXProperty(), -round, Interpolator.LINEAR)));
        timeline.setCycleCount(Animation.INDEFINITE);
        timeline.play();
        drift = timeline;
    }
}
