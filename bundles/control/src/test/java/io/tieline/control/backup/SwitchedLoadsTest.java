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

/** A switch is proved by the meter, and what somebody else does is respected. */
class SwitchedLoadsTest {

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
                .map(SwitchedLoadsTest::brief)
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
    void aSwitchIsProvedByTheMeterAndNotRetried() {
        settings = withoutRequest();
        obey = false;
        outlet(1, LoadClass.P4, 1000);
        outlet(2, LoadClass.P4, 900);
        assertThat(step(0, cut(1000))).containsExactly("reduce the load", "off 1");
        assertThat(step(4.9, cut(1000))).isEmpty();
        assertThat(step(0.1, cut(1000))).containsExactly("off 2");
        assertThat(shedding.at(Stage.STUCK_ON)).containsExactly("pdu-1/outlet.1");
        assertThat(step(60, cut(1000))).isEmpty();
        assertThat(shedding.at(Stage.STUCK_ON)).hasSize(2);
        assertThat(shedding.off()).isEmpty();
        assertThat(shedding.offW()).isZero();
        assertThat(step(60, BACK)).isEmpty();
        assertThat(shedding).as("the next episode may try them again").isEqualTo(LoadShedding.NONE);
    }

    @Test
    void aRelayThatOnlySaysSoIsNotBelieved() {
        settings = withoutRequest();
        obey = false;
        outlet(1, LoadClass.P4, 1000);
        step(0, cut(1000));
        outlets.put(
                "pdu-1/outlet.1", new Outlet(1, "pdu-1/outlet.1", 1, LoadClass.P4, false, 1, Outlet.State.OFF, 980));
        step(5, cut(1000));
        assertThat(shedding.at(Stage.STUCK_ON)).hasSize(1);
    }

    @Test
    void aRelayThatSaysTheOppositeIsNotBelievedEither() {
        settings = withoutRequest();
        obey = false;
        outlet(1, LoadClass.P4, 1000);
        step(0, cut(1000));
        outlets.put("pdu-1/outlet.1", new Outlet(1, "pdu-1/outlet.1", 1, LoadClass.P4, false, 1, Outlet.State.ON, 100));
        step(1, cut(0));
        assertThat(shedding.at(Stage.OFF)).hasSize(1);
    }

    @Test
    void whereNothingIsMeteredTheRelayIsBelieved() {
        settings = withoutRequest();
        outlet(1, LoadClass.P4, Double.NaN);
        assertThat(step(0, cut(1000))).containsExactly("reduce the load", "off 1");
        step(1, cut(0));
        assertThat(shedding.at(Stage.OFF)).hasSize(1);
        assertThat(shedding.offW()).isZero();
    }

    @Test
    void whatSomebodyElseSwitchedOffStaysOff() {
        outlets.put("x", new Outlet(1, "x", 2, LoadClass.P4, false, 1, Outlet.State.OFF, 0));
        assertThat(step(100, BACK)).isEmpty();
    }

    @Test
    void whatARestartKeptFromBeingSwitchedMayStillGo() {
        settings = withoutRequest();
        outlet(1, LoadClass.P3, 1000);
        shedding = LoadShedding.restored(Map.of("pdu-1/outlet.1", 1000.0));
        assertThat(step(0, cut(1000))).containsExactly("reduce the load");
        assertThat(step(1, cut(1000))).containsExactly("off 1");
    }

    @Test
    void whatSomebodySwitchesOnAgainIsLeftAloneAndAnotherOneGoes() {
        settings = withoutRequest();
        outlet(1, LoadClass.P4, 1000);
        outlet(2, LoadClass.P4, 900);
        step(0, cut(1000));
        step(1, cut(0));
        assertThat(shedding.at(Stage.OFF)).containsExactly("pdu-1/outlet.1");
        outlet(1, LoadClass.P4, 1000);
        assertThat(step(1, cut(1000))).containsExactly("off 2");
        assertThat(shedding.at(Stage.STUCK_ON)).containsExactly("pdu-1/outlet.1");
        assertThat(shedding.off()).containsExactly("pdu-1/outlet.2");
        assertThat(step(60, cut(1000))).as("no fight with whoever did it").isEmpty();
    }

    @Test
    void aPduThatFallsSilentTellsNothingNew() {
        settings = withoutRequest();
        outlet(1, LoadClass.P4, 1000);
        step(0, cut(1000));
        step(1, cut(0));
        String id = "pdu-1/outlet.1";
        outlets.put(id, new Outlet(1, id, 1, LoadClass.P4, false, 1, Outlet.State.UNKNOWN, Double.NaN));
        step(60, cut(0));
        assertThat(shedding.off()).containsExactly(id);
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
