package io.tieline.control.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseAnswer.Reason;
import io.tieline.control.lease.LeaseAnswer.Refused;
import io.tieline.control.lease.LeaseDesk.Local;
import io.tieline.control.lease.LeaseDesk.Now;
import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.lease.Payload.Mode;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.PriceSchedule;
import io.tieline.control.lease.Payload.ReserveFloor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseDeskTest {

    private static final long UTC = 1_795_356_000_000L;
    private static final long NANOS = 77_000_000_000L;
    private static final Now TRUSTED = new Now(UTC, NANOS, true);
    private static final Now DOUBTED = new Now(UTC, NANOS, false);
    private static final Local READY = new Local("", "", new PowerRange(-100_000, 100_000), 300_000, 20);

    private static LeaseRequest request(String id, long issued, long epoch, double ttl, Payload payload) {
        return new LeaseRequest(id, issued, epoch, ttl, 0, PowerRange.FREE, payload);
    }

    private static PowerSchedule power(double... watts) {
        return new PowerSchedule(
                UTC,
                Duration.ofMinutes(15),
                java.util.Arrays.stream(watts).boxed().toList());
    }

    private static Accepted accepted(LeaseRequest request, LeaseBook book, Now now) {
        return (Accepted) LeaseDesk.offer(request, book, READY, now);
    }

    private static Reason refused(LeaseRequest request, LeaseBook book, Local local, Now now) {
        return ((Refused) LeaseDesk.offer(request, book, local, now)).reason();
    }

    @ParameterizedTest(name = "schedule: {0}, ttl {1} s, issued {2} s ago, clock trusted {3}: stands {4} s, cut {5}")
    @CsvSource({
        "true,  7200,   0, true,  7200,  false",
        "true,  7200, 100, true,  7100,  false",
        "true, 90000,   0, true, 86400,  true",
        "true,  7200, 100, false,  300,  true",
        "true,   120, 100, false,  120,  false",
        "false, 7200,   0, true,   300,  true",
        "false,  200,  50, true,   150,  false",
        // A sender whose clock is ahead of ours by more than a minute: nothing can be compared.
        "true,  7200, -90, true,   300,  true",
        "true,   120, -30, true,   120,  false"
    })
    void aLeaseStandsForItsTimeAndNoLonger(
            boolean schedule, double ttl, double age, boolean trusted, double stands, boolean cut) {
        Payload payload = schedule ? power(1) : new Limit(250_000);
        Now now = trusted ? TRUSTED : DOUBTED;
        Accepted accepted = accepted(request("a", UTC - (long) (age * 1000), 1, ttl, payload), LeaseBook.EMPTY, now);
        assertThat(accepted.lease().expiresNanos()).isEqualTo(NANOS + (long) (stands * 1e9));
        assertThat(accepted.lease().expiresUtcMillis()).isEqualTo(UTC + (long) (stands * 1000));
        assertThat(accepted.clamped()).hasSize(cut ? 1 : 0);
        LeaseBook book = LeaseBook.EMPTY.grant(accepted.lease());
        assertThat(book.at(NANOS + (long) (stands * 1e9) - 1).standing()).hasSize(1);
        assertThat(book.at(NANOS + (long) (stands * 1e9)).standing()).isEmpty();
    }

    @Test
    void whatCameAfterItsEndIsRefused() {
        assertThat(refused(request("a", UTC - 60_000, 1, 60, power(1)), LeaseBook.EMPTY, READY, TRUSTED))
                .isEqualTo(Reason.EXPIRED);
    }

    @Test
    void aLateDuplicateIsIgnoredEvenAfterTheLeaseHasEnded() {
        LeaseRequest first = request("a", UTC, 1, 100, power(1));
        LeaseBook book =
                LeaseBook.EMPTY.grant(accepted(first, LeaseBook.EMPTY, DOUBTED).lease());
        LeaseBook later = book.at(NANOS + 200_000_000_000L);
        assertThat(later.standing()).isEmpty();
        assertThat(refused(first, later, READY, DOUBTED)).isEqualTo(Reason.DUPLICATE);
        assertThat(refused(request("a", UTC - 1, 1, 100, power(2)), later, READY, DOUBTED))
                .isEqualTo(Reason.DUPLICATE);
        assertThat(LeaseDesk.offer(request("a", UTC + 1, 1, 100, power(2)), later, READY, DOUBTED))
                .isInstanceOf(Accepted.class);
        assertThat(LeaseDesk.offer(request("b", UTC, 1, 100, power(2)), later, READY, DOUBTED))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void aSenderWhoseClockWasAheadIsHeardAgainOnceItIsSet() {
        LeaseRequest ahead = request("a", UTC + 3_600_000, 1, 300, power(1));
        LeaseBook book =
                LeaseBook.EMPTY.grant(accepted(ahead, LeaseBook.EMPTY, TRUSTED).lease());
        assertThat(refused(ahead, book, READY, TRUSTED)).as("the same again").isEqualTo(Reason.DUPLICATE);
        Refused still =
                (Refused) LeaseDesk.offer(request("a", UTC + 3_000_000, 1, 300, power(2)), book, READY, TRUSTED);
        assertThat(still.why()).contains("set the clock of the sender");
        LeaseRequest set = request("a", UTC + 1_000, 1, 300, power(3));
        assertThat(refused(set, book, READY, DOUBTED))
                .as("whose clock is wrong is not known")
                .isEqualTo(Reason.DUPLICATE);
        LeaseBook now = book.grant(accepted(set, book, TRUSTED).lease());
        assertThat(now.standing())
                .singleElement()
                .extracting(lease -> lease.request().payload())
                .isEqualTo(power(3));
        assertThat(refused(request("a", UTC, 1, 300, power(4)), now, READY, TRUSTED))
                .as("from now on in order")
                .isEqualTo(Reason.DUPLICATE);
    }

    @Test
    void whatASenderSaidBeforeItsClockWasSetDoesNotComeToLifeAgainNotEvenAfterARestart() {
        LeaseRequest ahead = request("a", UTC + 3_600_000, 1, 300, power(1));
        LeaseRequest set = request("a", UTC + 1_000, 1, 300, power(3));
        LeaseBook before =
                LeaseBook.EMPTY.grant(accepted(ahead, LeaseBook.EMPTY, TRUSTED).lease());
        LeaseBook running = before.grant(accepted(set, before, TRUSTED).lease());
        Map<String, Object> map = new HashMap<>();
        LeaseRecord.write(running, map);
        for (LeaseBook book : List.of(running, LeaseRecord.read(map).resumed(TRUSTED))) {
            assertThat(refused(ahead, book, READY, TRUSTED)).isEqualTo(Reason.DUPLICATE);
            assertThat(refused(ahead, book, READY, DOUBTED)).isEqualTo(Reason.DUPLICATE);
            assertThat(refused(request("a", UTC + 3_500_000, 1, 300, power(1)), book, READY, TRUSTED))
                    .as("one before it")
                    .isEqualTo(Reason.DUPLICATE);
            Now then = new Now(UTC + 3_600_000, NANOS, true);
            assertThat(refused(ahead, book, READY, then))
                    .as("once it is as late as it claims")
                    .isEqualTo(Reason.DUPLICATE);
            assertThat(LeaseDesk.offer(request("a", UTC + 3_600_001, 1, 300, power(4)), book, READY, then))
                    .isInstanceOf(Accepted.class);
            assertThat(LeaseDesk.offer(request("a", UTC + 31_000, 1, 300, power(4)), book, READY, TRUSTED))
                    .as("the next of the right clock")
                    .isInstanceOf(Accepted.class);
            assertThat(LeaseDesk.offer(request("a", UTC + 7_200_000, 1, 300, power(4)), book, READY, TRUSTED))
                    .as("a clock that goes wrong again")
                    .isInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest(name = "epoch {0}, clock trusted {1}: taken {2}")
    @CsvSource({
        "1795356000000, true, true",
        "1795442400000, true, true",
        "1795442400001, true, false",
        "1795442400001, false, true",
        "4102444800001, false, false",
        "9223372036854775807, true, false",
        "9223372036854775807, false, false"
    })
    void noEpochLeavesLaterOnesNoNumber(long epoch, boolean trusted, boolean taken) {
        LeaseAnswer answer = LeaseDesk.offer(
                request("a", UTC, epoch, 60, power(1)), LeaseBook.EMPTY, READY, trusted ? TRUSTED : DOUBTED);
        if (taken) {
            assertThat(answer).isInstanceOf(Accepted.class);
        } else {
            assertThat(((Refused) answer).reason()).isEqualTo(Reason.NONSENSE);
            assertThat(((Refused) answer).why())
                    .startsWith("epoch: must be a count")
                    .endsWith("count one above 0");
        }
    }

    @Test
    void anEpochOfBeforeThatNobodyCouldTakeOverFromHasEndedAfterARestart() {
        Lease kept = accepted(request("a", UTC, 1, 900, power(1)), LeaseBook.EMPTY, TRUSTED)
                .lease();
        Lease stuck = new Lease(
                request("b", UTC, Long.MAX_VALUE, 900, power(2)), kept.expiresUtcMillis(), kept.expiresNanos());
        Map<String, Object> map = new HashMap<>();
        LeaseRecord.write(LeaseBook.EMPTY.grant(stuck), map);
        LeaseBook read = LeaseRecord.read(map);
        assertThat(read.epoch()).isZero();
        assertThat(read.standing()).isEmpty();
        map.clear();
        LeaseRecord.write(LeaseBook.EMPTY.grant(kept), map);
        assertThat(LeaseRecord.read(map).standing()).hasSize(1);
    }

    @ParameterizedTest(name = "import {0} W, discharge {1} W: {2}")
    @CsvSource({
        "Infinity, 100000, ''",
        "Infinity, 100001, payload.minDischargeW",
        "200000, 0, ''",
        "199999, 0, payload.maxImportW",
    })
    void whatOfACurtailmentTheBatteriesCannotDoIsToldAndItStandsAsItWasAsked(
            double importW, double dischargeW, String told) {
        Curtailment event = new Curtailment(UTC, UTC + 900_000, importW, dischargeW, Double.NaN);
        Accepted accepted = accepted(request("dr", UTC, 1, 900, event), LeaseBook.EMPTY, TRUSTED);
        assertThat(accepted.lease().request().payload()).isEqualTo(event);
        if (told.isEmpty()) {
            assertThat(accepted.clamped()).isEmpty();
        } else {
            assertThat(accepted.clamped()).singleElement().asString().startsWith(told + ": ");
        }
    }

    @Test
    void aLimitTheBatteriesCannotKeepIsTold() {
        Accepted accepted = accepted(request("l", UTC, 1, 60, new Limit(150_000)), LeaseBook.EMPTY, TRUSTED);
        assertThat(accepted.clamped())
                .containsExactly(
                        "payload.importW: 150 kW are asked for, with the load of now, 300 kW, the batteries can"
                                + " keep 200 kW");
        Local unknown = new Local("", "", READY.can(), Double.NaN, 20);
        assertThat(((Accepted) LeaseDesk.offer(
                                request("l", UTC, 1, 60, new Limit(1)), LeaseBook.EMPTY, unknown, TRUSTED))
                        .clamped())
                .isEmpty();
    }

    @Test
    void aHigherEpochEndsWhatEarlierOnesSaidAndALowerOneIsIgnored() {
        LeaseBook book = LeaseBook.EMPTY
                .grant(accepted(request("a", UTC, 4, 900, power(1)), LeaseBook.EMPTY, TRUSTED)
                        .lease())
                .grant(accepted(request("b", UTC, 4, 900, power(2)), LeaseBook.EMPTY, TRUSTED)
                        .lease());
        assertThat(book.standing()).hasSize(2);
        assertThat(refused(request("c", UTC, 3, 900, power(1)), book, READY, TRUSTED))
                .isEqualTo(Reason.EPOCH);
        LeaseBook taken = book.grant(
                accepted(request("c", UTC, 5, 900, power(3)), book, TRUSTED).lease());
        assertThat(taken.standing()).extracting(Lease::id).containsExactly("c");
        assertThat(taken.epoch()).isEqualTo(5);
        assertThat(refused(request("d", UTC, 4, 900, power(1)), taken, READY, TRUSTED))
                .isEqualTo(Reason.EPOCH);
    }

    @Test
    void powerIsRefusedWithTheStatesNameWhileTheGridIsNotOkAndTheBackupMayStillBeRaised() {
        Local lost = new Local("", "grid lost", READY.can(), 300_000, 20);
        LeaseAnswer answer = LeaseDesk.offer(request("a", UTC, 1, 60, power(1)), LeaseBook.EMPTY, lost, TRUSTED);
        assertThat(answer).isEqualTo(new Refused(Reason.GRID_STATE, "grid lost"));
        for (Payload payload : List.of(new ReserveFloor(50), new Mode(Mode.Kind.STORM))) {
            assertThat(LeaseDesk.offer(request("b", UTC, 1, 60, payload), LeaseBook.EMPTY, lost, TRUSTED))
                    .isInstanceOf(Accepted.class);
        }
        Local fenced = new Local("gateway b is in charge", "", READY.can(), 300_000, 20);
        assertThat(refused(request("a", UTC, 1, 60, power(1)), LeaseBook.EMPTY, fenced, TRUSTED))
                .isEqualTo(Reason.NOT_IN_CONTROL);
    }

    @Test
    void aScheduleIsClampedToItsBoundsAndToTheBatteriesAndSaysSo() {
        LeaseRequest request =
                new LeaseRequest("a", UTC, 1, 900, 0, new PowerRange(-500_000, 150_000), power(200_000, -300_000, 7));
        Accepted accepted = accepted(request, LeaseBook.EMPTY, TRUSTED);
        assertThat(accepted.lease().request().payload()).isEqualTo(power(100_000, -100_000, 7));
        assertThat(accepted.clamped())
                .containsExactly(
                        "payload.watts: clamped to the bounds of the request, -500000 to 150000 W",
                        "payload.watts: clamped to what the batteries can do, -100000 to 100000 W");
        assertThat(accepted(request("a", UTC, 1, 900, power(5)), LeaseBook.EMPTY, TRUSTED)
                        .clamped())
                .isEmpty();
    }

    @Test
    void nobodyRemoteLowersTheReserveOfTheSite() {
        Accepted lower = accepted(request("r", UTC, 1, 60, new ReserveFloor(5)), LeaseBook.EMPTY, TRUSTED);
        assertThat(lower.lease().request().payload()).isEqualTo(new ReserveFloor(20));
        assertThat(lower.clamped()).singleElement().asString().contains("nobody remote lowers");
        Accepted higher = accepted(request("r", UTC, 1, 60, new ReserveFloor(21)), LeaseBook.EMPTY, TRUSTED);
        assertThat(higher.lease().request().payload()).isEqualTo(new ReserveFloor(21));
        assertThat(higher.clamped()).isEmpty();
        assertThat(LeaseBook.EMPTY.grant(higher.lease()).reserveFloorPercent()).isEqualTo(21);
    }

    @Test
    void ofSeveralStormsTheOneThatStandsLongestIsTold() {
        LeaseBook book = LeaseBook.EMPTY;
        assertThat(book.storm()).isEmpty();
        for (int seconds : new int[] {60, 200, 100}) {
            LeaseRequest request = request("s" + seconds, UTC, 1, seconds, new Mode(Mode.Kind.STORM));
            book = book.grant(accepted(request, book, TRUSTED).lease());
        }
        LeaseBook all = book.grant(accepted(request("l", UTC, 1, 300, new Mode(Mode.Kind.LOCAL)), book, TRUSTED)
                .lease());
        assertThat(all.storm().map(Lease::id)).hasValue("s200");
        assertThat(all.reserveFloorPercent()).as("a storm is no floor").isZero();
    }

    @Test
    void noMoreThanSixtyFourStand() {
        LeaseBook book = LeaseBook.EMPTY;
        for (int i = 0; i < 64; i++) {
            book = book.grant(accepted(request("l" + i, UTC, 1, 60, new Limit(i)), book, TRUSTED)
                    .lease());
        }
        assertThat(refused(request("one more", UTC, 1, 60, new Limit(1)), book, READY, TRUSTED))
                .isEqualTo(Reason.FULL);
        assertThat(LeaseDesk.offer(request("l7", UTC + 1, 1, 60, new Limit(1)), book, READY, TRUSTED))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void theHighestPriorityCountsThenTheLatest() {
        LeaseBook book = LeaseBook.EMPTY;
        for (LeaseRequest request : List.of(
                new LeaseRequest("low", UTC + 9, 1, 900, 1, PowerRange.FREE, power(1)),
                new LeaseRequest("old", UTC, 1, 900, 2, PowerRange.FREE, power(2)),
                new LeaseRequest("new", UTC + 1, 1, 900, 2, PowerRange.FREE, power(3)))) {
            book = book.grant(accepted(request, book, TRUSTED).lease());
        }
        assertThat(book.schedule(UTC).orElseThrow().id()).isEqualTo("new");
        assertThat(book.schedule(UTC + 900_000)).isEmpty();
        assertThat(book.schedule(UTC - 1)).isEmpty();
        LeaseBook local = book.grant(accepted(request("m", UTC, 1, 60, new Mode(Mode.Kind.LOCAL)), book, TRUSTED)
                .lease());
        assertThat(local.schedule(UTC)).isEmpty();
    }

    @Test
    void theBookSurvivesARestartAndEndsWhenItWasToEnd() {
        LeaseBook book = LeaseBook.EMPTY;
        for (LeaseRequest request : List.of(
                new LeaseRequest("power", UTC, 7, 7200, 3, new PowerRange(-9, 9), power(1, -2.5)),
                request("price", UTC, 7, 7200, new PriceSchedule(UTC, Duration.ofMinutes(30), List.of(10.5, -1.0))),
                request("event", UTC, 7, 7200, new Curtailment(UTC, UTC + 9, 5, 6, Double.NaN)),
                request("limit", UTC, 7, 200, new Limit(12)),
                request("reserve", UTC, 7, 200, new ReserveFloor(33)),
                request("mode", UTC, 7, 200, new Mode(Mode.Kind.STORM)))) {
            book = book.grant(((Accepted) LeaseDesk.offer(request, book, READY, TRUSTED)).lease());
        }
        Map<String, Object> map = new HashMap<>();
        LeaseRecord.write(book, map);
        map.put("lease.6", "damaged\tlease");
        LeaseBook read = LeaseRecord.read(map);
        // A minute later, on another monotonic clock.
        LeaseBook resumed = read.resumed(new Now(UTC + 60_000, 5, true)).at(5);
        assertThat(resumed.standing())
                .extracting(Lease::request)
                .containsExactlyElementsOf(
                        book.standing().stream().map(Lease::request).toList());
        assertThat(resumed.heard()).isEqualTo(book.heard());
        assertThat(resumed.epoch()).isEqualTo(7);
        Lease power = resumed.standing().get(0);
        assertThat(power.id()).isEqualTo("power");
        assertThat(power.expiresNanos()).isEqualTo(5 + 7_140_000_000_000L);
        assertThat(read.resumed(new Now(UTC + 60_000, 5, false))
                        .standing()
                        .get(0)
                        .expiresNanos())
                .as("a clock that cannot be trusted")
                .isEqualTo(5 + 300_000_000_000L);
        assertThat(read.resumed(new Now(UTC + 8_000_000, 5, true)).at(5).standing())
                .isEmpty();
    }

    @Test
    void nonsenseIsRefusedWithTheField() {
        assertThatThrownBy(() -> request(" ", UTC, 1, 60, power(1))).hasMessageContaining("id:");
        assertThatThrownBy(() -> request("a\tb", UTC, 1, 60, power(1))).hasMessageContaining("id:");
        assertThatThrownBy(() -> request("a", 0, 1, 60, power(1))).hasMessageContaining("issued:");
        assertThatThrownBy(() -> request("a", UTC, -1, 60, power(1))).hasMessageContaining("epoch:");
        assertThatThrownBy(() -> request("a", UTC, 1, 0, power(1))).hasMessageContaining("ttl:");
        assertThatThrownBy(() -> request("a", UTC, 1, Double.POSITIVE_INFINITY, power(1)))
                .hasMessageContaining("ttl:");
        assertThatThrownBy(() -> new PowerRange(2, 1)).hasMessageContaining("bounds:");
        assertThatThrownBy(() -> new PowerRange(Double.NaN, 1)).hasMessageContaining("bounds:");
        assertThatThrownBy(() -> power(Double.NaN)).hasMessageContaining("payload.watts:");
        assertThatThrownBy(() -> power()).hasMessageContaining("payload.watts:");
        assertThatThrownBy(() -> new PowerSchedule(UTC, Duration.ofMillis(999), List.of(1.0)))
                .hasMessageContaining("payload.slot:");
        assertThatThrownBy(() -> new Curtailment(UTC, UTC, 5, 0, 0)).hasMessageContaining("payload.end:");
        assertThatThrownBy(() -> new Curtailment(UTC, UTC + 1, Double.POSITIVE_INFINITY, 0, 0))
                .hasMessageContaining("payload:");
        assertThatThrownBy(() -> new Curtailment(UTC, UTC + 1, -1, 0, 0)).hasMessageContaining("maxImportW");
        assertThatThrownBy(() -> new Limit(Double.NaN)).hasMessageContaining("payload.importW:");
        assertThatThrownBy(() -> new ReserveFloor(101)).hasMessageContaining("payload.socPercent:");
    }
}
