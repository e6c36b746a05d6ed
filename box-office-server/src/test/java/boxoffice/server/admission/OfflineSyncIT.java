package boxoffice.server.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.CheckIns;
import boxoffice.model.CheckIns.Admission;
import boxoffice.model.CheckIns.Conflict;
import boxoffice.model.CheckIns.Manifest;
import boxoffice.model.CheckIns.ManifestTicket;
import boxoffice.model.CheckIns.OfflineScan;
import boxoffice.model.CheckIns.Scan;
import boxoffice.model.CheckIns.SyncAnswer;
import boxoffice.model.CheckIns.SyncOutcome;
import boxoffice.model.CheckIns.SyncRequest;
import boxoffice.model.CheckIns.SyncedScan;
import boxoffice.model.CheckIns.Verdict;
import boxoffice.model.Json;
import boxoffice.model.ShowId;
import boxoffice.model.TicketId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Gates that had no network bring in what they did.
class OfflineSyncIT {
    private static final TestBoxOffice BOX_OFFICE = TestBoxOffice.shared();

    private final Entrance door = Entrance.open(BOX_OFFICE, 3);
    private final BoxOfficeClient staff = door.staff();
    private final Instant now = Instant.now();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whatAnOfflineGateDidCountsOnceHoweverOftenItIsSent() {
        issuedLongAgo();
        SyncRequest batch = new SyncRequest(
                now, List.of(
                        door.offline(door.ticket(0), "North", now.minusSeconds(600)),
                        door.offline(door.ticket(1), "North", now.minusSeconds(300))));

        SyncAnswer first = staff.syncCheckIns(batch);

        assertThat(first.scans()).extracting(SyncedScan::outcome).containsOnly(SyncOutcome.ACCEPTED);
        assertThat(staff.syncCheckIns(batch)).isEqualTo(first);
        assertThat(staff.checkIns(door.show()).admitted()).isEqualTo(2);
        assertThat(staff.checkInConflicts(door.show()).conflicts()).isEmpty();
        Scan online = door.scan(door.ticket(0), "South");
        assertThat(online.verdict()).isEqualTo(Verdict.DUPLICATE);
        Admission before = requireNonNull(online.admission());
        assertThat(before.gate()).isEqualTo("North");
        assertThat(before.offline()).isTrue();
        assertThat(Duration.between(before.at(), now)).isBetween(
                Duration.ofSeconds(570), Duration.ofSeconds(601));
    }

    @Test
    void aTicketThatWasUsedElsewhereIsAConflictThatSaysWhoWasFirst() {
        issuedLongAgo();
        Admission south = door.scan(door.ticket(0), "South").admission();
        OfflineScan scan = door.offline(door.ticket(0), "North", now.minusSeconds(60));

        SyncedScan synced = sync(now, scan).getFirst();

        assertThat(synced.outcome()).isEqualTo(SyncOutcome.CONFLICT);
        Conflict conflict = requireNonNull(synced.conflict());
        assertThat(conflict.scanId()).isEqualTo(scan.scanId());
        assertThat(conflict.verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(conflict.ticketId()).isEqualTo(door.ticket(0).id());
        assertThat(conflict.seatId()).isEqualTo(door.ticket(0).seatId());
        assertThat(conflict.gate()).isEqualTo("North");
        assertThat(conflict.admission()).isEqualTo(south);
        assertThat(conflict.first()).isTrue();
        assertThat(sync(now, scan)).containsExactly(synced);
        assertThat(staff.checkInConflicts(door.show()).conflicts()).containsExactly(conflict);
    }

    @Test
    void ofTwoOfflineScansTheEarlierCountsThoughItIsNamedLater() {
        issuedLongAgo();
        List<SyncedScan> synced = sync(
                now,
                door.offline(door.ticket(0), "South", now.minusSeconds(60)),
                door.offline(door.ticket(0), "North", now.minusSeconds(120)));

        assertThat(synced).extracting(SyncedScan::outcome)
                .containsExactly(SyncOutcome.CONFLICT, SyncOutcome.ACCEPTED);
        Conflict conflict = requireNonNull(synced.getFirst().conflict());
        assertThat(requireNonNull(conflict.admission()).gate()).isEqualTo("North");
        assertThat(conflict.first()).isFalse();
    }

    @Test
    void whoeverCameInWithATicketThatIsNotGoodIsReported() {
        BOX_OFFICE.database()
                .sql("UPDATE tickets SET issue = 2 WHERE id = :id")
                .with("id", door.ticket(0).id())
                .update();
        OfflineScan forged = new OfflineScan(UUID.randomUUID(), "forged", door.show(), null, now);

        sync(now, door.offline(door.ticket(0), "North", now.minusSeconds(5)), forged);

        assertThat(staff.checkInConflicts(door.show()).conflicts()).extracting(Conflict::verdict)
                .containsExactlyInAnyOrder(Verdict.REISSUED, Verdict.FORGED);
        assertThat(staff.checkIns(door.show()).admitted()).isZero();
    }

    @Test
    void aGateThatNeverHeardTheAnswerAndLetTheGuestInAnywayIsReported() {
        door.startsIn(Duration.ofMinutes(90));
        var unheard = door.request(door.ticket(0), "North");
        assertThat(staff.checkIn(unheard).verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(staff.checkInConflicts(door.show()).conflicts()).isEmpty();

        sync(now, new OfflineScan(unheard.scanId(), unheard.token(), door.show(), "North", now));

        assertThat(staff.checkInConflicts(door.show()).conflicts()).extracting(Conflict::verdict)
                .containsExactly(Verdict.TOO_EARLY);
    }

    @Test
    void aWrongClockDoesNotMatterAndNothingIsEverInTheFutureOrBeforeTheTicket() {
        issuedLongAgo();
        Instant slow = now.minus(Duration.ofDays(400));
        Instant fast = now.plus(Duration.ofDays(400));

        sync(slow, door.offline(door.ticket(0), "slow", slow.minusSeconds(100)));
        sync(fast, door.offline(door.ticket(1), "fast", fast.plusSeconds(100)));
        sync(now, door.offline(door.ticket(2), "moved", now.minus(Duration.ofDays(6))));

        assertThat(ageOf(door.ticket(0))).isBetween(Duration.ofSeconds(99), Duration.ofSeconds(130));
        assertThat(ageOf(door.ticket(1))).isBetween(Duration.ZERO, Duration.ofSeconds(30));
        assertThat(ageOf(door.ticket(2))).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Test
    void aWrongEntryIsNamedByItsIndexAndCostsTheOthersNothing() {
        OfflineScan good = door.offline(door.ticket(0), "North", now);
        OfflineScan ancient = door.offline(door.ticket(1), "North", now.minus(Duration.ofDays(8)));
        OfflineScan nowhere = new OfflineScan(
                UUID.randomUUID(), "a", new ShowId(UUID.randomUUID()), null, now);
        OfflineScan again = new OfflineScan(good.scanId(), door.ticket(1).token(), door.show(), null, now);
        String body = "{\"sentAt\":\"%s\",\"scans\":[null,7,{},{\"scanId\":\"x\"},%s,%s,%s,%s,%s]}"
                .formatted(
                        now, json(ancient), json(nowhere), json(good), json(again), json(good).replaceFirst(
                                "\\{", "{\"x\":1,"));

        Wire.Answer answer = wire().post("/api/v1/check-ins/sync", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<SyncedScan> scans = read(answer.body()).scans();
        assertThat(scans).extracting(SyncedScan::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(scans).extracting(scan -> scan.error() == null ? "" : scan.error().field())
                .containsExactly(
                        "scans[0]", "scans[1]", "scans[2].scanId", "scans[3].scanId", "scans[4].scannedAt",
                        "scans[5].showId", "", "scans[7].scanId", "scans[8].x");
        assertThat(scans.get(6).outcome()).isEqualTo(SyncOutcome.ACCEPTED);
        assertThat(scans.get(6).scanId()).isEqualTo(good.scanId());
        assertThat(staff.checkIns(door.show()).admitted()).isEqualTo(1);
    }

    @Test
    void aFullBatchOfTicketsFitsIntoABody() {
        List<OfflineScan> scans = Collections.nCopies(
                CheckIns.MOST_SCANS,
                new OfflineScan(UUID.randomUUID(), door.ticket(0).token(), door.show(), "x".repeat(40), now));
        assertThat(staff.syncCheckIns(new SyncRequest(now, scans)).scans()).extracting(SyncedScan::outcome)
                .containsOnly(SyncOutcome.ACCEPTED);
    }

    @Test
    void theManifestNamesTheTicketsThatAreGoodAndItsVersionChangesWithThem() {
        BOX_OFFICE.database()
                .sql("UPDATE tickets SET issue = 2 WHERE id = :id")
                .with("id", door.ticket(2).id())
                .update();
        Manifest before = staff.doorManifest(door.show());

        assertThat(before.tickets()).extracting(ManifestTicket::ticketId)
                .containsExactlyElementsOf(door.booking().tickets().stream().map(Ticket::id).toList());
        assertThat(before.tickets()).extracting(ManifestTicket::issue).containsExactly(1, 1, 2);
        assertThat(before.tickets()).extracting(ManifestTicket::bookingId).containsOnly(door.booking().id());
        assertThat(before.keys()).isEqualTo(staff.ticketKeys().keys());
        assertThat(before.hours().from()).isBefore(now).isBefore(before.hours().until());
        assertThat(staff.doorManifestUnless(door.show(), before.version())).isEmpty();

        Admission admission = requireNonNull(door.scan(door.ticket(0), "North").admission());

        Manifest after = staff.doorManifestUnless(door.show(), before.version()).orElseThrow();
        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(after.tickets()).extracting(ManifestTicket::admittedAt).containsExactly(admission.at(), null, null);
    }

    private List<SyncedScan> sync(Instant sentAt, OfflineScan... scans) {
        return staff.syncCheckIns(new SyncRequest(sentAt, List.of(scans))).scans();
    }

    private Duration ageOf(Ticket ticket) {
        TicketId id = ticket.id();
        return staff.checkIns(door.show())
                .tickets()
                .stream()
                .filter(line -> line.ticketId().equals(id))
                .map(line -> Duration.between(requireNonNull(line.admission()).at(), Instant.now()))
                .findFirst()
                .orElseThrow();
    }

    /// An hour is long enough for all scans but one.
    private void issuedLongAgo() {
        BOX_OFFICE.database()
                .sql("UPDATE tickets SET issued_at = now() - interval '1 hour' WHERE booking_id = :booking")
                .with("booking", door.booking().id())
                .update();
    }

    private static Wire wire() {
        Foyer foyer = Foyer.of(BOX_OFFICE);
        return Wire.to(BOX_OFFICE.uri()).as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());
    }

    private static String json(Object body) {
        try {
            return Json.strict().writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static SyncAnswer read(String body) {
        try {
            return Json.strict().readValue(body, SyncAnswer.class);
        } catch (JsonProcessingException other) {
            throw new AssertionError(body, other);
        }
    }
}
