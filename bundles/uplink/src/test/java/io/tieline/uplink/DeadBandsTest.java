package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadBandsTest {

    @Test
    void theFirstEntryThatFitsCounts() {
        DeadBands bands = DeadBands.parse("  battery.soc=0.5 battery.*=2\n*.power=100 outlet.*.current=0.1");
        assertThat(bands.of("battery.soc")).isEqualTo(0.5);
        assertThat(bands.of("battery.power")).isEqualTo(2);
        assertThat(bands.of("meter.power")).isEqualTo(100);
        assertThat(bands.of("outlet.12.current")).isEqualTo(0.1);
        assertThat(bands.of("outlet.current")).isZero();
        assertThat(bands.of("meter.frequency")).isZero();
        assertThat(DeadBands.parse(" ")).isEqualTo(DeadBands.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"battery.soc", "battery.soc=x", "battery.soc=-1", "=1", "a*b*c=1", "battery.soc=NaN"})
    void nonsenseIsRefusedWithTheEntry(String text) {
        assertThatThrownBy(() -> DeadBands.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uplink.deadBands: '")
                .hasMessageContaining(text.substring(text.indexOf('=') + 1));
    }

    @Test
    void aChangeIsToldOnlyBeyondTheBandAndAgainstWhatWasToldLast() {
        MetricSet.Told told = new MetricSet.Told();
        assertThat(told.differs(io.tieline.model.Quality.GOOD, 10, null, 1)).isTrue();
        told.is(io.tieline.model.Quality.GOOD, 10, null, 0);
        assertThat(told.differs(io.tieline.model.Quality.GOOD, 11, null, 1)).isFalse();
        assertThat(told.differs(io.tieline.model.Quality.GOOD, 11.01, null, 1)).isTrue();
        assertThat(told.differs(io.tieline.model.Quality.GOOD, Double.NaN, null, 1))
                .isTrue();
        assertThat(told.differs(io.tieline.model.Quality.BAD_NO_CONNECTION, 10, null, 1))
                .isTrue();
        assertThat(told.differs(io.tieline.model.Quality.GOOD, 10, "word", 1)).isTrue();
    }
}
