package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class FontsTest {
    @Test
    void theFontComesWithTheApp() {
        Fonts.load();
        for (FontWeight weight : new FontWeight[] {FontWeight.NORMAL, FontWeight.BOLD}) {
            assertThat(Font.font(Fonts.FAMILY, weight, 20).getFamily()).isEqualTo(Fonts.FAMILY);
        }
    }

    @Test
    void figuresAreAllOfOneWidth() {
        Fonts.load();
        assertThat(IntStream.rangeClosed(0, 9).mapToDouble(digit -> {
            Text text = new Text(Integer.toString(digit).repeat(20));
            text.setFont(Font.font(Fonts.FAMILY, 20));
            return text.getLayoutBounds().getWidth();
        }).distinct().count()).isEqualTo(1);
    }
}
