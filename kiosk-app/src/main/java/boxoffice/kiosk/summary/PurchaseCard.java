package boxoffice.kiosk.summary;

import boxoffice.fx.Style;
import boxoffice.kiosk.frame.Texts;
import boxoffice.model.Locks;
import boxoffice.model.Money;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A purchase on a card: what, when, where, which seats, and the bill with its total.
public final class PurchaseCard extends VBox {
    /// A card with the whole bill.
    public PurchaseCard(Texts texts, Purchase purchase) {
        this(texts, purchase, purchase.lines());
    }

    /// A card with the total alone, where room is short and the bill was paid.
    public static PurchaseCard brief(Texts texts, Purchase purchase) {
        return new PurchaseCard(texts, purchase, List.of());
    }

    private PurchaseCard(Texts texts, Purchase purchase, List<Locks.PriceLine> lines) {
        getStyleClass().addAll(Style.CARD, "purchase");
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(
                texts.text(
                        "purchase.spoken",
                        "film",
                        purchase.film(),
                        "when",
                        purchase.when(texts),
                        "where",
                        purchase.where(texts),
                        "seats",
                        SeatWords.of(texts, purchase.seats()),
                        "total",
                        texts.formats().moneyInWords(purchase.total())));
        Region line = new Region();
        line.getStyleClass().add("rule");
        getChildren()
                .addAll(
                        label(purchase.film(), Style.LEAD),
                        label(purchase.when(texts), Style.STRONG),
                        label(purchase.where(texts), Style.MUTED),
                        label(SeatWords.of(texts, purchase.seats()), Style.STRONG),
                        line,
                        bill(texts, purchase, lines));
    }

    private static GridPane bill(Texts texts, Purchase purchase, List<Locks.PriceLine> lines) {
        GridPane bill = new GridPane();
        bill.getStyleClass().add("bill");
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        ColumnConstraints amounts = new ColumnConstraints();
        amounts.setHalignment(HPos.RIGHT);
        bill.getColumnConstraints().addAll(names, amounts);
        int row = 0;
        for (Locks.PriceLine line : lines) {
            String style = line.included() ? Style.MUTED : Style.FIGURES;
            String amount = texts.formats()
                    .money(Money.of(line.amount(), purchase.total().currency()));
            bill.addRow(row++, label(Purchase.name(texts, line), style), figures(amount, style));
        }
        bill.addRow(
                row,
                label(texts.text("purchase.total"), Style.LEAD),
                figures(texts.formats().money(purchase.total()), Style.LEAD));
        return bill;
    }

    private static Label figures(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().addAll(style, Style.FIGURES);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
