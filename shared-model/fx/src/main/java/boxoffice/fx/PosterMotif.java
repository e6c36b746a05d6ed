package boxoffice.fx;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;

/// A quiet figure behind a poster's title: always the same for one title, mostly different for two.
enum PosterMotif {
    /// Rings around a point off the middle.
    RINGS {
        @Override
        void draw(RandomGenerator random, double width, double height, List<Shape> shapes) {
            double x = width * random.nextDouble(0.15, 0.85);
            double y = height * random.nextDouble(0.15, 0.4);
            for (int ring = 7; ring > 0; ring--) {
                Circle circle = new Circle(x, y, width * 0.115 * ring);
                circle.setFill(null);
                circle.setStroke(Color.gray(1, 0.10 + 0.02 * (7 - ring)));
                circle.setStrokeWidth(width * 0.022);
                shapes.add(circle);
            }
        }
    },
    /// A beam of light from a projector.
    BEAM {
        @Override
        void draw(RandomGenerator random, double width, double height, List<Shape> shapes) {
            boolean fromLeft = random.nextBoolean();
            double x = fromLeft ? -width * 0.05 : width * 1.05;
            double y = height * random.nextDouble(0.02, 0.12);
            double far = fromLeft ? width * 1.4 : -width * 0.4;
            for (int ray = 0; ray < 5; ray++) {
                double from = height * (0.12 + 0.16 * ray);
                Polygon beam = new Polygon(x, y, far, from, far, from + height * 0.09);
                beam.setFill(Color.gray(1, 0.15 - 0.015 * ray));
                shapes.add(beam);
            }
            Circle lamp = new Circle(x, y, width * 0.2, Color.gray(1, 0.14));
            shapes.add(lamp);
        }
    },
    /// A low sun over layered hills.
    HILLS {
        @Override
        void draw(RandomGenerator random, double width, double height, List<Shape> shapes) {
            double x = width * random.nextDouble(0.3, 0.75);
            shapes.add(new Circle(x, height * 0.3, width * 0.24, Color.gray(1, 0.22)));
            for (int hill = 0; hill < 4; hill++) {
                double top = height * (0.36 + 0.1 * hill);
                Polygon slope = new Polygon(0, height);
                for (int step = 0; step <= 6; step++) {
                    double rise = height * random.nextDouble(0, 0.1);
                    slope.getPoints().addAll(width * step / 6, top - rise);
                }
                slope.getPoints().addAll(width, height);
                slope.setFill(Color.gray(0, 0.13));
                shapes.add(slope);
            }
        }
    },
    /// Bands across the sheet.
    BANDS {
        @Override
        void draw(RandomGenerator random, double width, double height, List<Shape> shapes) {
            double angle = random.nextDouble(18, 42) * (random.nextBoolean() ? 1 : -1);
            double y = -height * 0.1;
            while (y < height) {
                double thick = height * random.nextDouble(0.012, 0.09);
                Rectangle band = new Rectangle(-width, y, width * 3, thick);
                band.setRotate(angle);
                band.setFill(Color.gray(1, random.nextDouble(0.05, 0.16)));
                shapes.add(band);
                y += thick + height * random.nextDouble(0.03, 0.09);
            }
        }
    },
    /// A field of dots that grow towards one corner.
    DOTS {
        @Override
        void draw(RandomGenerator random, double width, double height, List<Shape> shapes) {
            boolean right = random.nextBoolean();
            double pitch = width / 9;
            for (int row = 0; row < 12; row++) {
                for (int column = 0; column < 10; column++) {
                    double along = (right ? column : 9 - column) / 9.0;
                    double radius = pitch * 0.46 * along * (1 - row / 13.0);
                    shapes.add(new Circle(column * pitch, row * pitch + pitch / 2, radius, Color.gray(1, 0.17)));
                }
            }
        }
    },
    /// Large discs laid over each other.
    DISCS {
        @Override
        void draw(RandomGenerator random, double width, double height, List<Shape> shapes) {
            for (int disc = 0; disc < 5; disc++) {
                double radius = width * random.nextDouble(0.16, 0.46);
                double x = width * random.nextDouble();
                double y = height * random.nextDouble(0.02, 0.55);
                shapes.add(new Circle(x, y, radius, disc % 2 == 0 ? Color.gray(1, 0.11) : Color.gray(0, 0.12)));
            }
        }
    };

    static Drawing of(String title) {
        SplittableRandom random = new SplittableRandom(title.hashCode() * 0x9E3779B97F4A7C15L);
        return new Drawing(values()[random.nextInt(values().length)], random);
    }

    /// A motif with the chances that its title gave it.
    record Drawing(PosterMotif motif, RandomGenerator random) {
        List<Shape> draw(double width, double height) {
            List<Shape> shapes = new ArrayList<>();
            motif.draw(random, width, height, shapes);
            return shapes;
        }
    }

    abstract void draw(RandomGenerator random, double width, double height, List<Shape> shapes);
}
