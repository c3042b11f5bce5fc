package io.tieline.rig.bench.journal;

import com.eclipsesource.json.JsonObject;
import io.tieline.journal.JournalFile;
import io.tieline.journal.Verification;
import io.tieline.rig.accept.update.UpdateSite;
import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.broker.SparkplugCounter.Counts;
import io.tieline.rig.product.RunningGateway;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole gateway is killed again and again at random moments while it controls a site whose load swings, records it and
 * forwards it. After each: the record is whole, what its status said to be on disk is there, and of what it read at most what was
 * on its way is missing. In the end nothing was delivered that is not on the record, and what came twice came with its old time.
 */
public final class GatewayKills {

    /** Some are killed while they start, the others while they record. */
    private static final long EARLIEST_MILLIS = 2_000;

    private static final long LATEST_MILLIS = 7_000;
    private static final long ASK_MILLIS = 50;
    /** A block is a second, and the one before it may be on its way to the disk. */
    private static final double MOST_MISSING_SECONDS = 2;

    /** What a life said of itself last: samples and events on disk; when it was killed. */
    private record Said(long written, long events, long killedUtcMillis) {}

    private final int kills;
    private final Path script;
    private final Path work;
    private final Random random;
    private final long seed;
    private long samples;
    private int damaged;
    private int lost;
    private int recorded;
    private double mostMissingSeconds;

    GatewayKills(int kills, Path script, Path work, long seed) {
        this.kills = kills;
        this.script = script;
        this.work = work;
        this.seed = seed;
        random = new Random(seed);
    }

    /** @param script that starts the product */
    static GatewayKills of(boolean quick, Path script, Path work, long seed) {
        return new GatewayKills(quick ? 10 : 200, script, work, seed);
    }

    /** Does all of it; whether nothing was damaged, lost or made up. */
    public boolean run(PrintStream out) throws IOException, GeneralSecurityException, InterruptedException {
        try (DemoBroker broker = DemoBroker.start(0);
                UpdateSite site = new UpdateSite(work.resolve("site"), seed)) {
            Map<String, String> settings = Map.of(
                    "site.file",
                    site.siteFile().toString(),
                    "site-limits.import.limit",
                    String.valueOf(UpdateSite.LIMIT_W),
                    "peak-shaving.enabled",
                    "false",
                    "commissioning.required",
                    "false",
                    "uplink.brokers",
                    broker.uri(),
                    "uplink.node",
                    "killed");
            for (int i = 0; i < kills; i++) {
                check(life(settings), "kill " + i, out);
            }
            Counts arrived = broker.counter().counts();
            // What came twice with another time or value would be a sample that nobody recorded.
            long delivered = arrived.samples() - arrived.duplicates();
            out.printf(
                    "RESULT gateway-kills kills=%d while-recording=%d damaged=%d lost=%d most-missing-s=%.2f samples=%d"
                            + " delivered=%d again=%d historical=%d seed=%d%n",
                    kills,
                    recorded,
                    damaged,
                    lost,
                    mostMissingSeconds,
                    samples,
                    delivered,
                    arrived.duplicates(),
                    arrived.historical(),
                    seed);
            return damaged == 0
                    && lost == 0
                    && recorded > 0
                    && delivered <= samples
                    && mostMissingSeconds <= MOST_MISSING_SECONDS;
        }
    }

    private Said life(Map<String, String> settings) throws IOException, GeneralSecurityException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextLong(EARLIEST_MILLIS, LATEST_MILLIS));
        try (RunningGateway gateway = RunningGateway.start(script, work.resolve("gateway"), settings, Map.of())) {
            long written = 0;
            long events = 0;
            while (System.nanoTime() < end) {
                JsonObject journal = gateway.status("journal");
                written = Math.max(written, journal.getLong("written", 0));
                events = Math.max(events, journal.getLong("events", 0));
                LockSupport.parkNanos(
                        Math.min(TimeUnit.MILLISECONDS.toNanos(ASK_MILLIS), Math.max(1, end - System.nanoTime())));
            }
            long killed = System.currentTimeMillis();
            gateway.kill();
            return new Said(written, events, killed);
        }
    }

    private void check(Said said, String what, PrintStream out) {
        Path record = work.resolve("gateway/data/journal");
        if (samples + said.written() == 0 && !Files.exists(record.resolve("journal.db"))) {
            return;
        }
        try (JournalFile file = JournalFile.open(record)) {
            Verification found = file.verify();
            if (!found.isWhole()) {
                damaged++;
                out.println(what + ": " + found.problems());
            }
            if (found.samples() < samples + said.written() || found.events() < said.events()) {
                lost++;
                out.printf(
                        "%s: said %s, before %d, found %d samples, %d events%n",
                        what, said, samples, found.samples(), found.events());
            }
            samples = found.samples();
            if (said.written() > 0) {
                recorded++;
                double missing = (said.killedUtcMillis() - newest(file)) / 1e3;
                mostMissingSeconds = Math.max(mostMissingSeconds, missing);
            }
        }
    }

    private static long newest(JournalFile file) {
        long[] newest = {0};
        for (String point : file.points()) {
            int slash = point.indexOf('/');
            file.samples(
                    point.substring(0, slash),
                    point.substring(slash + 1),
                    0,
                    Long.MAX_VALUE,
                    (time, value, quality, text) -> newest[0] = Math.max(newest[0], time));
        }
        return newest[0];
    }
}
