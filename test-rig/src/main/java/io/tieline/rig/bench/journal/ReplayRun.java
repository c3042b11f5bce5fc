package io.tieline.rig.bench.journal;

import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.rig.broker.Mosquitto;
import io.tieline.uplink.RequestDesk;
import io.tieline.uplink.Uplink;
import io.tieline.uplink.UplinkSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an outage left is sent to a Mosquitto on this machine, by the product's uplink, while the same cabinets are read
 * once a second; a subscriber counts what arrives.
 */
final class ReplayRun {

    /**
     * History has a rate of its own so that live samples keep their place. Without one a broker on the same two cores is
     * handed more than it passes on, and live samples wait in its queue.
     */
    private static final int HISTORY_PER_SECOND = 1_000_000;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Result NOT_MEASURED = new Result(Double.NaN, Double.NaN);

    /**
     * What it came to.
     *
     * @param perSecond samples of history a second at the subscriber, from the connection to the last of them
     * @param latestLiveSeconds the longest that a live sample took from its reading to the subscriber meanwhile
     */
    record Result(double perSecond, double latestLiveSeconds) {}

    private final Path folder;
    private final int cabinets;
    private final SiteClock clock = SiteClock.system();
    private final NoisyDay day;

    private ReplayRun(Path folder, int cabinets, long seed) {
        this.folder = folder;
        this.cabinets = cabinets;
        this.day = new NoisyDay(cabinets, seed);
    }

    /**
     * Sends so many seconds of history.
     *
     * @return no numbers without Mosquitto
     */
    static Result of(Path folder, int cabinets, int seconds, long seed) throws Exception {
        if (!Mosquitto.isInstalled()) {
            return NOT_MEASURED;
        }
        ReplayRun run = new ReplayRun(Files.createDirectories(folder), cabinets, seed);
        run.recordHistory(seconds);
        return run.send((long) seconds * cabinets * NoisyDay.POINTS);
    }

    private void recordHistory(int seconds) {
        long begins = clock.utcMillis() - seconds * 1000L;
        try (JournalKeeper keeper = new JournalKeeper(folder, cabinets, NoisyDay.POINTS, JournalKeeper.onDemand())) {
            keeper.journal().cursor("uplink");
            for (int second = 0; second < seconds; second++) {
                day.tick();
                keeper.keep(day, begins + second * 1000L);
            }
        }
    }

    private Result send(long history) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                ArrivalCount arrivals = new ArrivalCount(broker.uri(), clock);
                JournalKeeper keeper = new JournalKeeper(folder, cabinets, NoisyDay.POINTS, JournalKeeper.settings())) {
            UplinkSettings settings = UplinkSettings.of(List.of(URI.create(broker.uri())), "bench", "gateway")
                    .withHistoryPerSecond(HISTORY_PER_SECOND);
            readCabinets(keeper);
            try (Uplink uplink = Uplink.start(
                    settings,
                    keeper.image(),
                    keeper.journal(),
                    clock,
                    new AlarmBoard(clock, event -> {}),
                    keeper.journal(),
                    RequestDesk.CLOSED)) {
                return watch(uplink, keeper, arrivals, history);
            }
        }
    }

    private Result watch(Uplink uplink, JournalKeeper keeper, ArrivalCount arrivals, long history) {
        long start = System.nanoTime();
        long nextReading = start + SECOND_NANOS;
        long connected = 0;
        while (System.nanoTime() - start < LONGEST_NANOS) {
            long now = System.nanoTime();
            if (now - nextReading >= 0) {
                nextReading += SECOND_NANOS;
                readCabinets(keeper);
            }
            connected = connected == 0 && uplink.status().connected() ? now : connected;
            if (arrivals.historical() >= history && arrivals.latestLiveMillis() > 0) {
                double seconds = (arrivals.lastHistoricalNanos() - connected) / 1e9;
                return new Result(history / seconds, arrivals.latestLiveMillis() / 1e3);
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new IllegalStateException(
                arrivals.historical() + " of " + history + " arrived; the uplink says " + uplink.status());
    }

    private void readCabinets(JournalKeeper keeper) {
        day.tick();
        keeper.record(day, clock.utcMillis());
    }
}
