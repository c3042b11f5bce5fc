package io.tieline.control.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CriticalLoadTest {

    private static final long MINUTE = 60_000_000_000L;

    @Test
    void theFirstValuesCountAtOnce() {
        CriticalLoad load =
                CriticalLoad.NONE.next(Double.NaN, 0).next(100, MINUTE).next(80, 2 * MINUTE);
        assertThat(CriticalLoad.NONE.watts()).isZero();
        assertThat(load.watts()).isEqualTo(100);
        assertThat(load.next(140, 3 * MINUTE).watts()).isEqualTo(140);
    }

    /** Against a plain sort of the last 288 highs. */
    @Test
    void itIsThe95thPercentileOfTheLastDay() {
        Random random = new Random(3);
        CriticalLoad load = CriticalLoad.NONE;
        List<Double> highs = new ArrayList<>();
        double high = 0;
        for (int minute = 0; minute < 3 * 1440; minute++) {
            double watts = 1000 + 100 * random.nextGaussian() + (minute > 2000 ? -300 : 0);
            if (minute > 0 && minute % 5 == 0) {
                highs.add(high);
                high = 0;
            }
            high = Math.max(high, watts);
            load = load.next(watts, minute * MINUTE);
            if (highs.size() > 12) {
                List<Double> day = new ArrayList<>(highs.subList(Math.max(0, highs.size() - 288), highs.size()));
                Collections.sort(day);
                assertThat(load.watts())
                        .as("minute %s", minute)
                        .isEqualTo(day.get((int) Math.ceil(0.95 * day.size()) - 1));
            }
        }
    }

    @Test
    void aShortSpikeDoesNotSizeTheBackup() {
        CriticalLoad load = CriticalLoad.NONE;
        for (int minute = 0; minute < 1440; minute++) {
            load = load.next(minute % 720 == 300 ? 5000 : 1000, minute * MINUTE);
        }
        assertThat(load.watts()).isEqualTo(1000);
    }

    @Test
    void whatWasKnownBeforeARestartHoldsForADay() {
        CriticalLoad load = CriticalLoad.restored(900);
        assertThat(load.watts()).isEqualTo(900);
        for (int minute = 0; minute < 1365; minute++) {
            load = load.next(100, minute * MINUTE);
        }
        assertThat(load.watts()).isEqualTo(900);
        for (int minute = 1365; minute < 1390; minute++) {
            load = load.next(100, minute * MINUTE);
        }
        assertThat(load.watts()).isEqualTo(100);
        assertThat(CriticalLoad.restored(0).watts()).isZero();
    }

    @Test
    void aLoadThatIsNotMeasuredChangesNothing() {
        CriticalLoad load = CriticalLoad.NONE.next(100, 0);
        assertThat(load.next(Double.NaN, MINUTE)).isSameAs(load);
        assertThat(load.next(90, MINUTE)).isSameAs(load);
    }

    @Test
    void aMeterThatIsSilentForTwoDaysDoesNotEmptyTheBackup() {
        CriticalLoad load = CriticalLoad.NONE;
        for (int i = 0; i <= 24; i++) {
            load = load.next(100, i * 5 * MINUTE);
        }
        for (int i = 25; i <= 600; i++) {
            load = load.next(Double.NaN, i * 5 * MINUTE);
        }
        assertThat(load.watts()).isEqualTo(100);
        load = load.next(80, 601 * 5 * MINUTE).next(80, 602 * 5 * MINUTE);
        assertThat(load.watts()).as("and goes on where it was").isEqualTo(100);
        assertThat(load.next(-7, 603 * 5 * MINUTE).next(-7, 604 * 5 * MINUTE).watts())
                .as("a negative load is none")
                .isEqualTo(100);
    }
}
