package boxoffice.server.payment;

import java.net.URI;

/// The box office's account with Razorpay.
///
/// @param url where its API and its checkout are
/// @param keyId the public half of the API key
/// @param keySecret the secret half, with which the way back from the checkout is signed too
/// @param webhookSecret with which events are signed
public record RazorpayAccount(URI url, String keyId, String keySecret, String webhookSecret) {
    /// Leaves the secrets out.
    @Override
    public String toString() {
        return "RazorpayAccount[" + url + ", " + keyId + "]";
    }
}
