package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.GuardedBy;
import io.tieline.control.settings.GuardSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a setpoint moves: at most 10 kW/s, in steps of at least 500 W, and never outside what safety demands. */
class GuardTest {

    private static final GuardSettings SETTINGS = new GuardSettings(10_000, 500, 0);

    @ParameterizedTest(name = "{6}")
    @CsvSource({
        // last, wanted, seconds, lowest, highest, expected, name, by
        "0,       8000,  1, -1e6,  1e6,   8000, within the ramp, NOTHING",
        "0,       50000, 2, -1e6,  1e6,  20000, up the ramp, RAMP",
        "0,      -50000, 2, -1e6,  1e6, -20000, down the ramp, RAMP",
        "50000,   0,     2, -1e6,  1e6,  30000, back to nothing, RAMP",
        "0,       8000, -5, -1e6,  1e6,      0, a clock that went back moves nothing, RAMP",
        "50000,   0,     1, -1e6,    0,      0, safety is not ramped, NOTHING",
        "0,       0,     1, 30000, 1e6,  30000, nor is a limit that demands power, NOTHING",
        "10000,   10499, 1, -1e6,  1e6,  10000, a small step is not sent, DEAD_BAND",
        "10000,   10500, 1, -1e6,  1e6,  10500, a step as large as the dead band is, NOTHING",
        "10000,   9501,  1, -1e6,  1e6,  10000, a small step down is not sent either, DEAD_BAND",
        "10000,   10000, 1, -1e6,  1e6,  10000, no step, NOTHING",
        "400,     0,     1, -1e6,  1e6,      0, the last bit to nothing is sent, NOTHING",
        "10000,   9900,  1, -1e6, 9900,   9900, a small step that safety demands is sent, NOTHING",
        "-9900,   -9800, 1, -9800, 1e6,  -9800, on the other side as well, NOTHING"
    })
    void theWayToASetpoint(
            double last,
            double wanted,
            double seconds,
            double low,
            double high,
            double expected,
            String name,
            GuardedBy by) {
        Arbiter.Bounds hard = new Arbiter.Bounds(low, high, ClaimKind.NONE, ClaimKind.NONE);
        assertThat(Guard.limit(SETTINGS, last, wanted, seconds, hard)).isEqualTo(new Guard.Guarded(expected, by));
    }
}
