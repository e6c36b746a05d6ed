package boxoffice.server.ticketing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A root, an intermediate and a pass certificate, as Apple would issue them.
final class PassIssuer {
    static final String PASSWORD = "open sesame";
    static final String PASS_TYPE = "pass.example.boxoffice";
    static final String TEAM = "A1B2C3D4E5";

    private static final Instant NOW = Instant.now();

    private final KeyPair rootKey = keys();
    private final KeyPair middleKey = keys();
    private final KeyPair passKey = keys();
    final X509Certificate root = certificate("CN=Root", rootKey, "CN=Root", rootKey, true);
    final X509Certificate middle = certificate("CN=Intermediate", middleKey, "CN=Root", rootKey, true);
    final X509Certificate pass = certificate(
            "UID=" + PASS_TYPE + ",CN=Pass Type ID: " + PASS_TYPE + ",OU=" + TEAM, passKey, "CN=Intermediate",
            middleKey,
            false);

    /// The file that an administrator exports.
    Path file(Path folder) {
        return store(folder.resolve("pass.p12"), pass, middle, root);
    }

    /// The same without what is above the certificate.
    Path lonelyFile(Path folder) {
        return store(folder.resolve("lonely.p12"), pass);
    }

    static WalletSettings settings(Path file) {
        return new WalletSettings(file, PASSWORD, PASS_TYPE, TEAM);
    }

    private Path store(Path file, Certificate... chain) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("pass", passKey.getPrivate(), PASSWORD.toCharArray(), chain);
            store.store(out, PASSWORD.toCharArray());
            return file;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509Certificate certificate(
            String subject, KeyPair key, String issuer, KeyPair issuerKey, boolean authority) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(subject.hashCode() & 0xFFFF),
                    Date.from(NOW.minus(Duration.ofDays(1))),
                    Date.from(NOW.plus(Duration.ofDays(30))),
                    new X500Name(subject),
                    key.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            return new JcaX509CertificateConverter().getCertificate(
                    builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuerKey.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
