package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Skin;
import javafx.scene.control.skin.ButtonSkin;
import javafx.scene.layout.Region;

/// A card to be pressed: a button filled by its content, whose texts wrap within the width the card is given.
public final class CardButton extends Button {
    private final Region content;

    /// @param name what is said when the card has the focus
    public CardButton(Region content, String name) {
        this.content = content;
        getStyleClass().add(Style.CARD_BUTTON);
        setGraphic(content);
        setAccessibleText(name);
        content.setMouseTransparent(true);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new CardSkin(this);
    }

    private static final class CardSkin extends ButtonSkin {
        private final Region content;

        CardSkin(CardButton card) {
            super(card);
            this.content = card.content;
        }

        @Override
        protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
            double inner = width < 0 ? -1 : width - left - right;
            return top + content.prefHeight(inner) + bottom;
        }

        @Override
        protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
            return computePrefHeight(width, top, right, bottom, left);
        }

        @Override
        protected void layoutChildren(double x, double y, double width, double height) {
            content.resizeRelocate(x, y, width, height);
        }
    }
}
