package io.tieline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.GridState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateGateTest {

    @ParameterizedTest
    @EnumSource(value = GridState.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void nothingIsInstalledUnlessTheGridIsOk(GridState state) {
        assertThat(UpdateGate.objection(Optional.of(state)))
                .hasValueSatisfying(why -> assertThat(why).contains(state.label()));
    }

    @Test
    void aHealthyGridObjectsToNothing() {
        assertThat(UpdateGate.objection(Optional.of(GridState.OK))).isEmpty();
    }

    @Test
    void whereNothingIsControlledNothingIsInterrupted() {
        assertThat(UpdateGate.objection(Optional.empty())).isEmpty();
    }
}
