package boxoffice.server.catalog;

import boxoffice.model.Json;
import boxoffice.model.Money;
import boxoffice.model.PriceCard;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds shows for those who sell them. Thread-safe.
///
/// What a published show is does not change, apart from being cancelled, so a node keeps it for some seconds; what its
/// theater asks for seats is read once a second for all its shows. That is harmless: the statement that claims seats
/// checks again whether the show is for sale.
public final class ShowsForSale {
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(1);
    /// A list that is older than a second is used once more while one reads it again, so that a database that does not
    /// answer keeps nobody waiting here.
    private static final Duration OLDEST = Duration.ofSeconds(10);

    private final Database database;
    private final Cache<ShowId, Optional<Known>> shows = Caffeine.newBuilder()
            .expireAfter(Expiry.<ShowId, Optional<Known>>writing((id, show) -> show.isPresent() ? SETTLED : FRESH))
            .maximumSize(10_000)
            .build();
    private final LoadingCache<UUID, Terms> theaters;
    private final Cache<UUID, PlanSeats> plans =
            Caffeine.newBuilder().maximumWeight(500_000).weigher(ShowsForSale::weight).build();

    private record PlanSeats(SeatPlan plan, Map<SeatId, Seat> seats, Map<SeatId, Integer> ranks) {
        static PlanSeats of(SeatPlan plan) {
            Map<SeatId, Integer> ranks = new HashMap<>();
            plan.seats().forEach(seat -> ranks.put(seat.id(), ranks.size()));
            return new PlanSeats(
                    plan,
                    plan.seats().stream().collect(Collectors.toUnmodifiableMap(Seat::id, Function.identity())),
                    Map.copyOf(ranks));
        }
    }

    public ShowsForSale(Database database) {
        this.database = database;
        this.theaters = Caffeine.newBuilder()
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(OLDEST)
                .maximumSize(10_000)
                .executor(Thread::startVirtualThread)
                .build(this::terms);
    }

    /// Finds a show that is published or cancelled; drafts are nobody's business.
    public Optional<ShowForSale> find(ShowId id) {
        return shows.get(id, this::load).map(show -> show.on(theaters.get(show.row.theater())));
    }

    private Optional<Known> load(ShowId id) {
        return database.sql("""
                SELECT s.id, s.status, s.starts_at, s.sale_ends_at, s.seat_plan_id, s.base_price, s.currency,
                       sc.theater_id, t.zone, t.stranded_seats
                  FROM shows s
                  JOIN screens sc ON sc.id = s.screen_id
                  JOIN theaters t ON t.id = sc.theater_id
                 WHERE s.id = :id
                   AND s.status <> 'DRAFT'""")
                .with("id", id)
                .one(ShowRow::of)
                .map(row -> new Known(row, plans.get(row.plan(), this::plan)));
    }

    /// A show's own row. What else belongs to it is read when the row's connection has been given back: who holds one
    /// and waits for another may wait for ever.
    private record ShowRow(
            ShowId id,
            ShowStatus status,
            Instant startsAt,
            Instant saleEndsAt,
            UUID plan,
            Money basePrice,
            UUID theater,
            ZoneId zone,
            StrandRule strandRule) {
        static ShowRow of(Row row) {
            return new ShowRow(
                    new ShowId(row.uuid("id")),
                    row.constant("status", ShowStatus.class),
                    row.instant("starts_at"),
                    row.instant("sale_ends_at"),
                    row.uuid("seat_plan_id"),
                    new Money(row.number("base_price"), Money.currency(row.text("currency"))),
                    row.uuid("theater_id"),
                    ZoneId.of(row.text("zone")),
                    row.constant("stranded_seats", StrandRule.class));
        }
    }

    /// What a theater asks for seats.
    private record Terms(Map<SeatType, BigDecimal> multipliers, List<PriceRule> rules, List<Charge> charges) {}

    private record Offer(Terms terms, ShowForSale show) {}

    /// A show with what was last made of it.
    private static final class Known {
        private final ShowRow row;
        private final PlanSeats plan;
        private volatile @Nullable Offer offer;

        Known(ShowRow row, PlanSeats plan) {
            this.row = row;
            this.plan = plan;
        }

        ShowForSale on(Terms terms) {
            Offer last = offer;
            if (last == null || !last.terms().equals(terms)) {
                last = new Offer(terms, make(terms));
                offer = last;
            }
            return last.show();
        }

        private ShowForSale make(Terms terms) {
            return new ShowForSale(
                    row.id(),
                    row.status(),
                    row.startsAt(),
                    row.saleEndsAt(),
                    plan.plan(),
                    plan.seats(),
                    plan.ranks(),
                    row.basePrice(),
                    terms.multipliers(),
                    PriceRule.at(row.startsAt().atZone(row.zone()).toLocalDateTime(), terms.rules()),
                    terms.charges(),
                    row.strandRule());
        }
    }

    private Terms terms(UUID theater) {
        return new Terms(multipliers(theater), rules(theater), charges(theater));
    }

    private PlanSeats plan(UUID id) {
        SeatPlan plan = database.sql("SELECT plan FROM seat_plans WHERE id = :id")
                .with("id", id)
                .one(row -> read(row.text("plan")))
                .orElseThrow();
        return PlanSeats.of(plan);
    }

    private Map<SeatType, BigDecimal> multipliers(UUID theater) {
        return database.sql("SELECT seat_type, multiplier FROM seat_type_prices WHERE theater_id = :theater")
                .with("theater", theater)
                .list(row -> Map.entry(row.constant("seat_type", SeatType.class), row.decimal("multiplier")))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<PriceRule> rules(UUID theater) {
        return database.sql("""
                SELECT card, multiplier, fixed, weekdays, CAST(starts_from AS text) AS starts_from,
                       CAST(starts_before AS text) AS starts_before
                  FROM price_rules
                 WHERE theater_id = :theater
                 ORDER BY position""")
                .with("theater", theater)
                .list(
                        row -> new PriceRule(
                                row.constant("card", PriceCard.class),
                                row.optionalDecimal("multiplier").orElse(null),
                                row.optionalNumber("fixed").orElse(null),
                                row.texts("weekdays").stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                                row.optionalText("starts_from").map(LocalTime::parse).orElse(null),
                                row.optionalText("starts_before").map(LocalTime::parse).orElse(null)));
    }

    private List<Charge> charges(UUID theater) {
        return database.sql("""
                SELECT kind, label, per_seat, percent, included
                  FROM theater_charges
                 WHERE theater_id = :theater
                 ORDER BY position""")
                .with("theater", theater)
                .list(
                        row -> new Charge(
                                row.constant("kind", Charge.Kind.class),
                                row.text("label"),
                                row.optionalNumber("per_seat").orElse(null),
                                row.optionalDecimal("percent").orElse(null),
                                row.flag("included")));
    }

    private static SeatPlan read(String json) {
        try {
            return Json.strict().readValue(json, SeatPlan.class);
        } catch (JsonProcessingException spoiled) {
            throw new IllegalStateException("a stored seat plan cannot be read", spoiled);
        }
    }

    private static int weight(UUID id, PlanSeats plan) {
        return plan.seats().size();
    }
}
