package boxoffice.kiosk.frame;

import java.util.ArrayList;
import java.util.List;

/// Where the cards of a [PagedGrid] stand: on which page, in which row, and where on it. Immutable.
final class GridPages {
    static final GridPages EMPTY = new GridPages(List.of(), List.of(), 1);

    private final List<Place> cards;
    private final List<List<Place>> headings;
    private final int count;

    /// What there is room for.
    record Measures(
            double height, int columns, double cardWidth, double cardHeight, double headingHeight, double gap) {}

    /// Where something stands.
    ///
    /// @param row counted over all pages
    record Place(int page, int row, double x, double y) {
        private static final Place NOWHERE = new Place(-1, -1, 0, 0);

        boolean isSomewhere() {
            return page >= 0;
        }
    }

    private GridPages(List<Place> cards, List<List<Place>> headings, int count) {
        this.cards = cards;
        this.headings = headings;
        this.count = count;
    }

    /// Places groups of so many cards, one after another. A group's heading is repeated where a page begins within it.
    static GridPages of(List<Integer> groups, Measures measures) {
        List<Place> cards = new ArrayList<>();
        List<List<Place>> headings = new ArrayList<>();
        int page = 0;
        int row = 0;
        double y = 0;
        for (int size : groups) {
            List<Place> titles = new ArrayList<>();
            headings.add(titles);
            for (int first = 0; first < size; first += measures.columns()) {
                double title = first == 0 ? measures.headingHeight() : 0;
                boolean fits = y + title + measures.cardHeight() <= measures.height();
                if (!fits && y > 0) {
                    page++;
                    y = 0;
                }
                if (first == 0 || y == 0) {
                    titles.add(new Place(page, row, 0, y));
                    y += measures.headingHeight();
                }
                for (int column = 0; column < Math.min(measures.columns(), size - first); column++) {
                    double x = column * (measures.cardWidth() + measures.gap());
                    cards.add(new Place(page, row, x, y));
                }
                y += measures.cardHeight() + measures.gap();
                row++;
            }
        }
        return new GridPages(cards, headings, page + 1);
    }

    int count() {
        return count;
    }

    Place card(int index) {
        return cards.get(index);
    }

    /// Where the heading of a group stands on a page, if it is on it.
    Place heading(int group, int page) {
        if (group >= headings.size()) {
            return Place.NOWHERE;
        }
        return headings.get(group)
                .stream()
                .filter(place -> place.page() == page)
                .findFirst()
                .orElse(Place.NOWHERE);
    }

    int pageOf(int index) {
        return index < cards.size() ? cards.get(index).page() : 0;
    }

    /// The first card of a page.
    int firstOf(int page) {
        for (int i = 0; i < cards.size(); i++) {
            if (cards.get(i).page() == page) {
                return i;
            }
        }
        return 0;
    }

    /// The card above, in the same column or the last one of a shorter row; -1 at the top.
    int above(int index) {
        return inRow(index, -1);
    }

    /// The card below, in the same column or the last one of a shorter row; -1 at the bottom.
    int below(int index) {
        return inRow(index, 1);
    }

    private int inRow(int index, int step) {
        if (index >= cards.size()) {
            return -1;
        }
        Place here = cards.get(index);
        int found = -1;
        for (int i = 0; i < cards.size(); i++) {
            Place other = cards.get(i);
            if (other.row() == here.row() + step && other.x() <= here.x()) {
                found = i;
            }
        }
        return found;
    }
}
