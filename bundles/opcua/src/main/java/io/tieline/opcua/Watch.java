package io.tieline.opcua;

import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a subscription going for the fast values, as long as the session lives: a lost one is followed by a new one, a
 * refused one is tried again later, and meanwhile everything is read.
 */
final class Watch {

    private static final long FIRST_PAUSE_NANOS = 5_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 300_000_000_000L;

    private final Services services;
    private final Limits limits;
    private final List<Variable> variables;
    private final Subscription.@Nullable Settings settings;
    private final SiteClock clock;

    private Runnable news = () -> {};
    private @Nullable Subscription subscription;
    private @Nullable ReadPlan unwatched;
    private boolean opening;
    private boolean closed;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long notBefore;

    /** @param settings null: never subscribe */
    Watch(
            Services services,
            Limits limits,
            List<Variable> variables,
            Subscription.@Nullable Settings settings,
            SiteClock clock) {
        this.services = services;
        this.limits = limits;
        this.variables = variables;
        this.settings = settings;
        this.clock = clock;
        notBefore = settings == null ? 0 : settings.nanos().getAsLong();
    }

    synchronized void onNews(Runnable readNow) {
        news = readNow;
    }

    private void tell() {
        Runnable told;
        synchronized (this) {
            told = news;
        }
        told.run();
    }

    /**
     * Puts what the server has notified.
     *
     * @param all the plan that reads every variable
     * @return what must be read all the same
     */
    ReadPlan put(SampleTarget samples, Values.Doubtful doubtful, ReadPlan all) {
        Subscription fresh = fresh();
        if (fresh == null) {
            return all;
        }
        fresh.put(samples, doubtful);
        return rest(fresh);
    }

    private synchronized @Nullable Subscription fresh() {
        if (subscription != null && subscription.isLost()) {
            subscription.close();
            forget();
        }
        if (subscription == null && !opening && !closed) {
            open();
        }
        if (subscription == null || !subscription.isFresh()) {
            return null;
        }
        pauseNanos = FIRST_PAUSE_NANOS;
        return subscription;
    }

    private void forget() {
        subscription = null;
        unwatched = null;
    }

    private synchronized ReadPlan rest(Subscription fresh) {
        if (unwatched == null) {
            unwatched = new ReadPlan(services, limits.read(), fresh.unwatched(), clock);
        }
        return unwatched;
    }

    private void open() {
        Subscription.Settings wished = settings;
        if (wished == null || variables.isEmpty()) {
            return;
        }
        long now = wished.nanos().getAsLong();
        if (now - notBefore < 0) {
            return;
        }
        opening = true;
        notBefore = now + pauseNanos;
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
        Subscription.open(services, limits.monitor(), variables, wished, clock, this::tell)
                .whenComplete((opened, error) -> opened(opened));
    }

    private synchronized void opened(@Nullable Subscription made) {
        opening = false;
        if (made == null) {
            return;
        }
        if (closed) {
            made.close();
        } else {
            subscription = made;
        }
    }

    synchronized void close() {
        closed = true;
        if (subscription != null) {
            // The server drops it together with the session.
            subscription.abandon();
            forget();
        }
    }
}
