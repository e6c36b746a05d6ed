package boxoffice.server.identity;

import boxoffice.model.Accounts.Role;
import boxoffice.model.TheaterId;
import boxoffice.model.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/// Access tokens: short-lived JWTs, signed with HMAC-SHA256. Thread-safe.
///
/// A token that was verified is remembered for a while, since its holder will send it again; each time, its end is
/// looked at anew.
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Clock clock;
    private final Cache<String, Verified> known =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).maximumSize(100_000).build();

    /// @param key 32 bytes that only the servers know
    AccessTokens(byte[] key, Clock clock) {
        this.clock = clock;
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException("a signing key needs 32 bytes", tooShort);
        }
    }

    record Issued(String token, Instant expiresAt) {}

    Issued issue(Caller caller) {
        Instant expiresAt = clock.instant().plus(LIFETIME);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(caller.user().toString())
                .claim("role", caller.role().name())
                .claim("sid", caller.session().toString())
                .expirationTime(Date.from(expiresAt));
        caller.theater().ifPresent(theater -> claims.claim("theater", theater.toString()));
        caller.device().ifPresent(device -> claims.claim("device", device.toString()));
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new Issued(jwt.serialize(), expiresAt);
    }

    /// Whom a token names, unless it is not ours or over.
    Optional<Caller> read(String token) {
        Optional<Verified> verified = Optional.ofNullable(known.getIfPresent(token)).or(() -> verify(token));
        return verified
                .filter(good -> clock.instant().isBefore(good.expiresAt()))
                .map(Verified::caller);
    }

    private record Verified(Caller caller, Instant expiresAt) {}

    private Optional<Verified> verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Caller caller = new Caller(
                    UserId.of(claims.getSubject()),
                    Role.valueOf(claims.getStringClaim("role")),
                    UUID.fromString(claims.getStringClaim("sid")),
                    Optional.ofNullable(claims.getStringClaim("device")).map(UUID::fromString),
                    Optional.ofNullable(claims.getStringClaim("theater")).map(TheaterId::of));
            Verified verified = new Verified(caller, claims.getExpirationTime().toInstant());
            known.put(token, verified);
            return Optional.of(verified);
        } catch (ParseException | JOSEException notOurs) {
            return Optional.empty();
        }
    }
}
