package boxoffice.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The server's secrets, all derived from one master key. Thread-safe.
public final class Secrets {
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] master;

    /// @param master at least 32 bytes, the same on every node, and kept: what was sealed with it needs it again
    public Secrets(byte[] master) {
        if (master.length < 32) {
            throw new IllegalArgumentException("a master key needs 32 bytes");
        }
        this.master = master.clone();
    }

    /// A 32-byte key for one purpose.
    public byte[] key(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(master)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Encrypts with AES-256-GCM.
    public byte[] seal(byte[] plain, String purpose) {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, plain, purpose);
        byte[] whole = Arrays.copyOf(iv, IV_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, IV_BYTES, sealed.length);
        return whole;
    }

    /// Decrypts what [#seal] made.
    ///
    /// @throws IllegalStateException when it was sealed with another master key, or changed
    public byte[] open(byte[] whole, String purpose) {
        byte[] iv = Arrays.copyOf(whole, IV_BYTES);
        return cipher(Cipher.DECRYPT_MODE, iv, Arrays.copyOfRange(whole, IV_BYTES, whole.length), purpose);
    }

    /// A text nobody can guess: 256 random bits, base64url.
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// A text of `length` characters out of `alphabet`.
    static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /// What is stored of a random text. It is not slow on purpose: the text cannot be guessed.
    static byte[] hash(String random) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(random.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] cipher(int mode, byte[] iv, byte[] input, String purpose) {
        try {
            SecretKey key = new SecretKeySpec(key("seal " + purpose), "AES");
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException changed) {
            throw new IllegalStateException("the master key does not open " + purpose, changed);
        }
    }
}
