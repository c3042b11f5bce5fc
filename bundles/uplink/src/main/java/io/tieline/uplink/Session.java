package io.tieline.uplink;

import io.tieline.journal.Batch;
import io.tieline.journal.Cursor;
import io.tieline.journal.Entry;
import io.tieline.journal.Samples;
import io.tieline.model.SiteClock;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * What is said over one connection after its births: live samples first, then what was recorded before, oldest first.
 * Every batch is followed by a fence; only its acknowledgement moves the cursor. For the uplink's thread only.
 */
final class Session {

    /** Batches that may wait for their acknowledgement. */
    private static final int WINDOW = 8;

    private static final int SAMPLES_PER_BATCH = 2_000;
    /** Keeps a message well below the 256 KB that several brokers limit it to. */
    private static final int SAMPLES_PER_MESSAGE = 1_000;

    private static final long FENCE_NANOS = 30_000_000_000L;

    private final Link link;
    private final Topics topics;
    private final Cursor cursor;
    private final SiteClock clock;
    private final SiteClock realTime;
    private final Tally tally;
    private final Births births;
    private final Runnable wake;
    private final Allowance history;
    private final long bornUtcMillis;
    /** Everything before it was recorded before the birth. */
    private final long firstLive;

    private final AtomicInteger unfenced = new AtomicInteger();
    private volatile long lastProgress;
    private long nextLive;
    private long nextHistory;

    Session(
            Link link,
            Topics topics,
            Cursor cursor,
            SiteClock clock,
            SiteClock realTime,
            Tally tally,
            Births births,
            Runnable wake,
            int historyPerSecond) {
        this.link = link;
        this.topics = topics;
        this.cursor = cursor;
        this.clock = clock;
        this.realTime = realTime;
        this.tally = tally;
        this.births = births;
        this.wake = wake;
        history = new Allowance(historyPerSecond, realTime.monotonicNanos());
        firstLive = cursor.head();
        nextLive = firstLive;
        bornUtcMillis = clock.utcMillis();
        lastProgress = realTime.monotonicNanos();
    }

    /** Sends what may be sent now; false if there is nothing or it has to wait. */
    boolean step() throws MqttException {
        long now = realTime.monotonicNanos();
        if (unfenced.get() == 0) {
            lastProgress = now;
        } else if (now - lastProgress > FENCE_NANOS) {
            throw new MqttException(
                    MqttException.REASON_CODE_CLIENT_TIMEOUT,
                    new java.util.concurrent.TimeoutException("the broker does not acknowledge anything"));
        }
        births.refresh(now);
        if (unfenced.get() >= WINDOW) {
            return false;
        }
        Batch live = cursor.read(nextLive, Long.MAX_VALUE, SAMPLES_PER_BATCH);
        nextLive = live.to();
        if (!live.isEmpty()) {
            send(live);
            return true;
        }
        boolean older = nextHistory < firstLive && sendHistory(now);
        if (!older && nextHistory >= firstLive) {
            births.buryTheDead(now);
        }
        return older;
    }

    private boolean sendHistory(long now) throws MqttException {
        int allowed = Math.min(history.available(now), SAMPLES_PER_BATCH);
        if (allowed == 0) {
            return false;
        }
        Batch batch = cursor.read(nextHistory, firstLive, allowed);
        if (batch.isEmpty()) {
            nextHistory = batch.to() >= firstLive ? firstLive : nextHistory;
            return false;
        }
        nextHistory = batch.to();
        history.spend(batch.samples());
        send(batch);
        return true;
    }

    private void send(Batch batch) throws MqttException {
        for (Entry entry : batch.entries()) {
            if (entry instanceof Samples samples) {
                send(samples);
            }
        }
        int samples = batch.samples();
        String fence = "{\"from\":" + batch.from() + ",\"to\":" + batch.to() + "}";
        unfenced.incrementAndGet();
        link.fence(topics.fence(), fence.getBytes(StandardCharsets.UTF_8), () -> {
            cursor.commit(batch.from(), batch.to());
            tally.acknowledged.addAndGet(samples);
            lastProgress = realTime.monotonicNanos();
            unfenced.decrementAndGet();
            wake.run();
        });
    }

    private void send(Samples samples) throws MqttException {
        MetricSet metrics = births.announced(samples);
        IntPredicate historical = i -> samples.position() + i < firstLive || samples.utcMillis(i) < bornUtcMillis;
        for (int from = 0; from < samples.size(); from += SAMPLES_PER_MESSAGE) {
            int to = Math.min(samples.size(), from + SAMPLES_PER_MESSAGE);
            byte[] payload = Payloads.deviceData(
                    metrics, samples, from, to, historical, births.nextSequence(), clock.utcMillis());
            link.send(topics.device("DDATA", samples.device()), payload);
            tally.sent.addAndGet(to - from);
            for (int i = from; i < to; i++) {
                if (historical.test(i)) {
                    tally.historical.incrementAndGet();
                }
            }
        }
    }
}
