package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRatchetTest {

    private static final ControlSettings.Shaving AUTO = ControlSettings.Shaving.AUTO;

    private static TargetRatchet started(double target, double ceiling) {
        return new TargetRatchet(target, 24_322, 0, 0, ceiling, 0);
    }

    private static DemandWindow.Closed window(double mean, double uncontrolled, double measured) {
        return new DemandWindow.Closed(Site.START, mean, uncontrolled, measured);
    }

    @ParameterizedTest(name = "target {0}, ceiling {1}: window {2}, uncontrolled {3}, measured {4} -> {5}, {6}")
    @CsvSource({
        "NaN,   0, 500, 500, 1.0, 450, 500",
        "450, 500, 440, 440, 1.0, 450, 500",
        "450, 500, 460, 520, 1.0, 460, 520",
        "450, 500, 450, 600, 1.0, 450, 600",
        "450, 500, 480, 480, 0.4, 450, 500",
        "450, 500, 480, 550, 0.8, 480, 500",
        "NaN,   0, 500, 500, 0.4, NaN,   0"
    })
    void aWindowMovesTheTargetUpOnly(
            double target, double ceiling, double mean, double raw, double measured, double next, double nextCeiling) {
        TargetRatchet after = started(target, ceiling).closed(AUTO, window(mean, raw, measured), Site.START);
        assertThat(after.targetW()).isEqualTo(Double.valueOf(next));
        assertThat(after.highestUncontrolledW()).isEqualTo(nextCeiling);
    }

    @Test
    void aNewMonthOfTheSiteStartsBelowTheLastTargetAndChargesOnlyBelowWhatWasSeen() {
        ZoneId osaka = ZoneId.of("Asia/Tokyo");
        long lastMinute = Instant.parse("2026-11-30T14:59:00Z").toEpochMilli();
        int november = TargetRatchet.periodOf(lastMinute, osaka);
        int december = TargetRatchet.periodOf(lastMinute + 60_000, osaka);
        assertThat(december).isEqualTo(november + 1);
        TargetRatchet old = new TargetRatchet(1000, november, 0, 980, 1100, 0);
        TargetRatchet next = old.enter(AUTO, december, lastMinute + 60_000);
        assertThat(next.targetW()).isCloseTo(900, within(1e-9));
        assertThat(next.chargeCeilingW(AUTO)).isZero();
        assertThat(next.enter(AUTO, november, lastMinute))
                .as("a clock stepped back")
                .isSameAs(next);
    }

    @Test
    void whatIsPaidForInAnyCaseIsNeverSaved() {
        var contract = new ControlSettings.Shaving(true, 0, 0.9, 700);
        TargetRatchet ratchet = TargetRatchet.NONE.enter(contract, 24_322, Site.START);
        ratchet = ratchet.closed(contract, window(300, 300, 1), Site.START);
        assertThat(ratchet.targetW()).isEqualTo(700);
        assertThat(ratchet.chargeCeilingW(contract)).isEqualTo(700);
    }
}
