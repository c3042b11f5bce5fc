package io.tieline.control.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.lease.Payload.Curtailment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurtailmentTest {

    private static final long BEGIN = 1_795_356_000_000L;
    private static final long END = BEGIN + 3_600_000;

    @Test
    void itRunsFromItsStartAndNoLongerAtItsEnd() {
        Curtailment event = new Curtailment(BEGIN, END, 1e5, 0, Double.NaN);
        assertThat(event.runsAt(BEGIN - 1)).isFalse();
        assertThat(event.runsAt(BEGIN)).isTrue();
        assertThat(event.runsAt(END - 1)).isTrue();
        assertThat(event.runsAt(END)).isFalse();
    }

    @ParameterizedTest(name = "at most {0} W import, at least {1} W discharge, baseline {2} W: {3} W are asked for")
    @CsvSource({
        "400000, 0, 500000, 100000",
        "Infinity, 60000, 500000, 60000",
        "Infinity, 60000, NaN, 60000",
        "400000, 60000, 500000, 100000",
        "450000, 60000, 500000, 60000",
        "600000, 0, 500000, 0",
        "400000, 0, NaN, NaN",
        "400000, 60000, NaN, 60000"
    })
    void theLargerOfLimitAndDischargeIsAskedFor(double importW, double dischargeW, double baselineW, Double asked) {
        assertThat(new Curtailment(BEGIN, END, importW, dischargeW, baselineW).requestedW())
                .isEqualTo(asked);
    }
}
