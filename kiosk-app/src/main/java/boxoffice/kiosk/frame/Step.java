package boxoffice.kiosk.frame;

/// The steps of a purchase, as the top of the screen counts them.
public enum Step {
    FILM,
    SHOW,
    SEATS,
    PAYMENT,
    TICKET;

    String name(Texts texts) {
        return switch (this) {
            case FILM -> texts.text("step.film");
            case SHOW -> texts.text("step.show");
            case SEATS -> texts.text("step.seats");
            case PAYMENT -> texts.text("step.payment");
            case TICKET -> texts.text("step.ticket");
        };
    }
}
