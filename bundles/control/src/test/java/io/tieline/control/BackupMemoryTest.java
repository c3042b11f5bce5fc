package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.LoadShedding.Stage;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a gateway that was killed in an outage finds again. */
class BackupMemoryTest {

    @Test
    void generatorsLoadsAndCriticalLoadSurvive() {
        OutageSite site = new OutageSite(2).reserve(Duration.ofMinutes(10), Duration.ZERO);
        site.load(4, LoadClass.P4, 50_000);
        site.load(5, LoadClass.P4, 40_000);
        site.engineStarts = false;
        site.soc = 14;
        site.decide();
        site.volts = 0;
        site.run(12);
        BackupMemory before = site.core.state().backup();
        assertThat(before.generators().phase()).isEqualTo(Phase.STARTING);
        BackupMemory after = ControlState.fromMap(site.core.state().toMap()).backup();
        assertThat(after.generators().phase()).isEqualTo(Phase.STARTING);
        assertThat(after.generators().ours()).isTrue();
        assertThat(after.shedding().at(Stage.OFF)).containsExactlyInAnyOrder("pdu-1/outlet.4", "pdu-1/outlet.5");
        assertThat(after.shedding().offW()).as("with what they drew").isEqualTo(90_000);
        assertThat(after.critical().watts())
                .isEqualTo(before.critical().watts())
                .isPositive();
    }

    @Test
    void aLoadThatWasJustOrderedBackIsNotForgotten() {
        OutageSite site = new OutageSite(2).reserve(Duration.ofMinutes(10), Duration.ZERO);
        site.load(4, LoadClass.P4, 5_000);
        site.hasGenerator = false;
        site.soc = 14;
        site.decide();
        site.volts = 0;
        site.run(12);
        assertThat(site.switched()).containsExactly("off 4");
        site.soc = 90;
        site.outlet(4).stuck = true;
        for (int i = 0;
                i < 120
                        && site.core
                                .state()
                                .backup()
                                .shedding()
                                .at(Stage.RETURNING)
                                .isEmpty();
                i++) {
            site.run(1);
        }
        site.outlet(4).stuck = false;
        site.restart();
        site.run(90);
        assertThat(site.switched()).as("the order died with the gateway").containsExactly("off 4", "on 4", "on 4");
    }

    @Test
    void whatAnOlderVersionWroteIsReadWithoutItsWatts() {
        BackupMemory memory = BackupMemory.of(Map.of("shed.outlets", "a,b"));
        assertThat(memory.shedding().off()).containsExactly("a", "b");
        assertThat(memory.shedding().offW()).isZero();
        memory = BackupMemory.of(Map.of("shed.outlets", "a,b,c", "shed.watts", "500.0,x,-3"));
        assertThat(memory.shedding().offW()).isEqualTo(500);
    }

    @Test
    void aDamagedMemoryStartsAnew() {
        BackupMemory memory = BackupMemory.of(Map.of(
                "generators.phase",
                "NONSENSE",
                "shed.outlets",
                "",
                "reserve.critical_load",
                -5.0,
                "generators.trips",
                "x"));
        assertThat(memory.generators().phase()).isEqualTo(Phase.REST);
        assertThat(memory.shedding().cuts()).isEmpty();
        assertThat(memory.critical().watts()).isZero();
        assertThat(BackupMemory.of(Map.of()).generators().ours()).isFalse();
    }
}
