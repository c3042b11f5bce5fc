package io.tieline.rig.wire;

import io.tieline.rig.physics.SiteView;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The meter at the grid connection: SunSpec models 1 and 203. */
public final class MeterPeer implements Peer {

    private static final double LINE_VOLTS = 400;
    /** How far the voltage wanders from one moment to the next: a meter that never moves is one that has frozen. */
    private static final double NOISE_VOLTS = 0.2;

    private final String id;
    private final SiteView site;
    private final SunSpecImage image;
    private final ModbusPort port;
    private final LongSupplier nanos;
    private final String poll;
    private final Random noise;
    private boolean wanders = true;
    private double noiseVolts;
    private volatile @Nullable WireWatch watch;

    public MeterPeer(String id, int port, SiteView site, LongSupplier nanos) throws IOException {
        this(id, port, site, "200 ms", nanos);
    }

    /** @param poll how often it asks to be read, as in the site file */
    public MeterPeer(String id, int port, SiteView site, String poll, LongSupplier nanos) throws IOException {
        this.id = id;
        this.poll = poll;
        this.noise = new Random(id.hashCode());
        this.site = site;
        this.nanos = nanos;
        this.image = new SunSpecImage(nanos, 1, 203);
        this.port = new ModbusPort(port, image);
        image.text(1, "Mn", "Tieline Simulation");
        image.text(1, "Md", "GM-3P");
        image.text(1, "Vr", "1.0.0");
        image.text(1, "SN", "SIM-" + id);
        image.set(1, "DA", 1);
        scales(2, "W_SF", "VA_SF", "VAR_SF");
        scales(0, "A_SF", "PF_SF");
        scales(-1, "V_SF");
        scales(-2, "Hz_SF");
        // acc32 in Wh would roll over after 1,400 hours at 3 MW; meters of this size count in kWh.
        scales(3, "TotWh_SF");
        publish();
        this.port.behave(Behaviour.OK);
    }

    /** Tells when the power changes and when it is read. */
    public void watch(WireWatch who) {
        image.watch(203, "W", () -> who.meterAnswers(image.get(203, "W"), nanos.getAsLong()), () -> {});
        watch = who;
    }

    /** Whether the voltage wanders from one moment to the next; called by who publishes. */
    public void wanders(boolean now) {
        wanders = now;
    }

    private void scales(int exponent, String... points) {
        for (String point : points) {
            image.set(203, point, exponent);
        }
    }

    @Override
    public void publish() {
        double watts = site.gridW();
        boolean grid = site.gridThere();
        noiseVolts = wanders ? NOISE_VOLTS * noise.nextGaussian() : noiseVolts;
        double phaseVolts = grid ? LINE_VOLTS / Math.sqrt(3) + noiseVolts : 0;
        double amps = grid ? Math.abs(watts) / LINE_VOLTS / Math.sqrt(3) : 0;
        image.set(203, "A", 3 * amps);
        image.set(203, "PhV", phaseVolts);
        image.set(203, "PPV", phaseVolts * Math.sqrt(3));
        image.set(203, "Hz", site.hertz());
        publishPower(watts);
        image.set(203, "VA", Math.abs(watts));
        image.set(203, "VAR", 0);
        image.set(203, "PF", 100);
        String[] pairs = {"AB", "BC", "CA"};
        for (int i = 0; i < 3; i++) {
            String phase = "ABC".substring(i, i + 1);
            image.set(203, "Aph" + phase, amps);
            image.set(203, "PhVph" + phase, phaseVolts);
            image.set(203, "PhVph" + pairs[i], phaseVolts * Math.sqrt(3));
            image.set(203, "Wph" + phase, watts / 3);
            image.set(203, "VAph" + phase, Math.abs(watts) / 3);
            image.set(203, "PFph" + phase, 100);
        }
        image.set(203, "TotWhImp", site.importWh());
        image.set(203, "TotWhExp", site.exportWh());
        image.set(203, "Evt", grid ? 0 : 1 << 2);
    }

    private void publishPower(double watts) {
        WireWatch who = watch;
        // Nobody may read the new value before the watch knows of it.
        synchronized (image) {
            double before = image.get(203, "W");
            image.set(203, "W", watts);
            if (who != null && image.get(203, "W") != before) {
                who.meterShows(image.get(203, "W"), nanos.getAsLong());
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SiteEntry entry() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("role", "grid-meter");
        settings.put("poll", poll);
        return new SiteEntry(id, "meter", "modbus://127.0.0.1:" + port.port() + "/1", settings);
    }

    @Override
    public void behave(Behaviour behaviour) throws IOException {
        port.behave(behaviour);
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
