package io.tieline.rig.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CabinetTest {

    private static final long SEED = 20261122;
    private static final CabinetRating RATING = CabinetRating.DEMO;

    @Test
    void everyWattHourIsAccountedFor() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            Cabinet cabinet = new Cabinet(RATING, 0.9 + 0.1 * random.nextDouble(), random.nextDouble(), 25);
            double before = cabinet.storedWh();
            for (int i = 0; i < 2_000; i++) {
                cabinet.step(RATING.powerW() * (3 * random.nextDouble() - 1.5), 0.04, 40 * random.nextDouble());
            }
            assertThat(before - cabinet.storedWh())
                    .as("round %d of seed %d", round, SEED)
                    .isEqualTo(cabinet.dischargedWh() - cabinet.chargedWh() + cabinet.lostWh(), within(1e-3));
        }
    }

    @Test
    void limitsHoldWhateverIsAsked() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            Cabinet cabinet = new Cabinet(RATING, 0.95, random.nextDouble(), 20 + 35 * random.nextDouble());
            for (int i = 0; i < 2_000; i++) {
                double discharge = cabinet.dischargeLimitW();
                double charge = cabinet.chargeLimitW();
                cabinet.step(RATING.powerW() * (6 * random.nextDouble() - 3), 0.04, 20);
                // An empty cabinet may take its own consumption from the grid, nothing else exceeds a limit.
                assertThat(cabinet.powerW()).isBetween(-charge - 200, discharge + 1e-6);
                assertThat(cabinet.soc()).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void anEmptyCabinetDeliversNothing() {
        Cabinet cabinet = new Cabinet(RATING, 1, Cabinet.EMPTY, 25);
        cabinet.step(RATING.powerW(), 10, 1);
        assertThat(cabinet.powerW()).isZero();
    }

    @Test
    void aFullCabinetTakesNothing() {
        Cabinet cabinet = new Cabinet(RATING, 1, Cabinet.FULL, 25);
        cabinet.step(-RATING.powerW(), 10, 1);
        assertThat(cabinet.powerW()).isZero();
    }

    @Test
    void powerSlewsInRealTime() {
        Cabinet cabinet = new Cabinet(RATING, 1, 0.5, 25);
        cabinet.step(RATING.powerW(), 0.1, 6);
        assertThat(cabinet.powerW()).isEqualTo(0.2 * RATING.powerW(), within(1e-6));
    }

    @Test
    void aRoundTripCostsWhatTheChemistryCosts() {
        Cabinet cabinet = new Cabinet(RATING, 1, 0.2, 25);
        double start = cabinet.storedWh();
        for (int i = 0; i < 3600; i++) {
            cabinet.step(-RATING.powerW() / 2, 1, 1);
        }
        while (cabinet.storedWh() > start) {
            cabinet.step(RATING.powerW() / 2, 1, 1);
        }
        assertThat(cabinet.dischargedWh() / cabinet.chargedWh()).isBetween(0.85, 0.95);
    }

    @Test
    void heatTakesPowerAway() {
        Cabinet cool = new Cabinet(RATING, 1, 0.5, 40);
        Cabinet hot = new Cabinet(RATING, 1, 0.5, 50);
        assertThat(hot.dischargeLimitW()).isEqualTo(cool.dischargeLimitW() / 2, within(1e-6));
    }
}
