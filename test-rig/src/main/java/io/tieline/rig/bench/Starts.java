package io.tieline.rig.bench;

import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.site.SimulatedSite;
import io.tieline.rig.site.SiteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From the start of the JVM to the first decision on the demo site, the demo's way: 60 times as fast. */
final class Starts {

    private static final double SPEED = 60;
    /** From the first answer of the meter: the decision waits for the first reading of every device. */
    private static final double GRACE_SECONDS = 6;

    private static final double PATIENCE_SECONDS = 60;

    /**
     * One start.
     *
     * @param meterSeconds when the meter was first asked for its power
     * @param cpuSeconds of the whole process by then
     */
    record Start(double decisionSeconds, double meterSeconds, double cpuSeconds) {}

    private Starts() {}

    static List<Start> measure(Path home, Path work, int starts) throws IOException, InterruptedException {
        List<Start> measured = new ArrayList<>();
        try (DemoBroker broker = DemoBroker.start(0);
                SimulatedSite site = SimulatedSite.start(new SiteOptions(0, work.resolve("site"), null, SPEED, 2026))) {
            for (int i = 0; i < starts; i++) {
                measured.add(once(home, work.resolve("start-" + i), broker, site));
            }
        }
        return measured;
    }

    private static Start once(Path home, Path work, DemoBroker broker, SimulatedSite site)
            throws IOException, InterruptedException {
        MeterReadings readings = new MeterReadings();
        site.watch(readings);
        Gateway.Settings settings = new Gateway.Settings(
                site.siteFile(),
                broker.uri(),
                "peak-shaving: {target: " + Math.round(site.startChoice().targetW()) + "}",
                Map.of(
                        "tieline.clock.factor", "" + SPEED,
                        "tieline.clock.start",
                                "" + Instant.ofEpochMilli(site.summary().utcMillis())));
        try (Gateway gateway = Gateway.start(home, work, settings)) {
            while (!readings.begun() && gateway.uptimeSeconds() < PATIENCE_SECONDS) {
                gateway.requireAlive();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double meterSeconds = gateway.uptimeSeconds();
            double cpuSeconds = gateway.cpuSeconds();
            TimeUnit.MILLISECONDS.sleep(Math.round(GRACE_SECONDS * 1000));
            long millis = gateway.stop().getLong("firstDecisionMillis", 0);
            if (millis == 0) {
                throw new IOException("no decision " + GRACE_SECONDS + " s after the meter was asked; see " + work);
            }
            return new Start(millis / 1e3, meterSeconds, cpuSeconds);
        }
    }
}
