package io.tieline.control.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.LoadShedding.Demand;
import io.tieline.control.backup.LoadShedding.Stage;
import io.tieline.control.settings.BackupSettings.Shedding;
import io.tieline.model.LoadClass;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How loads come back. */
class ReturningLoadsTest {

    private static final Demand BACK = new Demand(0, LoadClass.P2, 1e9, 1e9, "room");

    private final Map<String, Outlet> outlets = new TreeMap<>();
    private Shedding settings = Shedding.DEFAULT;
    private LoadShedding shedding = LoadShedding.NONE;
    private long nanos = 1_000_000_000L;
    private boolean obey = true;

    private void outlet(int device, int number, LoadClass loadClass, double watts, boolean cooling, double worth) {
        String id = "pdu-" + device + "/outlet." + number;
        outlets.put(id, new Outlet(device, id, number, loadClass, cooling, worth, Outlet.State.ON, watts));
    }

    private void outlet(int number, LoadClass loadClass, double watts) {
        outlet(1, number, loadClass, watts, false, 1);
    }

    private static Demand cut(double watts) {
        return new Demand(watts, LoadClass.P2, 0, 0, "too much");
    }

    private List<String> step(double seconds, Demand demand) {
        nanos += Math.round(seconds * 1e9);
        LoadShedding.Step step = shedding.next(demand, List.copyOf(outlets.values()), settings, nanos);
        shedding = step.shedding();
        if (obey) {
            step.orders().forEach(this::obey);
        }
        return step.orders().stream()
                .map(Order::sentence)
                .map(ReturningLoadsTest::brief)
                .toList();
    }

    private static String brief(String sentence) {
        return sentence.replaceAll(":.*", "").replace("switch ", "").replaceAll("pdu-1/outlet\\.", "");
    }

    private void obey(Order order) {
        Outlet was = outlets.get(order.target());
        if (was != null) {
            boolean on = order.kind() == Order.Kind.OUTLET_ON;
            outlets.put(
                    was.id(),
                    new Outlet(
                            was.device(),
                            was.id(),
                            was.number(),
                            was.loadClass(),
                            was.cooling(),
                            was.worth(),
                            on ? Outlet.State.ON : Outlet.State.OFF,
                            Double.isNaN(was.powerW()) ? Double.NaN : on ? 1000 : 0));
        }
    }

    @Test
    void loadsComeBackAfterAMinuteInGroupsCoolingFirst() {
        settings = withoutRequest();
        outlet(1, 1, LoadClass.P2, 1000, false, 1);
        outlet(1, 2, LoadClass.P2, 1000, true, 1);
        outlet(1, 3, LoadClass.P3, 1000, false, 1);
        outlet(1, 4, LoadClass.P3, 1000, false, 1);
        step(0, cut(1e6));
        step(1, cut(0));
        Demand back = new Demand(0, LoadClass.P2, 1e9, 2600, "room");
        assertThat(step(58.9, back)).isEmpty();
        assertThat(step(0.1, back)).as("nothing beside cooling").containsExactly("on 2");
        assertThat(step(14.9, back)).isEmpty();
        assertThat(step(0.1, back)).as("1.3 times 1 kW twice are 2.6 kW").containsExactly("on 1", "on 3");
        assertThat(step(15, back)).containsExactly("on 4");
        step(15, back);
        step(15, back);
        assertThat(shedding).isEqualTo(LoadShedding.NONE);
    }

    @Test
    void whatIsTooLargeForAStepStaysOff() {
        settings = withoutRequest();
        outlet(1, LoadClass.P3, 1000);
        step(0, cut(1000));
        step(1, cut(0));
        assertThat(step(100, new Demand(0, LoadClass.P2, 1e9, 1299, ""))).isEmpty();
        assertThat(step(100, new Demand(0, LoadClass.P2, 1299, 1e9, ""))).isEmpty();
        assertThat(step(100, new Demand(0, LoadClass.P2, 1300, 1300, ""))).containsExactly("on 1");
    }

    @Test
    void whatDoesNotComeBackIsSaidUntilItDoes() {
        settings = withoutRequest();
        outlet(1, LoadClass.P3, 1000);
        step(0, cut(1000));
        step(1, cut(0));
        obey = false;
        step(60, BACK);
        assertThat(shedding.at(Stage.RETURNING)).hasSize(1);
        step(5, BACK);
        assertThat(shedding.at(Stage.STUCK_OFF)).hasSize(1);
        assertThat(step(100, BACK)).as("no retry").isEmpty();
        outlet(1, LoadClass.P3, 1000);
        step(1, BACK);
        assertThat(shedding.cuts()).isEmpty();
    }

    @Test
    void afterARestartTheLoadsStayOffAsLongAsBefore() {
        isOff(1, LoadClass.P3);
        shedding = LoadShedding.restored(Map.of("pdu-1/outlet.1", 1000.0));
        assertThat(step(1, BACK)).isEmpty();
        assertThat(step(59.9, BACK)).isEmpty();
        assertThat(step(0.1, BACK)).containsExactly("on 1");
    }

    private void isOff(int number, LoadClass loadClass) {
        String id = "pdu-1/outlet." + number;
        outlets.put(id, new Outlet(1, id, number, loadClass, false, 1, Outlet.State.OFF, 0));
    }

    @Test
    void afterARestartTheyComeBackInStepsOfWhatTheyDrew() {
        isOff(1, LoadClass.P3);
        isOff(2, LoadClass.P3);
        isOff(3, LoadClass.P3);
        shedding = LoadShedding.restored(
                Map.of("pdu-1/outlet.1", 1000.0, "pdu-1/outlet.2", 1100.0, "pdu-1/outlet.3", Double.NaN));
        assertThat(shedding.offW()).isEqualTo(2100);
        Demand back = new Demand(0, LoadClass.P2, 1e9, 2000, "room");
        step(1, back);
        assertThat(step(60, back)).containsExactly("on 1");
        assertThat(step(15, back)).containsExactly("on 2");
        assertThat(step(15, back))
                .as("nobody knows how much it draws: it comes alone")
                .containsExactly("on 3");
    }

    @Test
    void loadsWithoutAMeterComeBackOneByOne() {
        settings = withoutRequest();
        outlet(1, LoadClass.P3, Double.NaN);
        outlet(2, LoadClass.P3, Double.NaN);
        outlet(3, LoadClass.P4, 500);
        step(0, cut(1e6));
        step(1, cut(0));
        assertThat(step(60, BACK)).containsExactly("on 1");
        assertThat(step(15, BACK)).containsExactly("on 2");
        assertThat(step(15, BACK)).containsExactly("on 3");
    }

    @Test
    void whatGoesLateIsGivenBackAllTheSame() {
        settings = withoutRequest();
        obey = false;
        outlet(1, LoadClass.P4, 1000);
        step(0, cut(1000));
        step(5, cut(0));
        assertThat(shedding.at(Stage.STUCK_ON)).hasSize(1);
        isOff(1, LoadClass.P4);
        step(1, cut(0));
        assertThat(shedding.at(Stage.OFF)).hasSize(1);
        obey = true;
        assertThat(step(60, BACK)).containsExactly("on 1");
    }

    @Test
    void switchedOffSheddingOnlyGivesBack() {
        settings = withoutRequest();
        outlet(1, LoadClass.P4, 1000);
        step(0, cut(1000));
        step(1, cut(0));
        settings = settings.withEnabled(false);
        outlet(2, LoadClass.P4, 1000);
        assertThat(step(60, cut(1000))).isEmpty();
        assertThat(step(1, BACK)).containsExactly("on 1");
    }

    private static Shedding withoutRequest() {
        Shedding known = Shedding.DEFAULT;
        return new Shedding(
                true,
                java.time.Duration.ZERO,
                known.verify(),
                known.perPdu(),
                known.restoreEvery(),
                known.restoreAfter(),
                known.stepShare(),
                known.inrush(),
                false);
    }
}
