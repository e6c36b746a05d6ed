package boxoffice.server.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks what Razorpay has signed: HMAC-SHA256 in hexadecimal digits.
final class RazorpaySigning {
    private static final String ALGORITHM = "HmacSHA256";

    private RazorpaySigning() {}

    /// Whether a signature fits, found out in the same time whichever digit is wrong.
    static boolean fits(String secret, byte[] signed, String signature) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] expected = HexFormat.of().formatHex(mac.doFinal(signed)).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
