package io.tieline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"pcs.power.set", "pcs.power.limit", "outlet.3.switch", "battery.connect", "ats.preferred"})
    void whatNamesAStateMayBeRepeated(String name) {
        assertThat(command(name).isIdempotent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outlet.3.cycle",
                "ups.reboot",
                "ups.test.start",
                "ats.transfer",
                "battery.maintenance",
                "genset.start"
            })
    void whatStartsSomethingIsNeverRepeated(String name) {
        assertThat(command(name).isIdempotent()).isFalse();
    }

    private static Command command(String name) {
        return new Command(name, 1, Duration.ZERO, Duration.ofSeconds(1), "test");
    }
}
