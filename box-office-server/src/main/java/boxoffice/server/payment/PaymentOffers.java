package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.TheaterPayments.CardReader;
import boxoffice.model.TheaterPayments.CardReaders;
import boxoffice.model.TheaterPayments.Offer;
import boxoffice.model.TheaterPayments.Offers;
import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.StorageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// In which ways theaters take money, by which gateways, and before which card readers (PAY-1). Thread-safe.
///
/// A theater that has chosen nothing takes money in every way that the configured gateways offer.
public final class PaymentOffers {
    private final Database database;
    private final Gateways gateways;

    public PaymentOffers(Database database, Gateways gateways) {
        this.database = database;
        this.gateways = gateways;
    }

    /// The ways to pay in a theater.
    Offers of(TheaterId theater) {
        return new Offers(of(database, theater));
    }

    private List<Offer> of(Sql sql, TheaterId theater) {
        List<Known> known = sql.sql("""
                SELECT t.currency, o.method, o.gateway
                  FROM theaters t
                  LEFT JOIN payment_offers o ON o.theater_id = t.id
                 WHERE t.id = :theater
                 ORDER BY o.method""")
                .with("theater", theater)
                .list(
                        row -> new Known(
                                row.text("currency"),
                                row.optionalText("method")
                                        .map(method -> new Offer(PaymentMethod.valueOf(method), row.text("gateway")))));
        if (known.isEmpty()) {
            throw noTheater();
        }
        List<Offer> chosen = known.stream().flatMap(row -> row.chosen().stream()).toList();
        if (!chosen.isEmpty()) {
            return chosen.stream().filter(offer -> takes(offer.gateway(), offer.method())).toList();
        }
        return gateways.offered(Money.currency(known.getFirst().currency()))
                .entrySet()
                .stream()
                .map(offer -> new Offer(offer.getKey(), offer.getValue().name()))
                .toList();
    }

    /// What the configured gateways offer in the theater's currency.
    private SortedMap<PaymentMethod, PaymentGateway> configured(Sql sql, TheaterId theater) {
        return sql.sql("SELECT currency FROM theaters WHERE id = :theater")
                .with("theater", theater)
                .one(row -> gateways.offered(Money.currency(row.text("currency"))))
                .orElseThrow(PaymentOffers::noTheater);
    }

    /// A theater with one of the offers that were chosen for it, if any were.
    private record Known(String currency, Optional<Offer> chosen) {}

    private static ProblemException noTheater() {
        return ProblemException.of(ProblemCode.NOT_FOUND, "There is no theater of that id.");
    }

    /// The name of the gateway that takes money in that way.
    ///
    /// @throws ProblemException `PAYMENT_METHOD_UNAVAILABLE`
    public String gateway(Sql sql, TheaterId theater, PaymentMethod method) {
        List<Offer> offers = of(sql, theater);
        return offers.stream()
                .filter(offer -> offer.method() == method)
                .map(Offer::gateway)
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.PAYMENT_METHOD_UNAVAILABLE,
                                method + " is not offered here; offered: "
                                        + offers.stream()
                                                .map(offer -> offer.method().name())
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    /// Refuses a card reader that does not stand in the theater.
    ///
    /// @throws InvalidField for it
    public void requireReader(Sql sql, TheaterId theater, Optional<String> reader) {
        List<String> known = sql.sql("SELECT reader FROM card_readers WHERE theater_id = :theater ORDER BY reader")
                .with("theater", theater)
                .list(row -> row.text("reader"));
        if (reader.filter(known::contains).isEmpty()) {
            throw new InvalidField(
                    "reader",
                    reader.isEmpty() ? "is missing" : "does not stand in this theater",
                    known.isEmpty() ? "none, since the theater has no card readers" : String.join(", ", known));
        }
    }

    /// Chooses anew. An empty list is every way that is configured.
    Offers choose(TheaterId theater, Offers wanted, UserId actor) {
        for (Offer offer : wanted.methods()) {
            if (!takes(offer.gateway(), offer.method())) {
                throw ProblemException.of(
                        new InvalidField(
                                "methods", "has %s by %s, which is not configured".formatted(
                                        offer.method(), offer.gateway()), configured(theater)));
            }
        }
        inTheater(sql -> {
            sql.sql("DELETE FROM payment_offers WHERE theater_id = :theater").with("theater", theater).update();
            for (Offer offer : wanted.methods()) {
                sql.sql("INSERT INTO payment_offers (theater_id, method, gateway) VALUES (:theater, :method, :gateway)")
                        .with("theater", theater)
                        .with("method", offer.method())
                        .with("gateway", offer.gateway())
                        .update();
            }
            Records.audit(
                    sql, Optional.of(actor), "theater", theater.value(), "PAYMENT_METHODS", Map.of(
                            "methods", wanted.methods()));
        });
        return of(theater);
    }

    /// The card readers of a theater.
    CardReaders readers(TheaterId theater) {
        return new CardReaders(
                database.sql(
                        "SELECT reader, label FROM card_readers WHERE theater_id = :theater ORDER BY label, reader")
                        .with("theater", theater)
                        .list(row -> new CardReader(row.text("reader"), row.text("label"))));
    }

    /// Names the card readers of a theater anew.
    CardReaders place(TheaterId theater, CardReaders wanted, UserId actor) {
        inTheater(sql -> {
            sql.sql("DELETE FROM card_readers WHERE theater_id = :theater").with("theater", theater).update();
            for (CardReader reader : wanted.readers()) {
                sql.sql("INSERT INTO card_readers (theater_id, reader, label) VALUES (:theater, :reader, :label)")
                        .with("theater", theater)
                        .with("reader", reader.reader())
                        .with("label", reader.label())
                        .update();
            }
            Records.audit(
                    sql, Optional.of(actor), "theater", theater.value(), "CARD_READERS", Map.of(
                            "readers", wanted.readers()));
        });
        return readers(theater);
    }

    private void inTheater(Consumer<Sql> change) {
        try {
            database.transaction(sql -> {
                change.accept(sql);
                return true;
            });
        } catch (StorageException.Violated unknown) {
            throw noTheater();
        }
    }

    private boolean takes(String gateway, PaymentMethod method) {
        return gateways.find(gateway).filter(found -> found.methods().contains(method)).isPresent();
    }

    private String configured(TheaterId theater) {
        return configured(database, theater).entrySet()
                .stream()
                .map(offer -> offer.getKey() + " by " + offer.getValue().name())
                .collect(Collectors.joining(", "));
    }
}
