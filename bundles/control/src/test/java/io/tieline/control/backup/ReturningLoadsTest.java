package io.tieline.control.backup;

import static io.tieline.control.backup.SheddingTrial.BACK;
import static io.tieline.control.backup.SheddingTrial.cut;
import static io.tieline.control.backup.SheddingTrial.outlet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.LoadShedding.Demand;
import io.tieline.control.backup.LoadShedding.Stage;
import io.tieline.model.LoadClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How loads come back. */
class ReturningLoadsTest {

    private final SheddingTrial site = new SheddingTrial();

    @Test
    void loadsComeBackAfterAMinuteInGroupsCoolingFirst() {
        site.load(1, LoadClass.P2, 1000);
        site.coolingLoad(2, LoadClass.P2, 1000);
        site.load(3, LoadClass.P3, 1000);
        site.load(4, LoadClass.P3, 1000);
        site.after(0, cut(1e6));
        site.after(1, cut(0));
        Demand back = new Demand(0, LoadClass.P2, 1e9, 2600, "room");
        assertThat(site.after(58.9, back)).isEmpty();
        assertThat(site.after(0.1, back)).as("nothing beside cooling").containsExactly("on 2");
        assertThat(site.after(14.9, back)).isEmpty();
        assertThat(site.after(0.1, back)).as("1.3 times 1 kW twice are 2.6 kW").containsExactly("on 1", "on 3");
        assertThat(site.after(15, back)).containsExactly("on 4");
        site.after(15, back);
        site.after(15, back);
        assertThat(site.shedding()).isEqualTo(LoadShedding.NONE);
    }

    @Test
    void whatIsTooLargeForAStepStaysOff() {
        site.load(1, LoadClass.P3, 1000);
        site.after(0, cut(1000));
        site.after(1, cut(0));
        assertThat(site.after(100, new Demand(0, LoadClass.P2, 1e9, 1299, ""))).isEmpty();
        assertThat(site.after(100, new Demand(0, LoadClass.P2, 1299, 1e9, ""))).isEmpty();
        assertThat(site.after(100, new Demand(0, LoadClass.P2, 1300, 1300, ""))).containsExactly("on 1");
    }

    @Test
    void whatDoesNotComeBackIsSaidUntilItDoes() {
        site.load(1, LoadClass.P3, 1000);
        site.after(0, cut(1000));
        site.after(1, cut(0));
        site.disobeys();
        site.after(60, BACK);
        assertThat(site.shedding().at(Stage.RETURNING)).hasSize(1);
        site.after(5, BACK);
        assertThat(site.shedding().at(Stage.STUCK_OFF)).hasSize(1);
        assertThat(site.after(100, BACK)).as("no retry").isEmpty();
        site.load(1, LoadClass.P3, 1000);
        site.after(1, BACK);
        assertThat(site.shedding().cuts()).isEmpty();
    }

    @Test
    void afterARestartTheLoadsStayOffAsLongAsBefore() {
        site.asksFirst();
        site.isOff(1, LoadClass.P3);
        site.restartsWith(Map.of(outlet(1), 1000.0));
        assertThat(site.after(1, BACK)).isEmpty();
        assertThat(site.after(59.9, BACK)).isEmpty();
        assertThat(site.after(0.1, BACK)).containsExactly("on 1");
    }

    @Test
    void afterARestartTheyComeBackInStepsOfWhatTheyDrew() {
        site.asksFirst();
        site.isOff(1, LoadClass.P3);
        site.isOff(2, LoadClass.P3);
        site.isOff(3, LoadClass.P3);
        site.restartsWith(Map.of(outlet(1), 1000.0, outlet(2), 1100.0, outlet(3), Double.NaN));
        assertThat(site.shedding().offW()).isEqualTo(2100);
        Demand back = new Demand(0, LoadClass.P2, 1e9, 2000, "room");
        site.after(1, back);
        assertThat(site.after(60, back)).containsExactly("on 1");
        assertThat(site.after(15, back)).containsExactly("on 2");
        assertThat(site.after(15, back))
                .as("nobody knows how much it draws: it comes alone")
                .containsExactly("on 3");
    }

    @Test
    void loadsWithoutAMeterComeBackOneByOne() {
        site.load(1, LoadClass.P3, Double.NaN);
        site.load(2, LoadClass.P3, Double.NaN);
        site.load(3, LoadClass.P4, 500);
        site.after(0, cut(1e6));
        site.after(1, cut(0));
        assertThat(site.after(60, BACK)).containsExactly("on 1");
        assertThat(site.after(15, BACK)).containsExactly("on 2");
        assertThat(site.after(15, BACK)).containsExactly("on 3");
    }

    @Test
    void whatGoesLateIsGivenBackAllTheSame() {
        site.disobeys();
        site.load(1, LoadClass.P4, 1000);
        site.after(0, cut(1000));
        site.after(5, cut(0));
        assertThat(site.shedding().at(Stage.STUCK_ON)).hasSize(1);
        site.isOff(1, LoadClass.P4);
        site.after(1, cut(0));
        assertThat(site.shedding().at(Stage.OFF)).hasSize(1);
        site.obeys();
        assertThat(site.after(60, BACK)).containsExactly("on 1");
    }

    @Test
    void switchedOffSheddingOnlyGivesBack() {
        site.load(1, LoadClass.P4, 1000);
        site.after(0, cut(1000));
        site.after(1, cut(0));
        site.sheddingIsSwitchedOff();
        site.load(2, LoadClass.P4, 1000);
        assertThat(site.after(60, cut(1000))).isEmpty();
        assertThat(site.after(1, BACK)).containsExactly("on 1");
    }
}
