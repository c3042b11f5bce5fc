package io.tieline.rig.physics;

import java.util.List;
import java.util.Optional;

/**
 * The power of a whole site, stepped in computed time: grid, transfer switch, generator, UPS, cabinets, outlets and load.
 *
 * <p>Without grid and generator the cabinets form the grid for everything that is still switched on; what they cannot
 * carry is unserved. Not thread-safe.
 */
public final class Plant implements SiteView {

    private final GridConnection grid = new GridConnection();
    private final SiteLoad load;
    private final double criticalW;
    private final List<StorageUnit> storage;
    private final List<UpsUnit> ups;
    private final Optional<TransferSwitch> transferSwitch;
    private final Optional<Genset> genset;
    private final List<Outlets> pdus;
    private final WindowPeak gridPeak = new WindowPeak();
    private final WindowPeak rawPeak = new WindowPeak();

    private double gridW;
    private double batteryW;
    private double unservedW;
    private double unservedWh;
    private double importWh;
    private double exportWh;

    /**
     * @param load everything but the outlets
     * @param criticalW of it, what hangs on the UPS
     */
    public Plant(
            SiteLoad load,
            double criticalW,
            List<StorageUnit> storage,
            List<UpsUnit> ups,
            Optional<TransferSwitch> transferSwitch,
            Optional<Genset> genset,
            List<Outlets> pdus) {
        this.load = load;
        this.criticalW = criticalW;
        this.storage = List.copyOf(storage);
        this.ups = List.copyOf(ups);
        this.transferSwitch = transferSwitch;
        this.genset = genset;
        this.pdus = List.copyOf(pdus);
    }

    /**
     * Moves on by one step.
     *
     * @param utcMillis true time at its end, whatever the clocks say
     * @param realSeconds how long power electronics and their timers had
     * @param seconds how long energy flowed
     */
    public void step(long nowNanos, long utcMillis, double realSeconds, double seconds) {
        load.step(seconds);
        boolean generatorReady = genset.map(Genset::isReady).orElse(false);
        transferSwitch.ifPresent(ats -> ats.step(grid.feedsRectifiers(), generatorReady, seconds));
        boolean onGrid = transferSwitch.map(TransferSwitch::onGrid).orElse(true);
        boolean carried = onGrid ? grid.carries() : generatorReady;
        double used = loadW();
        if (carried) {
            storage.forEach(unit -> unit.follow(nowNanos, realSeconds, seconds));
        } else {
            carryAlone(used, realSeconds, seconds);
        }
        batteryW = storage.stream().mapToDouble(unit -> unit.cabinet().powerW()).sum();
        gridW = carried && onGrid ? used - batteryW : 0;
        double generatorW = carried && !onGrid ? Math.max(0, used - batteryW) : 0;
        genset.ifPresent(engine -> engine.step(!grid.feedsRectifiers(), generatorW, seconds));
        boolean fed = onGrid ? grid.feedsRectifiers() : generatorReady;
        ups.forEach(unit -> unit.step(fed, criticalW / ups.size(), seconds));
        unservedW = carried ? 0 : Math.max(0, used - batteryW);
        account(utcMillis, seconds);
    }

    private void carryAlone(double watts, double realSeconds, double seconds) {
        double can = storage.stream()
                .filter(unit -> !unit.tripped())
                .mapToDouble(unit -> unit.cabinet().dischargeLimitW())
                .sum();
        for (StorageUnit unit : storage) {
            double share = can > 0 ? unit.cabinet().dischargeLimitW() / can : 0;
            unit.carry(share * watts, realSeconds, seconds);
        }
    }

    private void account(long utcMillis, double seconds) {
        double hours = seconds / 3600;
        importWh += Math.max(0, gridW) * hours;
        exportWh += Math.max(0, -gridW) * hours;
        unservedWh += unservedW * hours;
        long millis = Math.round(seconds * 1000);
        gridPeak.add(utcMillis, millis, gridW);
        rawPeak.add(utcMillis, millis, loadW());
    }

    public double loadW() {
        return load.watts() + pdus.stream().mapToDouble(Outlets::powerW).sum();
    }

    public double criticalW() {
        return criticalW;
    }

    /** + = import. */
    @Override
    public double gridW() {
        return gridW;
    }

    /** + = discharge. */
    public double batteryW() {
        return batteryW;
    }

    /** Load nobody carries at this moment. */
    public double unservedW() {
        return unservedW;
    }

    public double unservedWh() {
        return unservedWh;
    }

    @Override
    public double importWh() {
        return importWh;
    }

    @Override
    public double exportWh() {
        return exportWh;
    }

    /** Share of what the batteries hold when full, 0 to 1. */
    public double soc() {
        double stored =
                storage.stream().mapToDouble(unit -> unit.cabinet().storedWh()).sum();
        return stored
                / storage.stream()
                        .mapToDouble(unit -> unit.cabinet().capacityWh())
                        .sum();
    }

    public WindowPeak gridPeak() {
        return gridPeak;
    }

    /** What the peak would have been without the batteries. */
    public WindowPeak rawPeak() {
        return rawPeak;
    }

    public GridConnection grid() {
        return grid;
    }

    @Override
    public boolean gridThere() {
        return grid.carries();
    }

    @Override
    public double hertz() {
        return grid.hertz();
    }

    /** At the generator's terminals, 0 while it gives no voltage. */
    public double generatorHertz() {
        return genset.map(Genset::isReady).orElse(false) ? Genset.HERTZ : 0;
    }

    /** Behind the transfer switch, where cabinets and UPS are; 0 while neither grid nor generator holds it up. */
    public double busHertz() {
        boolean onGrid = transferSwitch.map(TransferSwitch::onGrid).orElse(true);
        return onGrid ? gridThere() ? hertz() : 0 : generatorHertz();
    }

    public SiteLoad load() {
        return load;
    }

    public List<StorageUnit> storage() {
        return storage;
    }

    public List<UpsUnit> ups() {
        return ups;
    }

    public Optional<TransferSwitch> transferSwitch() {
        return transferSwitch;
    }

    public Optional<Genset> genset() {
        return genset;
    }

    public List<Outlets> pdus() {
        return pdus;
    }
}
