package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Order;
import io.tieline.control.backup.Outlet;
import io.tieline.control.grid.GridState;
import io.tieline.control.replay.Made;
import io.tieline.control.settings.BackupSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Input.Confidence;
import io.tieline.control.situation.Plant;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import io.tieline.control.situation.Witness.Kind;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A site in virtual time that loses its grid: a UPS behind a transfer switch, cabinets that carry the load, a generator and
 * a switched PDU that obey orders, or do not.
 */
final class OutageSite {

    static final int PDU = 20;
    static final int GENSET = 30;

    ControlSettings settings = ControlSettings.defaults(Site.UTC)
            .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
            .withGuard(new GuardSettings(1e9, 0, 0.1));
    ControlState state = ControlState.initial();
    ControlCore core = new ControlCore(settings, state);
    long utc = Site.START;
    long nanos = 1_000_000_000L;

    double volts = 230;
    double hertz = 50;
    boolean wrongSequence;
    boolean meterAnswers = true;
    /** The site file has a meter at the grid. */
    boolean hasMeter = true;

    boolean upsFault;
    boolean upsBypassed;
    boolean acknowledge;

    boolean hasGenerator = true;
    /** A transfer switch tells where it stands. */
    boolean hasSwitch = true;
    /** The generator tells its power. */
    boolean generatorTells = true;

    boolean upsAnswers = true;
    boolean engineStarts = true;
    double startSeconds = 8;
    double ratedW = 400_000;
    /** The generator falls off as soon as it carries more than this. */
    double stallsAboveW = Double.POSITIVE_INFINITY;

    Generator.State engine = Generator.State.STOPPED;
    private double engineSeconds;
    boolean onGenerator;
    private double transferSeconds;
    /** The engine runs, but the UPS find no voltage behind the transfer switch. */
    boolean deadAlternator;

    boolean stopRefused;
    /** The transfer switch stays where it is. */
    boolean switchSticks;

    final int cabinets;
    double soc = 90;
    double capacityWh = 100_000;
    double cabinetW = 200_000;
    double baseW = 100_000;
    private final Map<Integer, Load> loads = new TreeMap<>();
    private final Set<Integer> withdrawn = new HashSet<>();
    final List<Order> orders = new ArrayList<>();
    final List<GridState> states = new ArrayList<>();

    /** Sees every decision with what it was made from. */
    Consumer<Made> witness = made -> {};

    @Nullable
    private Decision latest;

    /** What hangs on one outlet. */
    static final class Load {
        final LoadClass loadClass;
        final double watts;
        final boolean cooling;
        boolean on = true;
        /** The relay does nothing. */
        boolean stuck;
        /** The PDU says what was ordered, whatever the relay did. */
        boolean lies;

        private boolean told = true;

        Load(LoadClass loadClass, double watts, boolean cooling) {
            this.loadClass = loadClass;
            this.watts = watts;
            this.cooling = cooling;
        }
    }

    OutageSite(int cabinets) {
        this.cabinets = cabinets;
    }

    /** Four cabinets on a good grid, which keep ten minutes; what follows is told from here. */
    static OutageSite healthy() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));
        site.decide();
        assertThat(site.after(1).grid().state()).isEqualTo(GridState.OK);
        site.states.clear();
        return site;
    }

    OutageSite with(ControlSettings changed) {
        settings = changed;
        core = new ControlCore(settings, state);
        return this;
    }

    OutageSite reserve(Duration time, Duration shutdown) {
        return with(settings.withReserve(
                new ReserveSettings(time, 10, 0, 0, 1, shutdown, 10, false, false, Duration.ofMinutes(5))));
    }

    OutageSite shedding(BackupSettings.Shedding changed) {
        return with(settings.withBackup(settings.backup().withShedding(changed)));
    }

    Load load(int outlet, LoadClass loadClass, double watts) {
        return load(outlet, loadClass, watts, false);
    }

    Load load(int outlet, LoadClass loadClass, double watts, boolean cooling) {
        Load load = new Load(loadClass, watts, cooling);
        loads.put(outlet, load);
        return load;
    }

    /** The outlet stays as it is, but the site file does not give it to us any more. */
    void withdraw(int outlet) {
        withdrawn.add(outlet);
    }

    /** The last decision there was. */
    Decision latest() {
        return Objects.requireNonNull(latest);
    }

    /** What the last decision warns of. */
    List<Decision.AlarmType> alarms() {
        return latest().alarms().stream().map(Decision.Alarm::type).toList();
    }

    Load outlet(int number) {
        return Objects.requireNonNull(loads.get(number));
    }

    double loadW() {
        return baseW
                + loads.values().stream()
                        .filter(load -> load.on)
                        .mapToDouble(load -> load.watts)
                        .sum();
    }

    boolean gridAlive() {
        return volts > 200 && hertz > 45;
    }

    boolean onBattery() {
        return onGenerator ? deadAlternator || engine != Generator.State.RUNNING : !gridAlive();
    }

    /** A second at a time, so that nothing is jumped over. */
    Decision run(double seconds) {
        for (double left = seconds; left > 1e-9; left -= 1) {
            after(Math.min(1, left));
        }
        return latest();
    }

    Decision after(double seconds) {
        utc += Math.round(seconds * 1000);
        nanos += Math.round(seconds * 1e9);
        world(seconds);
        return decide();
    }

    Decision decide() {
        Situation now = acknowledge ? situation().acknowledged() : situation();
        ControlState before = core.state();
        latest = core.decide(now, utc, nanos);
        witness.accept(new Made(before, now, utc, nanos, latest(), core.state()));
        acknowledge = false;
        if (states.isEmpty() || states.get(states.size() - 1) != latest.grid().state()) {
            states.add(latest.grid().state());
        }
        orders.addAll(latest.orders());
        latest.orders().forEach(this::obey);
        return latest();
    }

    /** What was told to go on and off, in short: {@code off 3}. */
    List<String> switched() {
        return orders.stream()
                .filter(order -> order.device() == PDU)
                .map(order -> (order.kind() == Order.Kind.OUTLET_ON ? "on " : "off ")
                        + order.command().split("\\.")[1])
                .toList();
    }

    long ordered(Order.Kind kind) {
        return orders.stream().filter(order -> order.kind() == kind).count();
    }

    private void world(double seconds) {
        if (onBattery()) {
            soc -= loadW() * seconds / 36 / (capacityWh * cabinets);
        } else {
            for (int i = 0; i < cabinets; i++) {
                soc = Math.min(100, soc - setpoint(i) * seconds / 36 / (capacityWh * cabinets));
            }
        }
        if (engine == Generator.State.STARTING) {
            engineSeconds += seconds;
            if (engineSeconds >= startSeconds) {
                engine = engineStarts ? Generator.State.RUNNING : Generator.State.STOPPED;
            }
        }
        boolean wantsGenerator = !gridAlive() && engine == Generator.State.RUNNING;
        boolean wantsGrid = gridAlive() && onGenerator;
        boolean moves = (wantsGenerator != onGenerator || wantsGrid) && !switchSticks;
        transferSeconds = moves ? transferSeconds + seconds : 0;
        if (transferSeconds >= (onGenerator ? 320 : 3)) {
            onGenerator = !onGenerator;
            transferSeconds = 0;
        }
        if (onGenerator && loadW() > stallsAboveW) {
            engine = Generator.State.FAULT;
            onGenerator = false;
        }
    }

    private void obey(Order order) {
        switch (order.kind()) {
            case GENERATOR_START -> {
                engine = Generator.State.STARTING;
                engineSeconds = 0;
            }
            case GENERATOR_STOP -> engine = stopRefused ? engine : Generator.State.STOPPED;
            case OUTLET_OFF, OUTLET_ON -> {
                Load load = outlet(Integer.parseInt(order.command().split("\\.")[1]));
                boolean on = order.kind() == Order.Kind.OUTLET_ON;
                load.on = load.stuck ? load.on : on;
                load.told = load.lies ? on : load.on;
            }
            case REDUCE_LOAD -> {}
        }
    }

    Situation situation() {
        List<Cabinet> all = new ArrayList<>();
        boolean islanded = onBattery();
        for (int i = 0; i < cabinets; i++) {
            all.add(new Cabinet(
                    i + 1,
                    "cab-" + (i + 1),
                    islanded ? "its power conversion is not connected to the grid" : "",
                    soc,
                    capacityWh,
                    cabinetW,
                    cabinetW,
                    cabinetW,
                    islanded ? loadW() / cabinets : setpoint(i),
                    0,
                    islanded));
        }
        double battery =
                islanded ? 0 : all.stream().mapToDouble(Cabinet::powerW).sum();
        boolean metered = meterAnswers && volts > 0;
        Input power = meterAnswers
                ? Input.good(gridAlive() && !onGenerator ? loadW() - battery : 0, 0)
                : new Input(Double.NaN, 1e6, Confidence.LOST, "no answer in time");
        return new Situation(
                hasMeter ? power : Input.MISSING,
                meterAnswers ? Input.good(volts, 0) : Input.MISSING,
                meterAnswers ? Input.good(volts, 0) : Input.MISSING,
                metered ? Input.good(hertz, 0) : Input.MISSING,
                Input.MISSING,
                Input.good(loadW(), 0),
                all,
                witnesses(),
                new Plant(generators(), outlets(), Input.MISSING, wrongSequence, false));
    }

    private List<Witness> witnesses() {
        Witness ups = new Witness(Kind.UPS, "ups-a", onBattery() || upsFault, upsAnswers, upsBypassed);
        return hasSwitch ? List.of(ups, new Witness(Kind.TRANSFER_SWITCH, "ats-1", onGenerator, true)) : List.of(ups);
    }

    private double setpoint(int cabinet) {
        if (latest == null) {
            return 0;
        }
        double watts = latest.setpoints().get(cabinet).watts();
        return Double.isNaN(watts) ? 0 : watts;
    }

    private List<Generator> generators() {
        boolean turns = engine == Generator.State.RUNNING;
        return hasGenerator
                ? List.of(new Generator(
                        GENSET,
                        "genset-1",
                        engine,
                        generatorTells ? (onGenerator && !deadAlternator ? loadW() : 0) : Double.NaN,
                        turns ? 50 : 0,
                        ratedW))
                : List.of();
    }

    private List<Outlet> outlets() {
        return loads.entrySet().stream()
                .filter(entry -> !withdrawn.contains(entry.getKey()))
                .map(entry -> new Outlet(
                        PDU,
                        "pdu-1/outlet." + entry.getKey(),
                        entry.getKey(),
                        entry.getValue().loadClass,
                        entry.getValue().cooling,
                        1,
                        entry.getValue().told ? Outlet.State.ON : Outlet.State.OFF,
                        entry.getValue().on ? entry.getValue().watts : 0))
                .toList();
    }

    /** The gateway dies and comes back with what it had saved. */
    void restart() {
        state = ControlState.fromMap(core.state().toMap());
        core = new ControlCore(settings, state);
        nanos = 77;
    }

    static List<GridState> path(GridState... states) {
        return Arrays.asList(states);
    }
}
