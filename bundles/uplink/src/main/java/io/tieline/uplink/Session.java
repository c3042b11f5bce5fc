package io.tieline.uplink;

import io.tieline.journal.Batch;
import io.tieline.journal.Cursor;
import io.tieline.journal.Entry;
import io.tieline.journal.Samples;
import io.tieline.model.SiteClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * What is said over one connection after its births: live samples first, then what was recorded before, oldest first.
 * Every batch is followed by a fence; only its acknowledgement moves the cursor. For the uplink's thread only.
 */
final class Session {

    /** Batches that may wait for their acknowledgement. */
    private static final int WINDOW = 8;

    private static final int SAMPLES_PER_BATCH = 10_000;

    private final Link link;
    private final Topics topics;
    private final Cursor cursor;
    private final SiteClock realTime;
    private final Tally tally;
    private final Births births;
    private final DataSender sender;
    private final Runnable acknowledged;
    private final Allowance history;
    private final long acknowledgeNanos;
    private final long bornUtcMillis;
    /** Everything before it was recorded before the birth. */
    private final long firstLive;

    private final AtomicInteger unfenced = new AtomicInteger();
    private volatile long lastProgress;
    private long nextLive;
    private long nextHistory;

    /**
     * @param acknowledged is told of every fence that came back
     */
    Session(
            Link link,
            Topics topics,
            Cursor cursor,
            SiteClock clock,
            SiteClock realTime,
            Tally tally,
            Births births,
            DataSender sender,
            Runnable acknowledged,
            int historyPerSecond,
            Duration acknowledgeTimeout) {
        this.link = link;
        this.topics = topics;
        this.cursor = cursor;
        this.realTime = realTime;
        this.tally = tally;
        this.births = births;
        this.sender = sender;
        this.acknowledged = acknowledged;
        acknowledgeNanos = acknowledgeTimeout.toNanos();
        history = new Allowance(historyPerSecond, realTime.monotonicNanos());
        firstLive = cursor.head();
        nextLive = firstLive;
        bornUtcMillis = clock.utcMillis();
        lastProgress = realTime.monotonicNanos();
    }

    /** Sends what may be sent now; false if there is nothing or it has to wait. */
    boolean step() throws Link.LinkException {
        long now = realTime.monotonicNanos();
        if (unfenced.get() == 0) {
            lastProgress = now;
        } else if (now - lastProgress > acknowledgeNanos) {
            throw new Link.LinkException("the broker does not acknowledge anything");
        }
        births.refresh(now);
        if (unfenced.get() >= WINDOW) {
            return false;
        }
        Batch live = cursor.read(nextLive, Long.MAX_VALUE, SAMPLES_PER_BATCH);
        nextLive = live.to();
        if (!live.isEmpty()) {
            send(live, now);
            return true;
        }
        boolean older = nextHistory < firstLive && sendHistory(now);
        if (!older && nextHistory >= firstLive) {
            births.buryTheDead(now);
        }
        return older;
    }

    private boolean sendHistory(long now) throws Link.LinkException {
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
        send(batch, now);
        return true;
    }

    private void send(Batch batch, long now) throws Link.LinkException {
        for (Entry entry : batch.entries()) {
            if (entry instanceof Samples samples) {
                IntPredicate historical =
                        i -> samples.position() + i < firstLive || samples.utcMillis(i) < bornUtcMillis;
                sender.send(samples, historical, now);
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
            acknowledged.run();
        });
    }
}
