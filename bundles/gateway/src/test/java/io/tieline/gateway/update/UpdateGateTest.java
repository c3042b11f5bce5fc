package io.tieline.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.grid.GridState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateGateTest {

    @ParameterizedTest
    @EnumSource(value = GridState.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void nothingIsInstalledUnlessTheGridIsOk(GridState state) {
        assertThat(UpdateGate.objection(state, 0, 1000))
                .hasValueSatisfying(why -> assertThat(why).contains(state.label()));
    }

    @Test
    void aHealthyGridObjectsToNothing() {
        assertThat(UpdateGate.objection(GridState.OK, 1000, 1000)).isEmpty();
        assertThat(UpdateGate.objection(GridState.OK, 5000, Double.NaN)).isEmpty();
        assertThat(UpdateGate.objection(GridState.OK, Double.NaN, 1000)).isEmpty();
    }

    @Test
    void aWindowThatNeedsTheBatteriesIsNotDisturbed() {
        assertThat(UpdateGate.objection(GridState.OK, 1001, 1000))
                .hasValueSatisfying(why -> assertThat(why).contains("demand window"));
    }

    @Test
    void whereNothingIsControlledNothingIsInterrupted() {
        assertThat(UpdateGate.objection(Optional.empty())).isEmpty();
    }
}
