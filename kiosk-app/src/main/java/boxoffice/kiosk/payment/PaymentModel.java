package boxoffice.kiosk.payment;

import boxoffice.fx.Countdown;
import boxoffice.kiosk.sale.Sale;
import boxoffice.kiosk.sale.SaleState;
import boxoffice.kiosk.sale.SaleState.Holding;
import boxoffice.kiosk.sale.SaleState.PaymentPending;
import boxoffice.kiosk.sale.SaleState.SeatsLocked;
import boxoffice.kiosk.sale.Trouble;
import java.time.Duration;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/// What the payment screen shows of a sale, and when it warns that time is running out. Belongs to the FX thread.
public final class PaymentModel {
    /// How long before the end more time is offered: long enough for a slow reader (A11Y-2).
    static final Duration OFFER = Duration.ofMinutes(2);

    private final Sale sale;
    private final Countdown countdown;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(new Shown.Preparing());
    private final ReadOnlyBooleanWrapper moreTimeOffered = new ReadOnlyBooleanWrapper();
    private final Subscription following;
    private boolean ceilingReached;

    /// What is to be seen.
    public sealed interface Shown {
        /// The payment page is being opened.
        record Preparing() implements Shown {}

        /// The guest can pay at `url`.
        record Scan(String url) implements Shown {}

        /// The last attempt came to nothing; the guest may try again.
        record Declined() implements Shown {}

        /// Time is up, and the server has the last word.
        record Checking() implements Shown {}

        /// The payment page could not be opened; the guest may try again.
        record Stuck(Trouble trouble) implements Shown {}
    }

    public PaymentModel(Sale sale, Countdown countdown) {
        this.sale = sale;
        this.countdown = countdown;
        this.following = Subscription.combine(
                sale.state().subscribe(this::follow), countdown.left().subscribe(_ -> watchTime()));
    }

    public ReadOnlyObjectProperty<Shown> shown() {
        return shown.getReadOnlyProperty();
    }

    /// Whether the guest is asked if more time is wanted.
    public ReadOnlyBooleanProperty moreTimeOffered() {
        return moreTimeOffered.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty offline() {
        return sale.offline();
    }

    /// Opens the payment page if there is none.
    public void begin() {
        shown.set(new Shown.Preparing());
        sale.pay(trouble -> shown.set(new Shown.Stuck(trouble)));
    }

    /// Tries again after a refusal.
    public void tryAgain() {
        switch (sale.state().get()) {
            case SeatsLocked _ -> begin();
            case PaymentPending _ -> {
                shown.set(new Shown.Preparing());
                sale.payAgain(trouble -> shown.set(new Shown.Stuck(trouble)));
            }
            case SaleState.Idle _,SaleState.SelectingSeats _,SaleState.Confirmed _,SaleState.Failed _ -> {
                // another screen is about to come
            }
        }
    }

    /// Asks for more time.
    public void wantMoreTime() {
        sale.extend(trouble -> {
            ceilingReached = !(trouble instanceof Trouble.Offline);
            watchTime();
        });
    }

    /// Ends following the sale.
    public void end() {
        following.unsubscribe();
    }

    private void follow(SaleState state) {
        if (state instanceof PaymentPending pending) {
            boolean nothingToPay = pending.paymentUrl().isEmpty();
            shown.set(
                    switch (pending.attempt()) {
                        case DECLINED -> new Shown.Declined();
                        case OPEN -> nothingToPay ? new Shown.Checking() : new Shown.Scan(pending.paymentUrl());
                    });
        }
        watchTime();
    }

    private void watchTime() {
        Duration left = countdown.left().get().orElse(Duration.ZERO);
        boolean holding = sale.state().get() instanceof Holding;
        moreTimeOffered.set(holding && !ceilingReached && left.isPositive() && left.compareTo(OFFER) <= 0);
        if (left.isZero() && sale.state().get() instanceof PaymentPending) {
            shown.set(new Shown.Checking());
        }
    }
}
