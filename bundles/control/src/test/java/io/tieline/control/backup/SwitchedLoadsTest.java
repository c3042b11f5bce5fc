package io.tieline.control.backup;

import static io.tieline.control.backup.SheddingTrial.BACK;
import static io.tieline.control.backup.SheddingTrial.cut;
import static io.tieline.control.backup.SheddingTrial.outlet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.LoadShedding.Stage;
import io.tieline.model.LoadClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A switch is proved by the meter, and what somebody else does is respected. */
class SwitchedLoadsTest {

    private final SheddingTrial site = new SheddingTrial();

    @Test
    void aSwitchIsProvedByTheMeterAndNotRetried() {
        site.disobeys();
        site.load(1, LoadClass.P4, 1000);
        site.load(2, LoadClass.P4, 900);
        assertThat(site.after(0, cut(1000))).containsExactly("reduce the load", "off 1");
        assertThat(site.after(4.9, cut(1000))).isEmpty();
        assertThat(site.after(0.1, cut(1000))).containsExactly("off 2");
        assertThat(site.shedding().at(Stage.STUCK_ON)).containsExactly(outlet(1));
        assertThat(site.after(60, cut(1000))).isEmpty();
        assertThat(site.shedding().at(Stage.STUCK_ON)).hasSize(2);
        assertThat(site.shedding().off()).isEmpty();
        assertThat(site.shedding().offW()).isZero();
        assertThat(site.after(60, BACK)).isEmpty();
        assertThat(site.shedding()).as("the next episode may try them again").isEqualTo(LoadShedding.NONE);
    }

    @Test
    void aRelayThatOnlySaysSoIsNotBelieved() {
        site.disobeys();
        site.load(1, LoadClass.P4, 1000);
        site.after(0, cut(1000));
        site.shows(1, LoadClass.P4, Outlet.State.OFF, 980);
        site.after(5, cut(1000));
        assertThat(site.shedding().at(Stage.STUCK_ON)).hasSize(1);
    }

    @Test
    void aRelayThatSaysTheOppositeIsNotBelievedEither() {
        site.disobeys();
        site.load(1, LoadClass.P4, 1000);
        site.after(0, cut(1000));
        site.shows(1, LoadClass.P4, Outlet.State.ON, 100);
        site.after(1, cut(0));
        assertThat(site.shedding().at(Stage.OFF)).hasSize(1);
    }

    @Test
    void whereNothingIsMeteredTheRelayIsBelieved() {
        site.load(1, LoadClass.P4, Double.NaN);
        assertThat(site.after(0, cut(1000))).containsExactly("reduce the load", "off 1");
        site.after(1, cut(0));
        assertThat(site.shedding().at(Stage.OFF)).hasSize(1);
        assertThat(site.shedding().offW()).isZero();
    }

    @Test
    void whatSomebodyElseSwitchedOffStaysOff() {
        site.asksFirst();
        site.isOff(2, LoadClass.P4);
        assertThat(site.after(100, BACK)).isEmpty();
    }

    @Test
    void whatARestartKeptFromBeingSwitchedMayStillGo() {
        site.load(1, LoadClass.P3, 1000);
        site.restartsWith(Map.of(outlet(1), 1000.0));
        assertThat(site.after(0, cut(1000))).containsExactly("reduce the load");
        assertThat(site.after(1, cut(1000))).containsExactly("off 1");
    }

    @Test
    void whatSomebodySwitchesOnAgainIsLeftAloneAndAnotherOneGoes() {
        site.load(1, LoadClass.P4, 1000);
        site.load(2, LoadClass.P4, 900);
        site.after(0, cut(1000));
        site.after(1, cut(0));
        assertThat(site.shedding().at(Stage.OFF)).containsExactly(outlet(1));
        site.load(1, LoadClass.P4, 1000);
        assertThat(site.after(1, cut(1000))).containsExactly("off 2");
        assertThat(site.shedding().at(Stage.STUCK_ON)).containsExactly(outlet(1));
        assertThat(site.shedding().off()).containsExactly(outlet(2));
        assertThat(site.after(60, cut(1000))).as("no fight with whoever did it").isEmpty();
    }

    @Test
    void aPduThatFallsSilentTellsNothingNew() {
        site.load(1, LoadClass.P4, 1000);
        site.after(0, cut(1000));
        site.after(1, cut(0));
        site.shows(1, LoadClass.P4, Outlet.State.UNKNOWN, Double.NaN);
        site.after(60, cut(0));
        assertThat(site.shedding().off()).containsExactly(outlet(1));
    }
}
