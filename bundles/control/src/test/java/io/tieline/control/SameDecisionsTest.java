package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.grid.GridState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same inputs, or the same memory, lead to the same decisions. */
class SameDecisionsTest {

    private static Site site() {
        return new Site(4, 100_000, 200_000, tuning -> tuning.target(700_000));
    }

    @Tag("slow")
    @Test
    void theSameInputsGiveTheSameDecisionsBitForBit() {
        assertThat(replay()).isEqualTo(replay());
    }

    /** A day with everything that happens to a site, written down. */
    private static List<String> replay() {
        Random random = new Random(11);
        Site site = site();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            site.loadW = 600_000 + 300_000 * random.nextDouble();
            site.firstUps = random.nextInt(60) == 0;
            site.voltage = random.nextInt(80) == 0 ? 100 : 230;
            site.meterAnswers = random.nextInt(30) != 0;
            site.unavailable[2] = random.nextInt(20) == 0 ? "it does not answer" : "";
            Decision decision = site.after(30 * random.nextDouble());
            told.add(decision + " " + decision.sentence());
        }
        return told;
    }

    @Test
    void aRestartKeepsTargetWindowAndOutage() {
        Site site = site();
        site.loadW = 850_000;
        site.decide();
        site.after(600);
        site.voltage = 0;
        site.breakerClosed = false;
        site.after(1);
        Decision before = site.after(1);
        assertThat(before.grid().state()).isEqualTo(GridState.LOST);
        ControlState restored = ControlState.fromMap(site.core.state().toMap());
        assertThat(restored.toMap()).isEqualTo(site.core.state().toMap());
        ControlCore again = new ControlCore(site.settings, restored);
        Decision after = again.decide(site.situation(), site.utc + 1000, 5);
        assertThat(after.grid().state()).isEqualTo(GridState.LOST);
        assertThat(after.target()).isEqualTo(before.target());
        assertThat(after.window().importedWh()).isCloseTo(before.window().importedWh(), within(300.0));
    }

    @Test
    void aDamagedMemoryStartsAnew() {
        ControlState state = ControlState.fromMap(
                java.util.Map.of("grid.state", "NONSENSE", "window.start", "x", "target.watts", Double.NaN));
        assertThat(state.grid().state()).isEqualTo(GridState.DEGRADED);
        assertThat(state.window().isOpen()).isFalse();
        assertThat(state.ratchet().targetW()).isNaN();
    }
}
