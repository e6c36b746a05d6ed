package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Subject.Habit;
import java.util.Arrays;
import java.util.List;

/// The card numbers the checkout knows, and what each of them does. The first two are Razorpay's own.
enum TestCard {
    VISA("4111111111111111", "Visa", "Succeeds", List.of()),
    MASTERCARD("5267318187975449", "MasterCard", "Succeeds", List.of()),
    DECLINED(
            "4000000000000002", "Visa", "Is declined",
            List.of(Habit.always(new Fault.Decline(Fault.Reason.GENERIC)))),
    INSUFFICIENT_FUNDS(
            "4000000000009995", "Visa", "Is declined: insufficient funds",
            List.of(Habit.always(new Fault.Decline(Fault.Reason.INSUFFICIENT_FUNDS)))),
    AUTHENTICATION(
            "4000002500003155", "Visa", "Asks you to confirm at your bank (3-D Secure), then succeeds",
            List.of(Habit.always(new Fault.Authentication()))),
    /// Any other number. The sandbox never charges it, since it might be somebody's real card.
    UNKNOWN("", "Unknown", "Is declined", List.of(Habit.always(new Fault.Decline(Fault.Reason.GENERIC))));

    private final String number;
    private final String network;
    private final String description;
    private final List<Habit> habits;

    TestCard(String number, String network, String description, List<Habit> habits) {
        this.number = number;
        this.network = network;
        this.description = description;
        this.habits = habits;
    }

    static List<TestCard> known() {
        return Arrays.stream(values()).filter(card -> card != UNKNOWN).toList();
    }

    static TestCard ofNumber(String number) {
        return known().stream().filter(card -> card.number.equals(number)).findFirst().orElse(UNKNOWN);
    }

    String number() {
        return number;
    }

    String network() {
        return network;
    }

    String description() {
        return description;
    }

    List<Habit> habits() {
        return habits;
    }
}
