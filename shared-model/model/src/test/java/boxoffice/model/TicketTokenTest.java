package boxoffice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.model.TicketToken.Reading;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTokenTest {
    private static final String KEY_ID = "00ff10ab";

    private final KeyPair pair = pair();
    private final Map<String, PublicKey> keys = Map.of(KEY_ID, pair.getPublic());
    private final TicketToken ticket = ticket("C7", 1);
    private final String text = ticket.sign(pair.getPrivate());

    @ParameterizedTest
    @ValueSource(strings = {"C7", "1-14", "Ж-12", "席1", "ABCDEFGHIJKLMNOP", "席席席席席席席席席席席席席席席席"})
    void whatWasSignedIsRead(String seat) {
        TicketToken one = ticket(seat, 0xFFFF);

        assertThat(TicketToken.read(one.sign(pair.getPrivate()), keys)).isEqualTo(new Reading.Genuine(one));
    }

    @Test
    void itFitsIntoASmallQrCode() {
        assertThat(text).matches("[A-Za-z0-9_-]+").hasSizeLessThan(170);
    }

    @Test
    void noFlippedBitPasses() {
        byte[] token = Base64.getUrlDecoder().decode(text);
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(read(changed)).as("bit " + bit).isNotInstanceOf(Reading.Genuine.class);
        }
    }

    @Test
    void noneThatWasCutOrProlongedPasses() {
        byte[] token = Base64.getUrlDecoder().decode(text);
        for (int length = 0; length < token.length; length++) {
            assertThat(read(Arrays.copyOf(token, length))).isInstanceOf(Reading.Unreadable.class);
        }
        assertThat(read(Arrays.copyOf(token, token.length + 1))).isInstanceOf(Reading.Unreadable.class);
    }

    /// The last character of the text says more bits than the token has; only one spelling is ours.
    @Test
    void noOtherSpellingOfTheSameTokenPasses() {
        TicketToken spare = ticket("C17", 1);
        String signed = spare.sign(pair.getPrivate());
        assertThat(Base64.getUrlDecoder().decode(signed).length % 3).isNotZero();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        long genuine = alphabet.chars()
                .mapToObj(last -> signed.substring(0, signed.length() - 1) + (char) last)
                .filter(other -> TicketToken.read(other, keys) instanceof Reading.Genuine)
                .count();

        assertThat(genuine).isOne();
        assertThat(List.of(signed + "=", signed + "==", signed + "\n", " " + signed))
                .allSatisfy(other -> assertThat(TicketToken.read(other, keys)).isInstanceOf(Reading.Unreadable.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hello", "https://example.org/ticket", "AAAA", "\u0000", "🎟"})
    void garbageIsUnreadable(String garbage) {
        assertThat(TicketToken.read(garbage, keys)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aKeyThatIsNotKnownIsNamed() {
        assertThat(TicketToken.read(text, Map.of())).isEqualTo(new Reading.UnknownKey(KEY_ID));
    }

    @Test
    void anotherKeyOfTheSameNameSignsForgeries() {
        assertThat(TicketToken.read(text, Map.of(KEY_ID, pair().getPublic()))).isInstanceOf(Reading.Forged.class);
    }

    @Test
    void anIssueOrKeyOutOfRangeIsRefused() {
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> ticket("C7", 0));
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> ticket("C7", 0x10000));
        assertThatExceptionOfType(InvalidField.class).isThrownBy(
                () -> new TicketToken(
                        "FF", ticket.bookingId(), ticket.showId(), ticket.startsAt(), ticket.seatId(), 1));
    }

    private Reading read(byte[] token) {
        return TicketToken.read(Base64.getUrlEncoder().withoutPadding().encodeToString(token), keys);
    }

    private static TicketToken ticket(String seat, int issue) {
        return new TicketToken(
                KEY_ID,
                new BookingId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057")),
                new ShowId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058")),
                Instant.parse("2026-12-24T19:30:00.999Z"),
                new SeatId(seat),
                issue);
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
