package boxoffice.sandbox.common;

import java.security.SecureRandom;

/// Ids as payment providers write them: a prefix that names the kind, then random letters and digits.
public final class Ids {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /// A new id that nobody can guess.
    ///
    /// @param length how many random characters follow the prefix
    public static String next(String prefix, int length) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < length; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
