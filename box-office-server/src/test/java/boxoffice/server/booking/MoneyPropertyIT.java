package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.server.BoxOffice;
import boxoffice.server.storage.Sql;
import boxoffice.server.testing.TestBoxOffice;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.jspecify.annotations.Nullable;

/// Whatever guests, staff, the gateway and the clock do, in whatever order and however often: what is captured and not
/// refunded is the value of confirmed seats or kept on purpose, and no seat is BOOKED without a confirmed booking.
///
/// The system property `boxoffice.tries` says how many evenings are tried.
class MoneyPropertyIT {
    private static @Nullable BoxOffice other;

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();

    @BeforeContainer
    static void startAnotherNode() {
        other = BoxOffice.start(TestBoxOffice.shared().settings(Map.of("demo.catalogue", "false")));
    }

    @AfterContainer
    static void stopTheOtherNode() {
        Objects.requireNonNull(other).close();
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(Tries.class)
    void everyCentIsAccountedForWhateverHappens(@ForAll("steps") List<Step> steps, @ForAll boolean patient) {
        try (Evening evening = evening()) {
            steps.forEach(evening::go);
            evening.end(patient);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> picks = Arbitraries.of(0, 1, 2, 3);
        Arbitrary<Integer> shows = Arbitraries.of(0, 1, 2);
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        Arbitrary<Step> buy = Combinators.combine(
                Arbitraries.of(0, 1), shows, Arbitraries.of(1, 2, 3), Arbitraries.of(1, 2)).as(Step.Buy::new);
        Arbitrary<Step> any = Arbitraries.frequencyOf(
                Tuple.of(8, buy),
                Tuple.of(14, Combinators.combine(picks, cards()).as(Step.Pay::new)),
                Tuple.of(2, picks.map(Step.PayAgain::new)),
                Tuple.of(2, picks.map(Step.GiveUp::new)),
                Tuple.of(3, picks.map(Step.Cancel::new)),
                Tuple.of(3, picks.map(Step.CancelOne::new)),
                Tuple.of(
                        2,
                        Combinators.combine(picks, Arbitraries.integers().between(1, 1_200))
                                .as(Step.RefundPart::new)),
                Tuple.of(3, picks.map(Step.RefundAll::new)),
                Tuple.of(6, Combinators.combine(picks, shows).as(Step.Exchange::new)),
                Tuple.of(3, Arbitraries.of(1, 6, 20, 70).map(Step.Wait::new)),
                Tuple.of(2, picks.map(Step.Snatch::new)),
                Tuple.of(
                        4,
                        Combinators.combine(Arbitraries.integers().between(0, 20), Arbitraries.of(0, 1), either)
                                .as(Step.Redeliver::new)),
                Tuple.of(3, either.map(Step.RedeliverAll::new)),
                Tuple.of(5, troubles().map(Step.Break::new)),
                Tuple.of(1, Arbitraries.just(new Step.Mend())));
        return Combinators.combine(buy, any.list().ofMinSize(3).ofMaxSize(11)).as((first, rest) -> {
            List<Step> all = new ArrayList<>(List.of(first));
            all.addAll(rest);
            return all;
        });
    }

    private static Arbitrary<Step.Card> cards() {
        return Arbitraries.frequency(
                Tuple.of(12, Step.Card.GOOD),
                Tuple.of(2, Step.Card.DECLINED),
                Tuple.of(3, Step.Card.SLOW),
                Tuple.of(1, Step.Card.REFUND_PENDING),
                Tuple.of(1, Step.Card.REFUND_REFUSED_TWICE),
                Tuple.of(1, Step.Card.REFUND_FAILS_TWICE),
                Tuple.of(1, Step.Card.REFUND_FAILS),
                Tuple.of(1, Step.Card.WEBHOOK_FORGED));
    }

    private static Arbitrary<Step.Trouble> troubles() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        20, Arbitraries.of(Step.Trouble.class)
                                .filter(trouble -> trouble != Step.Trouble.REFUND_SILENT)),
                Tuple.of(1, Arbitraries.just(Step.Trouble.REFUND_SILENT)));
    }

    /// Something wrong that is written into the books of a house where all was well.
    private record Planted(String change, String found) {}

    @Example
    void whatIsWrongIsFound() {
        try (Evening evening = evening()) {
            OwnHouse house = new OwnHouse(boxOffice, evening.audit().theater());
            Sale kept = house.sold(Duration.ofDays(3), 2);
            Sale back = house.sold(Duration.ofHours(10), 1);
            back.guest().cancel(back.created().bookingId(), CancelRequest.ALL);
            evening.end(false);
            String seat = "WHERE show_id = '" + kept.show() + "' AND seat_id = '" + kept.seats().getFirst() + "'";
            String booking = "'" + kept.created().bookingId() + "'";
            List<Planted> all = List.of(
                    new Planted("UPDATE show_seats SET booking_id = uuidv7() " + seat, "without a confirmed booking"),
                    new Planted(
                            "UPDATE show_seats SET status = 'AVAILABLE', booking_id = NULL " + seat,
                            "is confirmed without its seat"),
                    new Planted("DELETE FROM tickets WHERE booking_id = " + booking, "confirmed without a ticket"),
                    new Planted("UPDATE bookings SET status = 'CANCELLED' WHERE id = " + booking, "is not sold"),
                    new Planted("UPDATE bookings SET status = 'CANCELLED' WHERE id = " + booking, "value 0"),
                    new Planted("UPDATE bookings SET status = 'PENDING' WHERE id = " + booking, "is PENDING"),
                    new Planted("UPDATE payments SET amount = amount + 1 WHERE booking_id = " + booking, "captured"),
                    new Planted(
                            "UPDATE payments SET amount = amount + 1 WHERE booking_id = " + booking,
                            "the gateway's Money"),
                    new Planted(
                            "UPDATE refunds SET status = 'PENDING' WHERE payment_id = '" + back.payment() + "'",
                            "is PENDING"),
                    new Planted(
                            """
                                    WITH gone AS (DELETE FROM cancellation_refunds x
                                                   USING refunds r
                                                   WHERE r.id = x.refund_id AND r.payment_id = '%s'
                                                   RETURNING x.refund_id)
                                    UPDATE refunds SET status = 'FAILED'
                                     WHERE id IN (SELECT refund_id FROM gone)""".formatted(back.payment()),
                            "its refunds are 0"),
                    new Planted(
                            "UPDATE refunds SET amount = amount * 3 WHERE payment_id = '" + back.payment() + "'",
                            "goes back by"));
            for (Planted planted : all) {
                assertThat(withChange(evening.audit(), planted.change())).as(planted.change())
                        .anySatisfy(wrong -> assertThat(wrong).contains(planted.found()));
            }
            assertThat(evening.audit().atRest(boxOffice.database())).isEmpty();
        }
    }

    /// What is wrong after a change that is not kept.
    private List<String> withChange(HouseAudit audit, String change) {
        class Undone extends RuntimeException {
            private static final long serialVersionUID = 1;
            private final transient List<String> wrong;

            Undone(Sql sql) {
                assertThat(sql.sql(change).update()).isPositive();
                this.wrong = audit.atRest(sql);
            }
        }
        try {
            return boxOffice.database().transaction(sql -> {
                throw new Undone(sql);
            });
        } catch (Undone undone) {
            return undone.wrong;
        }
    }

    private Evening evening() {
        URI second = Objects.requireNonNull(other).uri();
        return new Evening(boxOffice, List.of(boxOffice.uri(), second));
    }

    /// As many tries as a system property says.
    static final class Tries implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            Integer tries = Integer.getInteger("boxoffice.tries");
            if (tries != null) {
                context.attributes().setTries(tries);
            }
            return property.execute();
        }
    }
}
