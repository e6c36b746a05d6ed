package boxoffice.sandbox.common;

/// What a merchant asks a gateway to do. Each gateway maps its own calls to these.
public enum Operation {
    /// Make a payment.
    OPEN("open", "opening a payment"),
    /// Look at a payment, by its id or in a list of its own.
    RETRIEVE("retrieve", "looking at a payment"),
    /// Charge a card without a page.
    PAY("pay", "charging a card"),
    /// Close a payment that nobody has paid.
    CLOSE("close", "closing a payment"),
    /// Give money back.
    REFUND("refund", "giving money back"),
    /// Look at refunds.
    RETRIEVE_REFUND("retrieve_refund", "looking at refunds"),
    /// Forget a card that was to be used again.
    FORGET("forget", "forgetting a card"),
    /// Have a card reader do something.
    TERMINAL("terminal", "talking to a card reader");

    private final String code;
    private final String words;

    Operation(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /// Its name in a script.
    public String code() {
        return code;
    }

    /// What it is, as in "the call for … is never answered".
    public String words() {
        return words;
    }
}
