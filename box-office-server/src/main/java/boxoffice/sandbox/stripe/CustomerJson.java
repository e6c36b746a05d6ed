package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes customers as the objects of Stripe's API.
final class CustomerJson {
    private CustomerJson() {}

    static ObjectNode write(Customer customer) {
        ObjectNode json = StripeJson.object("customer", customer.id(), customer.created());
        json.putNull("address");
        json.put("balance", 0);
        json.putNull("currency");
        json.putNull("default_source");
        json.put("delinquent", false);
        json.put("description", customer.description());
        json.put("email", customer.email());
        json.putObject("invoice_settings").putNull("default_payment_method");
        json.put("livemode", false);
        StripeJson.metadata(json, customer.metadata());
        json.put("name", customer.name());
        json.put("phone", customer.phone());
        json.putArray("preferred_locales");
        json.putNull("shipping");
        json.put("tax_exempt", "none");
        return json;
    }
}
