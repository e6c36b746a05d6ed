package boxoffice.server.ticketing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/// The pictures of a wallet pass: a white ticket, on a dark square where Wallet shows it before other things.
final class PassPictures {
    /// By file name, for screens of one, two and three pixels a point.
    static final Map<String, byte[]> ALL = Map.of(
            "icon.png", icon(1), "icon@2x.png", icon(2), "icon@3x.png", icon(3), "logo.png", logo(1), "logo@2x.png",
            logo(2), "logo@3x.png", logo(3));

    private static final int ICON = 29;
    private static final int LOGO_WIDTH = 60;
    private static final int LOGO_HEIGHT = 40;

    private PassPictures() {}

    private static byte[] icon(int scale) {
        return draw(ICON, ICON, scale, canvas -> {
            canvas.setColor(new Color(0x14181F));
            canvas.fill(new Rectangle2D.Double(0, 0, ICON, ICON));
            canvas.setColor(Color.WHITE);
            canvas.fill(ticket(4, 8, 21, 13));
        });
    }

    private static byte[] logo(int scale) {
        return draw(LOGO_WIDTH, LOGO_HEIGHT, scale, canvas -> {
            canvas.setColor(Color.WHITE);
            canvas.fill(ticket(2, 4, LOGO_WIDTH - 4, LOGO_HEIGHT - 8));
        });
    }

    /// A ticket with a notch on each side and a line to tear along.
    private static Area ticket(double x, double y, double width, double height) {
        Area shape = new Area(new RoundRectangle2D.Double(x, y, width, height, height / 4, height / 4));
        double notch = height / 3;
        double middle = y + height / 2 - notch / 2;
        shape.subtract(new Area(new Ellipse2D.Double(x - notch / 2, middle, notch, notch)));
        shape.subtract(new Area(new Ellipse2D.Double(x + width - notch / 2, middle, notch, notch)));
        double hole = height / 9;
        for (double at = y + hole; at + hole < y + height; at += 2 * hole) {
            shape.subtract(new Area(new Rectangle2D.Double(x + width * 0.68, at, hole, hole)));
        }
        return shape;
    }

    private interface Drawing {
        void draw(Graphics2D canvas);
    }

    private static byte[] draw(int width, int height, int scale, Drawing drawing) {
        BufferedImage picture =
                new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.scale(scale, scale);
        drawing.draw(canvas);
        canvas.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }
}
