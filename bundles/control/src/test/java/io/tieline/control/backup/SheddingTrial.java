package io.tieline.control.backup;

import io.tieline.control.backup.LoadShedding.Demand;
import io.tieline.control.settings.BackupSettings.Shedding;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Outlets in virtual time, whose load is taken and given back. They obey as long as nobody says otherwise, and nobody is
 * asked before one is switched off.
 */
final class SheddingTrial {

    /** All loads may come back at once. */
    static final Demand BACK = new Demand(0, LoadClass.P2, 1e9, 1e9, "room");

    private final Map<String, Outlet> outlets = new TreeMap<>();
    private Shedding settings = withoutRequest();
    private LoadShedding shedding = LoadShedding.NONE;
    private long nanos = 1_000_000_000L;
    private boolean obey = true;

    /** So many watts have to go, of the loads up to P2. */
    static Demand cut(double watts) {
        return new Demand(watts, LoadClass.P2, 0, 0, "too much");
    }

    static String outlet(int number) {
        return "pdu-1/outlet." + number;
    }

    void load(int number, LoadClass loadClass, double watts) {
        load(1, number, loadClass, watts);
    }

    void load(int pdu, int number, LoadClass loadClass, double watts) {
        put(pdu, number, loadClass, false, 1, Outlet.State.ON, watts);
    }

    void coolingLoad(int number, LoadClass loadClass, double watts) {
        put(1, number, loadClass, true, 1, Outlet.State.ON, watts);
    }

    void dearLoad(int number, LoadClass loadClass, double watts, double worth) {
        put(1, number, loadClass, false, worth, Outlet.State.ON, watts);
    }

    void isOff(int number, LoadClass loadClass) {
        shows(number, loadClass, Outlet.State.OFF, 0);
    }

    /** What the PDU says of an outlet, true or not. */
    void shows(int number, LoadClass loadClass, Outlet.State state, double watts) {
        put(1, number, loadClass, false, 1, state, watts);
    }

    private void put(
            int pdu, int number, LoadClass loadClass, boolean cooling, double worth, Outlet.State state, double watts) {
        String id = "pdu-" + pdu + "/outlet." + number;
        outlets.put(id, new Outlet(pdu, id, number, loadClass, cooling, worth, state, watts));
    }

    LoadClass classOf(String outlet) {
        return Objects.requireNonNull(outlets.get(outlet)).loadClass();
    }

    /** Whoever schedules the load is asked first, and has the usual five seconds. */
    void asksFirst() {
        settings = Shedding.DEFAULT;
    }

    /** The relays do nothing from here on. */
    void disobeys() {
        obey = false;
    }

    void obeys() {
        obey = true;
    }

    void sheddingIsSwitchedOff() {
        settings = settings.withEnabled(false);
    }

    /** The gateway comes back and finds these outlets switched off by it, with the watts they drew. */
    void restartsWith(Map<String, Double> off) {
        shedding = LoadShedding.restored(off);
    }

    LoadShedding shedding() {
        return shedding;
    }

    /** What is ordered then, in short: {@code off 3}. */
    List<String> after(double seconds, Demand demand) {
        return ordersAfter(seconds, demand).stream()
                .map(Order::sentence)
                .map(SheddingTrial::brief)
                .toList();
    }

    List<Order> ordersAfter(double seconds, Demand demand) {
        nanos += Math.round(seconds * 1e9);
        LoadShedding.Step step = shedding.next(demand, List.copyOf(outlets.values()), settings, nanos);
        shedding = step.shedding();
        if (obey) {
            step.orders().forEach(this::follow);
        }
        return step.orders();
    }

    private static String brief(String sentence) {
        return sentence.replaceAll(":.*", "").replace("switch ", "").replaceAll("pdu-1/outlet\\.", "");
    }

    private void follow(Order order) {
        Outlet was = outlets.get(order.target());
        if (was != null) {
            boolean on = order.kind() == Order.Kind.OUTLET_ON;
            put(
                    was.device(),
                    was.number(),
                    was.loadClass(),
                    was.cooling(),
                    was.worth(),
                    on ? Outlet.State.ON : Outlet.State.OFF,
                    Double.isNaN(was.powerW()) ? Double.NaN : on ? 1000 : 0);
        }
    }

    private static Shedding withoutRequest() {
        Shedding usual = Shedding.DEFAULT;
        return new Shedding(
                true,
                Duration.ZERO,
                usual.verify(),
                usual.perPdu(),
                usual.restoreEvery(),
                usual.restoreAfter(),
                usual.stepShare(),
                usual.inrush(),
                false);
    }
}
