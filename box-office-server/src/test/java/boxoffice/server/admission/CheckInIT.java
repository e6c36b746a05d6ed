package boxoffice.server.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Bookings.RefundRequest;
import boxoffice.model.CheckIns.Admission;
import boxoffice.model.CheckIns.DoorTicket;
import boxoffice.model.CheckIns.Scan;
import boxoffice.model.CheckIns.ScanRequest;
import boxoffice.model.CheckIns.ShowCheckIns;
import boxoffice.model.CheckIns.Verdict;
import boxoffice.model.Json;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters.Theater;
import boxoffice.model.Tickets;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a scanner at the door is told, and that each ticket lets one person in.
class CheckInIT {
    private static final TestBoxOffice BOX_OFFICE = TestBoxOffice.shared();

    private final Foyer foyer = Foyer.of(BOX_OFFICE);
    private final Entrance door = Entrance.open(BOX_OFFICE, 3);
    private final BoxOfficeClient staff = door.staff();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aTicketLetsOnePersonInAndTheNextIsToldWhenAndWhere() {
        Ticket ticket = door.ticket(0);

        Scan first = door.scan(ticket, "North");
        Scan second = door.scan(ticket, "South");

        assertThat(first.verdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(first.ticketId()).isEqualTo(ticket.id());
        assertThat(first.seatId()).isEqualTo(ticket.seatId());
        assertThat(first.row()).isEqualTo(ticket.row());
        assertThat(first.number()).isEqualTo(ticket.number());
        assertThat(requireNonNull(first.admission()).gate()).isEqualTo("North");
        assertThat(requireNonNull(first.admission()).at())
                .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(5));
        assertThat(second.verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(second.admission()).isEqualTo(first.admission());
    }

    @Test
    void theDoorSeesWhoIsExpectedAndWhoCame() {
        Admission admission = door.scan(door.ticket(1), "North").admission();

        ShowCheckIns list = staff.checkIns(door.show());

        assertThat(list.expected()).isEqualTo(3);
        assertThat(list.admitted()).isEqualTo(1);
        assertThat(list.tickets())
                .extracting(DoorTicket::ticketId)
                .containsExactlyElementsOf(door.booking().tickets().stream().map(Ticket::id).toList());
        assertThat(list.tickets()).extracting(DoorTicket::reference).containsOnly(door.booking().reference());
        assertThat(list.tickets()).extracting(DoorTicket::admission).containsExactly(null, admission, null);
    }

    @Test
    void aScanThatIsRepeatedAfterALostAnswerGetsTheSameAnswer() {
        ScanRequest scan = door.request(door.ticket(0), "North");

        Scan first = staff.checkIn(scan);

        assertThat(staff.checkIn(scan)).isEqualTo(first);
        assertThat(staff.checkIn(new ScanRequest(scan.scanId(), scan.token(), scan.showId(), "South")))
                .isEqualTo(first);
        ScanRequest other =
                new ScanRequest(scan.scanId(), door.ticket(1).token(), scan.showId(), "North");
        assertThat(refusal(() -> staff.checkIn(other))).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(staff.checkIns(door.show()).admitted()).isEqualTo(1);
    }

    @Test
    void ofTwentyGatesAtTwoNodesOneLetsTheTicketIn() throws Exception {
        try (BoxOffice other = BoxOffice.start(BOX_OFFICE.settings(Map.of("demo.catalogue", "false")));
                var gates = Executors.newVirtualThreadPerTaskExecutor()) {
            Session session = foyer.anyone().signIn(Foyer.login("staff"));
            List<BoxOfficeClient> nodes =
                    List.of(staff, BoxOfficeClient.at(other.uri()).with(session));
            CountDownLatch ready = new CountDownLatch(1);
            List<Future<Scan>> scans = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                BoxOfficeClient node = nodes.get(i % 2);
                ScanRequest scan = door.request(door.ticket(0), "Gate " + i);
                scans.add(gates.submit(() -> {
                    ready.await();
                    return node.checkIn(scan);
                }));
            }
            ready.countDown();

            List<Scan> answers = new ArrayList<>();
            for (Future<Scan> scan : scans) {
                answers.add(scan.get());
            }
            assertThat(answers.stream().collect(Collectors.groupingBy(Scan::verdict, Collectors.counting())))
                    .isEqualTo(Map.of(Verdict.ADMITTED, 1L, Verdict.DUPLICATE, 19L));
            assertThat(answers).extracting(Scan::admission).containsOnly(answers.getFirst().admission());
        }
    }

    @Test
    void ofTwentyRepetitionsAtOnceAllGetTheOneAnswer() throws Exception {
        ScanRequest scan = door.request(door.ticket(0), "North");
        try (var line = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Scan>> answers = Stream.generate(() -> line.submit(() -> staff.checkIn(scan)))
                    .limit(20)
                    .toList();
            for (Future<Scan> answer : answers) {
                assertThat(answer.get().verdict()).isEqualTo(Verdict.ADMITTED);
            }
        }
    }

    @Test
    void aTicketForAnotherShowIsToldWhichOneAndStaysGood() {
        try (Entrance next = Entrance.open(BOX_OFFICE, 1)) {
            Scan scan = next.scan(door.ticket(0), "North");

            assertThat(scan.verdict()).isEqualTo(Verdict.WRONG_SHOW);
            assertThat(requireNonNull(scan.show()).id()).isEqualTo(door.show());
            assertThat(requireNonNull(scan.show()).title()).isEqualTo(door.booking().show().title());
            assertThat(requireNonNull(scan.show()).screenName()).isNotBlank();
            assertThat(door.scan(door.ticket(0), "North").verdict()).isEqualTo(Verdict.ADMITTED);
        }
    }

    @Test
    void theDoorsOpenAnHourBeforeTheShowAndCloseWhenItIsOver() {
        door.startsIn(Duration.ofMinutes(61));
        Scan early = door.scan(door.ticket(0), "North");
        door.startsIn(Duration.ofMinutes(-121));
        Scan late = door.scan(door.ticket(0), "North");
        door.startsIn(Duration.ofMinutes(59));
        Scan inTime = door.scan(door.ticket(0), "North");

        assertThat(early.verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(requireNonNull(early.hours()).from())
                .isBetween(Instant.now(), Instant.now().plus(1, ChronoUnit.MINUTES));
        assertThat(late.verdict()).isEqualTo(Verdict.TOO_LATE);
        assertThat(requireNonNull(late.hours()).until())
                .isBetween(Instant.now().minus(2, ChronoUnit.MINUTES), Instant.now());
        assertThat(inTime.verdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aTheaterMayOpenItsDoorsEarlier() {
        door.startsIn(Duration.ofMinutes(110));
        doors(120);
        try {
            assertThat(door.scan(door.ticket(0), "North").verdict()).isEqualTo(Verdict.ADMITTED);
        } finally {
            doors(60);
        }
    }

    @Test
    void theDoorAgreesWithWhatVerificationSays() {
        Ticket printed = door.ticket(0);
        Ticket gone = door.ticket(1);
        BOX_OFFICE.database().sql("UPDATE tickets SET issue = 2 WHERE id = :id").with("id", printed.id()).update();
        BOX_OFFICE.database().sql("DELETE FROM tickets WHERE id = :id").with("id", gone.id()).update();
        String changed = door.ticket(2).token().replaceFirst("^....", "AAAA");

        assertThat(door.scan(printed, "North").verdict()).isEqualTo(Verdict.REISSUED);
        assertThat(staff.verify(printed.token()).verdict()).isEqualTo(Tickets.Verdict.REISSUED);
        assertThat(door.scan(gone, "North").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(staff.verify(gone.token()).verdict()).isEqualTo(Tickets.Verdict.UNKNOWN);
        Scan forged = staff.checkIn(new ScanRequest(UUID.randomUUID(), changed, door.show(), null));
        assertThat(forged.verdict()).isEqualTo(Verdict.FORGED);
        assertThat(forged.seatId()).isNull();
        assertThat(staff.verify(changed).verdict()).isEqualTo(Tickets.Verdict.FORGED);
        assertThat(staff.checkIns(door.show()).admitted()).isZero();
    }

    @Test
    void aRefundedTicketLetsNobodyInAndIsKeptOnTheListOnlyIfSomebodyCame() {
        door.scan(door.ticket(0), "North");
        Wire.Answer refund = Wire.to(BOX_OFFICE.uri())
                .as(foyer.anyone().signIn(Foyer.login("manager")).accessToken())
                .post(
                        "/api/v1/payments/" + door.booking().paymentId() + "/refund",
                        json(new RefundRequest(null, "the projector broke")),
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        assertThat(refund.status()).as(refund.body()).isEqualTo(201);

        assertThat(door.scan(door.ticket(1), "North").verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(staff.verify(door.ticket(1).token()).verdict()).isEqualTo(Tickets.Verdict.CANCELLED);
        ShowCheckIns list = staff.checkIns(door.show());
        assertThat(list.expected()).isZero();
        assertThat(list.tickets()).singleElement().satisfies(line -> {
            assertThat(line.ticketId()).isEqualTo(door.ticket(0).id());
            assertThat(line.cancelled()).isTrue();
        });
    }

    @Test
    void aShowThatDoesNotTakePlaceLetsNobodyIn() {
        BOX_OFFICE.database()
                .sql("UPDATE shows SET status = 'CANCELLED' WHERE id = :show")
                .with("show", door.show())
                .update();
        assertThat(door.scan(door.ticket(0), "North").verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(staff.verify(door.ticket(0).token()).verdict()).isEqualTo(Tickets.Verdict.CANCELLED);
    }

    @Test
    void staffTakeAnAdmissionBackAndThatIsWrittenDown() {
        Ticket ticket = door.ticket(0);
        door.scan(ticket, "North");

        staff.undoCheckIn(ticket.id());

        assertThat(refusal(() -> staff.undoCheckIn(ticket.id()))).isEqualTo("NOT_FOUND");
        assertThat(
                BOX_OFFICE.database()
                        .sql("""
                                SELECT actor_id, change, details ->> 'gate' AS gate
                                  FROM audit_log
                                 WHERE subject = 'ticket' AND subject_id = :ticket""")
                        .with("ticket", ticket.id())
                        .list(row -> List.of(row.uuid("actor_id"), row.text("change"), row.text("gate"))))
                .containsExactly(List.of(staff.me().id().value(), "CHECK_IN_UNDONE", "North"));
        assertThat(door.scan(ticket, "South").verdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void onlyTheHouseLetsIn() {
        ScanRequest scan = door.request(door.ticket(0), "North");
        TheaterId elsewhere = foyer.anyone()
                .theaters()
                .theaters()
                .stream()
                .map(Theater::id)
                .filter(theater -> !theater.equals(door.theater()))
                .findFirst()
                .orElseThrow();
        BoxOfficeClient here = door.scanner(door.theater());

        assertThat(refusal(() -> foyer.anyone().checkIn(scan))).isEqualTo("UNAUTHENTICATED");
        assertThat(refusal(() -> foyer.guest().checkIn(scan))).isEqualTo("FORBIDDEN");
        assertThat(refusal(() -> foyer.guest().checkIns(door.show()))).isEqualTo("FORBIDDEN");
        assertThat(refusal(() -> foyer.guest().doorManifest(door.show()))).isEqualTo("FORBIDDEN");
        assertThat(refusal(() -> door.scanner(elsewhere).checkIn(scan))).isEqualTo("FORBIDDEN");
        assertThat(here.checkIn(scan).verdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(refusal(() -> here.undoCheckIn(door.ticket(0).id()))).isEqualTo("FORBIDDEN");
        assertThat(refusal(() -> here.checkInConflicts(door.show()))).isEqualTo("FORBIDDEN");
    }

    private void doors(int minutes) {
        BOX_OFFICE.database()
                .sql("UPDATE theaters SET doors_minutes = :minutes WHERE id = :theater")
                .with("minutes", minutes)
                .with("theater", door.theater())
                .update();
    }

    private static String refusal(Runnable call) {
        return catchThrowableOfType(BoxOfficeException.Refused.class, call::run).problem().code();
    }

    private static String json(Object body) {
        try {
            return Json.strict().writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
