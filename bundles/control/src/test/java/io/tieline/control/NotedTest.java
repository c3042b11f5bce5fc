package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.Mode;
import io.tieline.control.grid.GridState;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotedTest {

    private static final double FLEET_W = 1_000_000;

    private final Noted idle = noted(Mode.IDLE, 0, 0);

    @Test
    void aFewWattsAreNoNewsThoughTheyAreNotIdle() {
        assertThat(idle.differsFrom(noted(Mode.CHARGING, -8, 120), FLEET_W)).isFalse();
        assertThat(idle.differsFrom(noted(Mode.CHARGING, -6_000, 120), FLEET_W)).isTrue();
    }

    @Test
    void atWorkOnlyALargeChangeIsNews() {
        Noted working = noted(Mode.DISCHARGING, 300_000, 0);
        assertThat(working.differsFrom(noted(Mode.DISCHARGING, 390_000, 120), FLEET_W))
                .isFalse();
        assertThat(working.differsFrom(noted(Mode.DISCHARGING, 410_000, 120), FLEET_W))
                .isTrue();
        assertThat(working.differsFrom(noted(Mode.IDLE, 0, 30), FLEET_W))
                .as("within the minute")
                .isFalse();
        assertThat(working.differsFrom(noted(Mode.RELEASED, 0, 30), FLEET_W))
                .as("and what cannot wait")
                .isTrue();
    }

    private static Noted noted(Mode mode, double powerW, long seconds) {
        return new Noted(mode, GridState.OK, powerW, 2e6, List.of(), seconds * 1_000_000_000L);
    }
}
