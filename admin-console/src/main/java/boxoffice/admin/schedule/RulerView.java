package boxoffice.admin.schedule;

import boxoffice.fx.Style;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// The hours above the lanes, and what time it is now.
final class RulerView extends Region {
    private final List<Label> hours = new ArrayList<>();
    private final Label now = new Label();
    private Optional<Scale> scale = Optional.empty();
    private Optional<Instant> moment = Optional.empty();

    RulerView() {
        getStyleClass().add("ruler");
        now.getStyleClass().addAll(Style.CAPTION, Style.STRONG, "now-label");
        now.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setPrefHeight(Scale.RULER);
    }

    void show(Scale of, ShowWords words) {
        scale = Optional.of(of);
        hours.clear();
        for (ZonedDateTime hour : of.day().fullHours()) {
            Label label = new Label(words.time(hour.toInstant()));
            label.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
            hours.add(label);
        }
        getChildren().setAll(hours);
        getChildren().add(now);
        setPrefWidth(of.width());
        requestLayout();
    }

    void showNow(Optional<Instant> instant, String text) {
        moment = instant;
        now.setText(text);
        now.setVisible(instant.isPresent());
        hours.forEach(hour -> hour.setVisible(true));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        for (int i = 0; i < hours.size(); i++) {
            hours.get(i).resizeRelocate(i * Scale.HOUR + 6, 0, Scale.HOUR - 8, getHeight());
        }
        if (scale.isPresent() && moment.isPresent()) {
            layoutNow(scale.get().x(moment.get()));
        }
    }

    /// The time it is takes the place of an hour that it would cover.
    private void layoutNow(double at) {
        double width = now.prefWidth(-1);
        double height = now.prefHeight(-1);
        double x = Math.max(0, at - width / 2);
        now.resizeRelocate(x, (getHeight() - height) / 2, width, height);
        for (Label hour : hours) {
            double left = hour.getLayoutX();
            boolean covered = left < x + width && left + hour.prefWidth(-1) > x;
            hour.setVisible(!covered);
        }
    }
}
