package io.tieline.control.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.LoadShedding.Demand;
import io.tieline.control.backup.LoadShedding.Stage;
import io.tieline.control.settings.BackupSettings.Shedding;
import io.tieline.model.LoadClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadSheddingTest {

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
                .map(LoadSheddingTest::brief)
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
    void aRequestComesFirstAndComfortDoesNotWaitForIt() {
        outlet(1, LoadClass.P3, 1000);
        outlet(2, LoadClass.P4, 1000);
        assertThat(step(0, cut(2000))).containsExactly("reduce the load", "off 2");
        assertThat(step(4.9, cut(1000))).isEmpty();
        assertThat(step(0.1, cut(1000))).containsExactly("off 1");
    }

    @Test
    void theLeastImportantAndTheCheapestPerKilowattGoFirst() {
        settings = withoutRequest();
        outlet(1, 1, LoadClass.P2, 5000, false, 1);
        outlet(1, 2, LoadClass.P3, 1000, false, 1);
        outlet(1, 3, LoadClass.P3, 3000, false, 10);
        outlet(1, 4, LoadClass.P3, 2000, false, 1);
        outlet(1, 5, LoadClass.P3, 9000, true, 1);
        outlet(1, 6, LoadClass.P0, 9000, false, 1);
        assertThat(step(0, cut(1e6))).containsExactly("reduce the load", "off 4", "off 2", "off 3", "off 5", "off 1");
    }

    @Test
    void onlyAsMuchAsIsNeededGoes() {
        settings = withoutRequest();
        outlet(1, LoadClass.P3, 1000);
        outlet(2, LoadClass.P3, 900);
        outlet(3, LoadClass.P3, 800);
        assertThat(step(0, cut(1500))).containsExactly("reduce the load", "off 1", "off 2");
        assertThat(shedding.offW()).isEqualTo(1900);
        assertThat(step(0.5, cut(1500))).as("what is on its way counts").isEmpty();
        assertThat(step(1, cut(0))).isEmpty();
        assertThat(shedding.at(Stage.OFF)).containsExactly("pdu-1/outlet.1", "pdu-1/outlet.2");
    }

    @Test
    void dearerClassesStayUnlessTheyMustGo() {
        settings = withoutRequest();
        outlet(1, LoadClass.P1, 1000);
        outlet(2, LoadClass.P2, 1000);
        assertThat(step(0, new Demand(5000, LoadClass.P3, 0, 0, ""))).containsExactly("reduce the load");
        assertThat(step(2, new Demand(5000, LoadClass.P2, 0, 0, ""))).containsExactly("off 2");
        assertThat(step(2, new Demand(5000, LoadClass.P1, 0, 0, ""))).containsExactly("off 1");
    }

    @Test
    void anOutletThatDrawsNothingOrIsOffOrUnknownIsWorthNothing() {
        settings = withoutRequest();
        outlet(1, LoadClass.P4, 0);
        outlets.put("x", new Outlet(1, "x", 2, LoadClass.P4, false, 1, Outlet.State.OFF, 500));
        outlets.put("y", new Outlet(1, "y", 3, LoadClass.P4, false, 1, Outlet.State.UNKNOWN, 500));
        assertThat(step(0, cut(1000))).containsExactly("reduce the load");
    }

    @Test
    void aPduSwitchesEightASecond() {
        settings = withoutRequest();
        for (int i = 1; i <= 20; i++) {
            outlet(1, i, LoadClass.P4, 1000, false, 1);
            outlet(2, i, LoadClass.P4, 1000, false, 1);
        }
        assertThat(step(0, cut(1e6)).stream()
                        .filter(word -> word.startsWith("off"))
                        .count())
                .isEqualTo(16);
        assertThat(step(0.9, cut(1e6))).isEmpty();
        assertThat(step(0.1, cut(1e6))).hasSize(16);
        assertThat(step(1, cut(1e6))).hasSize(8);
    }

    /** Whatever is asked in whatever order: P0 never goes, no outlet is switched off twice without having come back. */
    @Property(tries = 500)
    void noOrderIsGivenTwice(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5000) Integer> demands) {
        LoadSheddingTest site = new LoadSheddingTest();
        for (int i = 1; i <= 10; i++) {
            site.outlet(i, LoadClass.values()[i % 5], 1000);
        }
        Map<String, Integer> off = new HashMap<>();
        List<Order> all = new ArrayList<>();
        for (int demand : demands) {
            site.nanos += 7_000_000_000L;
            LoadShedding.Step step = site.shedding.next(
                    demand > 2500 ? cut(demand) : BACK, List.copyOf(site.outlets.values()), site.settings, site.nanos);
            site.shedding = step.shedding();
            step.orders().forEach(site::obey);
            all.addAll(step.orders());
        }
        for (Order order : all) {
            if (order.device() != Order.NOBODY) {
                int change = order.kind() == Order.Kind.OUTLET_OFF ? 1 : -1;
                assertThat(off.merge(order.target(), change, Integer::sum)).isBetween(0, 1);
                assertThat(Objects.requireNonNull(site.outlets.get(order.target()))
                                .loadClass())
                        .isNotEqualTo(LoadClass.P0);
            }
        }
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
