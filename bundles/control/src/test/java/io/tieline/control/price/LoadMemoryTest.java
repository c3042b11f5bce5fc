package io.tieline.control.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A week of six-hour windows. */
class LoadMemoryTest {

    private static final int PER_DAY = 4;
    private static final long FIRST = 80_000;

    /** Days of 100, 200, 300 … W. */
    private static LoadMemory days(int days) {
        LoadMemory memory = LoadMemory.EMPTY;
        for (int window = 0; window < days * PER_DAY; window++) {
            memory = memory.with(FIRST + window, PER_DAY, 100 * (1 + window / PER_DAY));
        }
        return memory;
    }

    @Test
    void aWeekIsRememberedAndWhatIsOlderIsForgotten() {
        LoadMemory memory = days(9);
        long tomorrow = FIRST + 9 * PER_DAY;
        assertThat(memory.daysBefore(tomorrow, 1)).isEqualTo(900);
        assertThat(memory.daysBefore(tomorrow, 7)).isEqualTo(300);
        assertThat(memory.daysBefore(tomorrow, 8))
                .as("its place was taken by a younger one")
                .isNaN();
        assertThat(memory.daysBefore(tomorrow, 0)).as("it is not over yet").isNaN();
        assertThat(memory.daysBefore(tomorrow - 1, 0)).isEqualTo(900);
        assertThat(LoadMemory.EMPTY.daysBefore(tomorrow, 1)).isNaN();
    }

    @Test
    void windowsNobodySawAreNotKnown() {
        LoadMemory memory = days(7).with(FIRST + 7 * PER_DAY + 2, PER_DAY, 800);
        assertThat(memory.daysBefore(FIRST + 8 * PER_DAY - 1, 1)).isEqualTo(700);
        assertThat(memory.daysBefore(FIRST + 8 * PER_DAY, 1)).as("missed").isNaN();
        assertThat(memory.daysBefore(FIRST + 8 * PER_DAY + 1, 1)).as("missed").isNaN();
        assertThat(memory.daysBefore(FIRST + 8 * PER_DAY + 2, 1)).isEqualTo(800);
        LoadMemory afterMonths = days(7).with(FIRST + 1_000, PER_DAY, 5);
        for (int back = 1; back < 7 * PER_DAY; back++) {
            assertThat(afterMonths.daysBefore(FIRST + 1_000 - back, 0))
                    .as("%s windows back", back)
                    .isNaN();
        }
    }

    @Test
    void whatIsTypicalIsTheMeanOfTheDaysThatAreKnown() {
        LoadMemory memory = days(5);
        assertThat(memory.typicalW(FIRST + 5 * PER_DAY)).isEqualTo((100 + 200 + 300 + 400 + 500) / 5.0);
        assertThat(LoadMemory.EMPTY.typicalW(FIRST)).isNaN();
    }

    @Test
    void windowsOfAnotherLengthBeginAnew() {
        LoadMemory memory = days(7).with(2 * FIRST, 2 * PER_DAY, 50);
        assertThat(memory.meansW()).hasSize(7 * 2 * PER_DAY);
        assertThat(memory.daysBefore(2 * FIRST, 0)).isEqualTo(50);
        assertThat(memory.daysBefore(2 * FIRST - 1, 0)).isNaN();
    }

    @Test
    void itSurvivesARestartInWholeWattsAndADamagedOneIsEmpty() {
        LoadMemory memory = days(7).with(FIRST + 7 * PER_DAY + 1, PER_DAY, 33.4);
        LoadMemory again = LoadMemory.of(memory.text());
        assertThat(again.lastWindow()).isEqualTo(memory.lastWindow());
        assertThat(again.meansW()).contains(33.0).contains(Double.NaN).hasSize(7 * PER_DAY);
        assertThat(again.text()).isEqualTo(memory.text());
        assertThat(LoadMemory.of("12 1 2")).isEqualTo(LoadMemory.EMPTY);
        assertThat(LoadMemory.of("12 1 2 3 x 5 6 7")).isEqualTo(LoadMemory.EMPTY);
    }
}
