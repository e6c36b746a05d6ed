package boxoffice.server.ticketing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// The key that signs wallet passes, and why phones believe it. Immutable.
final class WalletCertificate {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private WalletCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /// Opens the file that the settings name.
    ///
    /// @throws IllegalStateException with one line about the setting that is wrong
    static WalletCertificate open(WalletSettings settings) {
        KeyStore store = load(settings);
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, settings.password().toCharArray()) instanceof PrivateKey key) {
                    List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast)
                            .toList();
                    return checked(new WalletCertificate(key, chain), settings);
                }
            }
        } catch (GeneralSecurityException spoiled) {
            throw wrong("certificate", "cannot be used", "a key that this Java knows", spoiled);
        }
        throw wrong("certificate", "has no private key", "a certificate together with its key", null);
    }

    /// Until when phones accept what it signs.
    Instant expires() {
        return chain.stream().map(part -> part.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow();
    }

    /// Signs `content` as a PKCS#7 message that does not repeat it.
    byte[] sign(byte[] content) {
        try {
            String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .build(new JcaContentSignerBuilder(algorithm).build(key), chain.getFirst()));
            // Phones have the root; it must not come from here.
            generator.addCertificates(new JcaCertStore(chain.stream().filter(part -> !isRoot(part)).toList()));
            return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException impossible) {
            throw new IllegalStateException("a wallet pass cannot be signed", impossible);
        }
    }

    private static KeyStore load(WalletSettings settings) {
        try (InputStream file = Files.newInputStream(settings.certificate())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, settings.password().toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException unreadable) {
            if (!Files.isReadable(settings.certificate())) {
                throw wrong("certificate", "is not there or cannot be read", "a PKCS#12 file", unreadable);
            }
            throw wrong(
                    "certificate", "cannot be opened", "a PKCS#12 file, with its password in tickets.wallet.password",
                    unreadable);
        }
    }

    private static WalletCertificate checked(WalletCertificate opened, WalletSettings settings)
            throws GeneralSecurityException {
        X509Certificate own = opened.chain.getFirst();
        if (opened.chain.size() < 2) {
            throw wrong(
                    "certificate", "comes alone", "a file that holds the intermediate certificate above it too", null);
        }
        if (!has(own, BCStyle.UID, settings.passType())) {
            throw wrong("passtype", "is not what the certificate was made for", "the certificate's user id", null);
        }
        if (!has(own, BCStyle.OU, settings.team())) {
            throw wrong("team", "is not what the certificate was made for", "the certificate's unit", null);
        }
        return opened;
    }

    private static boolean has(X509Certificate certificate, ASN1ObjectIdentifier attribute, String value)
            throws GeneralSecurityException {
        return Arrays.stream(new JcaX509CertificateHolder(certificate).getSubject().getRDNs(attribute))
                .anyMatch(part -> IETFUtils.valueToString(part.getFirst().getValue()).equals(value));
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static IllegalStateException wrong(
            String key, String wrong, String allowed, @Nullable Exception cause) {
        return new IllegalStateException("tickets.wallet.%s %s; allowed: %s".formatted(key, wrong, allowed), cause);
    }
}
