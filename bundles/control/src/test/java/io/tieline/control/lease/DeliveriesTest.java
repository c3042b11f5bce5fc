package io.tieline.control.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.lease.Deliveries.Delivery;
import io.tieline.control.lease.Payload.Curtailment;
import org.junit.jupiter.api.Test;

/** The account of an event, told like a log: what the meter shows, what the batteries give, how long it was so. */
class DeliveriesTest {

    private static final long BEGIN = 1_795_356_000_000L;
    private static final long END = BEGIN + 3_600_000;
    private static final double UNMEASURED = Double.NaN;

    private LeaseBook book = LeaseBook.EMPTY;
    private Deliveries deliveries = Deliveries.NONE;
    private long utc = BEGIN;

    private static Curtailment to(double importW, double baselineW) {
        return new Curtailment(BEGIN, END, importW, 0, baselineW);
    }

    private void event(String id, Curtailment event) {
        LeaseRequest request = new LeaseRequest(id, BEGIN, 1, 7200, 0, PowerRange.FREE, event);
        book = book.grant(new Lease(request, END, Long.MAX_VALUE));
    }

    private Delivery after(double seconds, double gridW, double batteryW) {
        utc += Math.round(seconds * 1000);
        deliveries = deliveries.next(book, gridW, batteryW, utc, seconds);
        return deliveries.running().get(0);
    }

    @Test
    void itIsCountedAgainstTheBaseline() {
        event("dr-1", to(400_000, 500_000));
        Delivery first = after(1, 420_000, 0);
        assertThat(first.requestedW()).isEqualTo(100_000);
        assertThat(first.deliveredW()).isEqualTo(80_000);
        assertThat(first.elapsedSeconds()).as("nobody knows what was before").isZero();
        assertThat(first.meanW()).isNaN();
        after(900, 400_000, 0);
        Delivery half = after(900, 380_000, 0);
        assertThat(half.deliveredWh()).isEqualTo(25_000 + 30_000);
        assertThat(half.elapsedSeconds()).isEqualTo(1800);
        assertThat(half.meanW()).isEqualTo(110_000);
        assertThat(half.over()).isFalse();
    }

    @Test
    void withoutABaselineThePowerOfTheBatteriesCounts() {
        event("dr-1", new Curtailment(BEGIN, END, Double.POSITIVE_INFINITY, 50_000, Double.NaN));
        after(0, 300_000, 60_000);
        Delivery delivery = after(360, 300_000, 60_000);
        assertThat(delivery.deliveredW()).isEqualTo(60_000);
        assertThat(delivery.deliveredWh()).isEqualTo(6_000);
        assertThat(after(1, UNMEASURED, 60_000).deliveredW())
                .as("without the meter nobody can say that they carried it")
                .isNaN();
    }

    @Test
    void timeWithoutAMeterPassesAndIsNotCounted() {
        event("dr-1", to(400_000, 500_000));
        after(0, 400_000, 0);
        after(600, 400_000, 0);
        Delivery blind = after(300, UNMEASURED, 0);
        assertThat(blind.deliveredW()).isNaN();
        assertThat(blind.measuredSeconds()).isEqualTo(600);
        assertThat(blind.elapsedSeconds()).isEqualTo(900);
        assertThat(blind.meanW()).as("of the time that was measured").isCloseTo(100_000, within(1e-6));
    }

    @Test
    void anEventThatHasEndedIsToldOnceMoreAndThenForgotten() {
        event("dr-1", to(400_000, 500_000));
        after(0, 400_000, 0);
        after(3_599, 400_000, 0);
        assertThat(deliveries.anyOver()).isFalse();
        Delivery ended = after(1, 450_000, 0);
        assertThat(deliveries.anyOver()).isTrue();
        assertThat(ended.over()).isTrue();
        assertThat(ended.meanW()).as("what comes after its end is none of it").isCloseTo(100_000, within(1e-6));
        assertThat(ended.elapsedSeconds()).isEqualTo(3_599);
        deliveries = deliveries.next(book, 450_000, 0, utc + 1_000, 1);
        assertThat(deliveries).isEqualTo(Deliveries.NONE);
        assertThat(deliveries.anyOver()).isFalse();
    }

    @Test
    void eventsAtTheSameTimeHaveAccountsOfTheirOwn() {
        event("a", to(400_000, 500_000));
        after(0, 400_000, 0);
        after(360, 400_000, 0);
        event("b", to(300_000, 600_000));
        after(360, 400_000, 0);
        after(360, 400_000, 0);
        assertThat(deliveries.running()).extracting(Delivery::id).containsExactly("a", "b");
        assertThat(deliveries.running()).extracting(Delivery::deliveredWh).containsExactly(30_000.0, 20_000.0);
        assertThat(deliveries.running()).extracting(Delivery::elapsedSeconds).containsExactly(1_080.0, 360.0);
    }

    @Test
    void anEventThatIsCalledAgainBeginsANewAccount() {
        event("dr-1", to(400_000, 500_000));
        after(0, 400_000, 0);
        after(600, 400_000, 0);
        LeaseBook called = book;
        book = LeaseBook.EMPTY;
        assertThat(after(1, 400_000, 0).over()).as("called off").isTrue();
        book = called;
        Delivery again = after(1, 400_000, 0);
        assertThat(again.over()).isFalse();
        assertThat(again.deliveredWh()).isZero();
        assertThat(again.elapsedSeconds()).isZero();
    }
}
