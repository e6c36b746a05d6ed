package boxoffice.kiosk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GridPagesTest {
    private static final GridPages.Measures THREE_BY_TWO = new GridPages.Measures(430, 3, 100, 200, 0, 10);

    @Test
    void cardsFillRowsAndThenPages() {
        GridPages pages = GridPages.of(List.of(8), THREE_BY_TWO);

        assertThat(pages.count()).isEqualTo(2);
        assertThat(IntStream.range(0, 8).map(pages::pageOf)).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
        assertThat(pages.card(4)).isEqualTo(new GridPages.Place(0, 1, 110, 210));
        assertThat(pages.card(7)).isEqualTo(new GridPages.Place(1, 2, 110, 0));
        assertThat(pages.firstOf(1)).isEqualTo(6);
    }

    @Test
    void upAndDownStayInTheColumnAndCrossPages() {
        GridPages pages = GridPages.of(List.of(8), THREE_BY_TWO);

        assertThat(pages.below(1)).isEqualTo(4);
        assertThat(pages.below(4)).isEqualTo(7);
        assertThat(pages.below(5)).as("a shorter row ends earlier").isEqualTo(7);
        assertThat(pages.above(6)).isEqualTo(3);
        assertThat(pages.above(1)).isEqualTo(-1);
        assertThat(pages.below(7)).isEqualTo(-1);
    }

    @Test
    void aGroupBeginsARowOfItsOwnUnderItsHeading() {
        GridPages pages = GridPages.of(List.of(2, 1), new GridPages.Measures(1000, 3, 100, 200, 40, 10));

        assertThat(pages.heading(0, 0)).isEqualTo(new GridPages.Place(0, 0, 0, 0));
        assertThat(pages.card(0).y()).isEqualTo(40);
        assertThat(pages.heading(1, 0).y()).isEqualTo(250);
        assertThat(pages.card(2)).isEqualTo(new GridPages.Place(0, 1, 0, 290));
        assertThat(pages.below(1)).isEqualTo(2);
    }

    @Test
    void aHeadingIsRepeatedWhereItsGroupGoesOnOverThePage() {
        GridPages pages = GridPages.of(List.of(6), new GridPages.Measures(250, 3, 100, 200, 40, 10));

        assertThat(pages.count()).isEqualTo(2);
        assertThat(pages.heading(0, 0).isSomewhere()).isTrue();
        assertThat(pages.heading(0, 1).isSomewhere()).isTrue();
        assertThat(pages.card(3)).isEqualTo(new GridPages.Place(1, 1, 0, 40));
    }

    @Test
    void aHeadingNeverStandsAloneAtTheBottom() {
        GridPages pages = GridPages.of(List.of(3, 3), new GridPages.Measures(300, 3, 100, 200, 40, 10));

        assertThat(pages.heading(1, 0).isSomewhere()).isFalse();
        assertThat(pages.heading(1, 1)).isEqualTo(new GridPages.Place(1, 1, 0, 0));
    }

    @Test
    void aRoomTooLowForARowStillShowsOneAPage() {
        assertThat(GridPages.of(List.of(4), new GridPages.Measures(50, 3, 100, 200, 0, 10)).count()).isEqualTo(2);
    }
}
