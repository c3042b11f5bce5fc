package io.tieline.console;

import io.tieline.console.DecisionView.ClaimView;
import io.tieline.console.DecisionView.ReserveView;
import io.tieline.console.DecisionView.SetpointView;
import io.tieline.console.DecisionView.WindowView;
import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** A made-up site whose values are a function of its time: the same time gives the same picture. */
final class FakeSite implements ConsoleData {

    private static final int CABINETS = 8;
    private static final double TARGET_W = 1_450_000;
    private static final long WINDOW_MILLIS = 1_800_000;

    final LiveImage image;
    final AlarmBoard alarms;
    final ConcurrentLinkedDeque<Event> events = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<DecisionView> decisions = new ConcurrentLinkedDeque<>();
    private final List<Device> devices = new ArrayList<>();
    private final SiteClock clock;
    private volatile @Nullable DecisionView latest;
    private long lastMillis;
    private double gridWs;
    private double rawWs;
    private long windowStart;

    FakeSite(SiteClock clock) {
        this.clock = clock;
        add("grid", DeviceKind.METER);
        for (int i = 1; i <= CABINETS; i++) {
            add(String.format(Locale.ROOT, "cab-%02d", i), DeviceKind.BATTERY);
        }
        add("ups-a", DeviceKind.UPS);
        add("ups-b", DeviceKind.UPS);
        add("pdu-1", DeviceKind.PDU);
        add("swb-1", DeviceKind.SWITCHBOARD);
        image = new LiveImage(devices);
        adoptPoints();
        alarms = new AlarmBoard(clock, events::addFirst);
    }

    private void adoptPoints() {
        image.device(0)
                .adopt(PointSet.named(
                        List.of("meter.power", "meter.frequency", "meter.voltage", "meter.pf", "meter.energy.import")));
        for (int i = 1; i <= CABINETS; i++) {
            image.device(i)
                    .adopt(PointSet.named(List.of(
                            "device.manufacturer",
                            "battery.soc",
                            "battery.soh",
                            "battery.temperature",
                            "battery.state",
                            "battery.capacity.rated",
                            "pcs.power",
                            "pcs.power.setpoint",
                            "pcs.nominal.power",
                            "pcs.state",
                            "pcs.grid.connected")));
        }
        for (String ups : List.of("ups-a", "ups-b")) {
            image.device(ups)
                    .orElseThrow()
                    .adopt(PointSet.named(List.of(
                            "ups.mode",
                            "ups.on_battery",
                            "ups.load",
                            "ups.output.power",
                            "ups.input.power",
                            "battery.soc",
                            "battery.runtime",
                            "ups.output.voltage.l1",
                            "ups.temperature")));
        }
        image.device("pdu-1")
                .orElseThrow()
                .adopt(PointSet.named(List.of("pdu.power", "pdu.load", "outlet.1.state", "outlet.1.power")));
        image.device("swb-1").orElseThrow().adopt(PointSet.named(List.of("meter.power", "breaker.1.closed")));
    }

    private void add(String id, DeviceKind kind) {
        devices.add(new Device(devices.size(), id, kind));
    }

    /** Brings the site to the present time. */
    void step() {
        long now = clock.utcMillis();
        double t = now / 1000.0;
        double load = 1_430_000 + 220_000 * Math.sin(t / 520) + 60_000 * Math.sin(t / 47) + 25_000 * Math.sin(t / 9.1);
        double battery = Math.max(-260_000, Math.min(640_000, (load - TARGET_W) * 1.08 + 9_000 * Math.sin(t / 13)));
        account(now, load - battery, load);
        putGrid(now, load - battery, t);
        for (int i = 1; i <= CABINETS; i++) {
            putCabinet(i, now, battery, t);
        }
        putUps("ups-a", now, load * 0.34, t);
        putUps("ups-b", now, load * 0.31, t);
        put("pdu-1", now, load * 0.021, 47 + 6 * Math.sin(t / 80), 1, load * 0.003);
        put("swb-1", now, load * 0.12, 1);
        decide(now, battery, load);
    }

    private void account(long now, double grid, double raw) {
        long start = now - now % WINDOW_MILLIS;
        if (start != windowStart) {
            windowStart = start;
            gridWs = 0;
            rawWs = 0;
            lastMillis = start;
        }
        double seconds = (now - lastMillis) / 1000.0;
        gridWs += grid * seconds;
        rawWs += raw * seconds;
        lastMillis = now;
    }

    private void putGrid(long now, double grid, double t) {
        SampleTarget target = image.device(0).target();
        target.begin(now);
        target.put(0, grid);
        target.put(1, 50 + 0.02 * Math.sin(t / 6));
        target.put(2, 231.4 + Math.sin(t / 11));
        target.put(3, 0.97);
        target.put(4, 48_213_400 + t % 100_000);
        target.commit();
    }

    private void putCabinet(int i, long now, double battery, double t) {
        SampleTarget target = image.device(i).target();
        target.begin(now);
        if (i == 6) {
            for (int p = 0; p < 11; p++) {
                target.putBad(p, Quality.BAD_NO_CONNECTION);
            }
        } else {
            double share = battery / (CABINETS - 1);
            target.putText(0, "Fluence");
            target.put(1, 62 + 4.5 * i - 14 * Math.sin(t / 3100 + i));
            target.put(2, 97.2 - i * 0.4);
            target.put(3, 26 + i * 0.3, i == 3 ? Quality.UNCERTAIN_STALE : Quality.GOOD);
            target.put(4, battery > 0 ? 4 : 3);
            target.put(5, 372_000);
            target.put(6, share * (1 + 0.03 * Math.sin(t / 5 + i)));
            target.put(7, share);
            target.put(8, 100_000);
            target.put(9, 2);
            target.put(10, 1);
        }
        target.commit();
    }

    private void putUps(String id, long now, double power, double t) {
        SampleTarget target = image.device(id).orElseThrow().target();
        target.begin(now);
        double[] values = {0, 0, power / 8000, power, power * 1.04, 100, 1260, 230.2 + Math.sin(t), 27.5};
        for (int i = 0; i < values.length; i++) {
            target.put(i, values[i]);
        }
        target.commit();
    }

    private void put(String id, long now, double... values) {
        SampleTarget target = image.device(id).orElseThrow().target();
        target.begin(now);
        for (int i = 0; i < values.length; i++) {
            target.put(i, values[i]);
        }
        target.commit();
    }

    private void decide(long now, double battery, double load) {
        double elapsed = Math.max(1, (now - windowStart) / 1000.0);
        double left = WINDOW_MILLIS / 1000.0 - elapsed;
        double mean = gridWs / elapsed;
        double projected = (gridWs + (load - battery) * left) / (WINDOW_MILLIS / 1000.0);
        double allow = left < 1 ? TARGET_W : (TARGET_W * WINDOW_MILLIS / 1000.0 - gridWs) / left;
        String sentence = battery > 0
                ? String.format(
                        Locale.ROOT,
                        "Discharging %.0f kW: the load of %.0f kW would end the window above the target of 1450 kW.",
                        battery / 1000,
                        load / 1000)
                : String.format(
                        Locale.ROOT,
                        "Charging %.0f kW: the window has room for it and the batteries are below their level.",
                        -battery / 1000);
        List<SetpointView> setpoints = new ArrayList<>();
        for (int i = 1; i <= CABINETS; i++) {
            boolean lost = i == 6;
            setpoints.add(new SetpointView(
                    devices.get(i).id(), lost ? 0 : battery / (CABINETS - 1), lost ? "no connection" : "confirmed"));
        }
        DecisionView decision = new DecisionView(
                now,
                "GRID_OK",
                sentence,
                battery,
                setpoints,
                Optional.of(new WindowView(
                        windowStart,
                        windowStart + WINDOW_MILLIS,
                        elapsed,
                        mean,
                        TARGET_W,
                        projected,
                        allow,
                        rawWs / elapsed,
                        0)),
                Optional.of(new ReserveView(38.5, 10, 428_000, 1_646_000, 2_000_000, 21.4, 400_000, 875_000)),
                List.of(
                        new ClaimView("BMS limits", -700_000, 700_000, Double.NaN, "seven of eight cabinets", false),
                        new ClaimView(
                                "Backup reserve",
                                Double.NEGATIVE_INFINITY,
                                640_000,
                                Double.NaN,
                                "10 min of 1.0 MW critical load",
                                false),
                        new ClaimView("Demand window", battery, 640_000, battery, "keeps the mean at 1450 kW", true),
                        new ClaimView("Energy price", -260_000, 400_000, -120_000, "night rate until 06:00", false)));
        DecisionView before = decisions.peekFirst();
        if (before == null || now - before.utcMillis() > 240_000) {
            decisions.addFirst(decision);
        }
        latest = decision;
        while (decisions.size() > 40) {
            decisions.removeLast();
        }
    }

    @Override
    public java.time.ZoneId zone() {
        return java.time.ZoneId.of("Asia/Tokyo");
    }

    @Override
    public String siteName() {
        return "Campus Nord, hall 2";
    }

    @Override
    public LiveImage image() {
        return image;
    }

    @Override
    public List<DeviceView> devices() {
        return devices.stream()
                .map(device -> {
                    boolean lost = device.id().equals("cab-06");
                    return new DeviceView(
                            device.id(),
                            device.kind(),
                            device.kind() == DeviceKind.BATTERY ? "Acme Storage BX-372, firmware 4.2.1" : "",
                            "modbus://127.0.0.1:15020/" + (device.index() + 1),
                            lost ? CommState.OFFLINE : CommState.ONLINE,
                            lost
                                    ? "No answer in 3 s. Check its power and the network; it is tried again every 30 s."
                                    : "",
                            1);
                })
                .toList();
    }

    @Override
    public Optional<DecisionView> decision() {
        return Optional.ofNullable(latest);
    }

    @Override
    public List<DecisionView> decisions(int limit) {
        return decisions.stream().limit(limit).toList();
    }

    @Override
    public List<Event> events(int limit) {
        return events.stream().limit(limit).toList();
    }

    @Override
    public List<Alarm> alarms() {
        return alarms.standing();
    }

    @Override
    public Map<String, Object> journal() {
        return Map.of("state", "recording", "recorded", 1_204_233L, "bytes", 18_400_000L);
    }

    @Override
    public Map<String, Object> uplink() {
        return Map.of(
                "state", "connected", "backlog", 0L, "acknowledged", 1_204_100L, "broker", "tcp://127.0.0.1:18830");
    }

    @Override
    public Map<String, Object> summary() {
        return Map.of("decisions", 1832L, "pointsRead", 902_113L, "rawPeakW", 1_688_000.0, "shavedPeakW", 1_452_000.0);
    }

    void raiseExamples() {
        alarms.raise(
                "cab-06",
                "comm.lost",
                Severity.MAJOR,
                "No answer from modbus://127.0.0.1:15020/6 for 45 s. Check its power and the network; it is tried again every 30 s.");
        alarms.raise(
                "cab-03", "battery.temperature.stale", Severity.MINOR, "The temperature is older than three polls.");
        events.addFirst(Event.state(clock.utcMillis(), "uplink", "Connected to the broker; nothing was left to send."));
    }
}
