package io.tieline.control.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Plant;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import io.tieline.control.situation.Witness.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadPlaceTest {

    private final List<Witness> witnesses = new ArrayList<>();
    private final List<Cabinet> cabinets = new ArrayList<>();
    private Generator.State engine = Generator.State.RUNNING;
    private double givesW = Double.NaN;
    private double importW = Double.NaN;
    private double criticalW = 100_000;

    @BeforeEach
    void offBattery() {
        witnesses.add(new Witness(Kind.UPS, "ups-a", false, true));
        witnesses.add(new Witness(Kind.PCS, "pcs-1", false, true));
        cabinet(0);
    }

    private void cabinet(double watts) {
        cabinets.clear();
        cabinets.add(new Cabinet(1, "cab-1", "", 50, 100_000, 50_000, 50_000, 50_000, watts, 0));
    }

    private Situation now() {
        Input power = Double.isNaN(importW) ? Input.MISSING : Input.good(importW, 0);
        Input critical = Double.isNaN(criticalW) ? Input.MISSING : Input.good(criticalW, 0);
        Plant plant = new Plant(
                List.of(new Generator(7, "genset-1", engine, givesW, 50, 400_000)),
                List.of(),
                Input.MISSING,
                false,
                false);
        return new Situation(
                power,
                Input.MISSING,
                Input.MISSING,
                Input.MISSING,
                Input.MISSING,
                critical,
                cabinets,
                witnesses,
                plant);
    }

    private boolean inferred() {
        return LoadPlace.inferredOnGenerators(now(), TrustSettings.DEFAULT);
    }

    @Test
    void whatNobodyTellsIsInferred() {
        assertThat(inferred()).isTrue();
    }

    @Test
    void whatIsToldIsNotInferred() {
        givesW = 0;
        assertThat(inferred()).as("it says that it gives nothing").isFalse();
        givesW = Double.NaN;
        witnesses.add(new Witness(Kind.TRANSFER_SWITCH, "ats-1", false, true));
        assertThat(inferred()).as("the switch says that it is not on it").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"STOPPED, false", "STARTING, false", "FAULT, false", "UNKNOWN, false", "COOLING, true"})
    void anEngineHasToRun(Generator.State state, boolean carries) {
        engine = state;
        assertThat(inferred()).isEqualTo(carries);
    }

    @Test
    void batteriesMustBeSeenToCarryNothing() {
        witnesses.add(new Witness(Kind.UPS, "ups-b", true, true));
        assertThat(inferred()).as("one UPS of two").isFalse();
        witnesses.set(2, new Witness(Kind.UPS, "ups-b", false, false));
        assertThat(inferred()).as("one that does not answer").isFalse();
        witnesses.set(2, new Witness(Kind.PCS, "pcs-2", true, true));
        assertThat(inferred()).as("a conversion that feeds the UPS").isFalse();
        witnesses.remove(2);
        cabinet(1_001);
        assertThat(inferred()).as("a cabinet that gives").isFalse();
        cabinet(Double.NaN);
        assertThat(inferred()).as("cabinets of which nothing is known").isFalse();
        cabinet(999);
        assertThat(inferred()).isTrue();
        witnesses.remove(0);
        assertThat(inferred()).as("no UPS at all").isFalse();
    }

    @ParameterizedTest(name = "{0} W imported beside a critical load of {1} W: on generators {2}")
    @CsvSource({"0, 100000, true", "49999, 100000, true", "50001, 100000, false", "999, NaN, true", "1001, NaN, false"})
    void aMeterThatSeesTheLoadProvesTheGrid(double metered, double critical, boolean carries) {
        importW = metered;
        criticalW = critical;
        assertThat(inferred()).isEqualTo(carries);
    }

    @Test
    void theGridIsProvedByAllWhoCanTell() {
        engine = Generator.State.STOPPED;
        assertThat(LoadPlace.notOnGrid(now())).isEmpty();
        engine = Generator.State.RUNNING;
        assertThat(LoadPlace.notOnGrid(now())).isEqualTo("genset-1 may carry the load, no transfer switch tells");
        engine = Generator.State.UNKNOWN;
        assertThat(LoadPlace.notOnGrid(now())).contains("genset-1 may carry the load");
        givesW = 1_001;
        assertThat(LoadPlace.notOnGrid(now())).isEqualTo("genset-1 gives power");
        givesW = 0;
        assertThat(LoadPlace.notOnGrid(now())).isEmpty();
        givesW = Double.NaN;
        witnesses.add(new Witness(Kind.TRANSFER_SWITCH, "ats-1", false, true));
        assertThat(LoadPlace.notOnGrid(now())).as("a switch that tells").isEmpty();
        witnesses.add(new Witness(Kind.BREAKER, "board", true, true));
        witnesses.add(new Witness(Kind.UPS, "ups-b", false, false));
        assertThat(LoadPlace.notOnGrid(now())).isEqualTo("board open, ups-b does not answer");
        witnesses.clear();
        engine = Generator.State.STOPPED;
        assertThat(LoadPlace.notOnGrid(now())).isEqualTo("nobody else sees the grid");
    }
}
