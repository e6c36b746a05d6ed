package boxoffice.sandbox.stripe;

import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The card as the customer typed it, field by field checked.
///
/// @param expiry kept so that it need not be typed again, like the name; the number and the security code are not
/// @param errors what is wrong, by the name of the field, in the order of the fields
/// @param card empty if anything is wrong
record CardForm(String expiry, String holder, Map<String, FieldError> errors, Optional<Card> card) {
    static final String NUMBER = "cardNumber";
    static final String EXPIRY = "cardExpiry";
    static final String CVC = "cardCvc";
    static final String HOLDER = "billingName";

    private static final Pattern EXPIRY_DATE = Pattern.compile(
            "(\\d{1,2})\\s*[/-]\\s*(\\d{2}|\\d{4})|(\\d{2})(\\d{2})");

    /// @param code Stripe's code for the fault
    record FieldError(String code, String message) {}

    static CardForm empty() {
        return new CardForm("", "", Map.of(), Optional.empty());
    }

    /// A card that was kept and has been chosen.
    static CardForm chosen(Card card) {
        return new CardForm("", "", Map.of(), Optional.of(card));
    }

    /// A card that was kept, and is not any more.
    static CardForm gone() {
        FieldError error = new FieldError("resource_missing", "Your saved card is not kept any more. Enter a card.");
        return new CardForm("", "", Map.of(NUMBER, error), Optional.empty());
    }

    static CardForm read(Form form, YearMonth today) {
        String number = form.raw(NUMBER).replaceAll("[\\s-]", "");
        String expiry = form.raw(EXPIRY).strip();
        String cvc = form.raw(CVC).strip();
        String holder = form.raw(HOLDER).strip();
        Map<String, FieldError> errors = new LinkedHashMap<>();
        numberError(number).ifPresent(error -> errors.put(NUMBER, error));
        Optional<YearMonth> end = endOf(expiry);
        if (expiry.isEmpty()) {
            errors.put(EXPIRY, new FieldError("missing_expiry", "Enter the expiry date, such as 12/34."));
        } else if (end.isEmpty()) {
            errors.put(
                    EXPIRY,
                    new FieldError(
                            "invalid_expiry_month", "Enter the expiry date as month and year, such as 12/34."));
        } else if (end.get().isBefore(today)) {
            errors.put(EXPIRY, new FieldError("invalid_expiry_year", "This card has expired. Use another card."));
        }
        if (!cvc.matches("\\d{3,4}")) {
            errors.put(
                    CVC, new FieldError("invalid_cvc", "Enter the security code: 3 digits on the back of the card."));
        }
        if (holder.isEmpty()) {
            errors.put(HOLDER, new FieldError("missing_name", "Enter the name as it stands on the card."));
        } else if (holder.length() > 100) {
            errors.put(HOLDER, new FieldError("invalid_name", "Enter a name of at most 100 characters."));
        }
        Optional<Card> card = errors.isEmpty()
                ? end.map(month -> Card.typed(number, month.getMonthValue(), month.getYear(), holder))
                : Optional.empty();
        return new CardForm(expiry, holder, errors, card);
    }

    private static Optional<FieldError> numberError(String number) {
        if (number.isEmpty()) {
            return Optional.of(new FieldError("missing_number", "Enter the card number."));
        }
        if (!number.matches("\\d{12,19}") || !passesLuhn(number)) {
            return Optional.of(
                    new FieldError(
                            "incorrect_number", "This is not a card number. Check the digits: a typical card has 16."));
        }
        return Optional.empty();
    }

    /// The check digit of card numbers, ISO/IEC 7812-1.
    static boolean passesLuhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static Optional<YearMonth> endOf(String expiry) {
        Matcher date = EXPIRY_DATE.matcher(expiry);
        if (!date.matches()) {
            return Optional.empty();
        }
        int month = Integer.parseInt(date.group(1) == null ? date.group(3) : date.group(1));
        int year = Integer.parseInt(date.group(2) == null ? date.group(4) : date.group(2));
        return month < 1 || month > 12
                ? Optional.empty()
                : Optional.of(YearMonth.of(year < 100 ? 2000 + year : year, month));
    }
}
