package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.profile.OpcUaPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.jspecify.annotations.Nullable;

/**
 * What the server notifies by itself, kept until the engine reads it.
 *
 * <p>One publish request is under way at any time: so notifications cannot overtake each other. A notification that is
 * missing in the sequence would leave an old value looking good: then the subscription is lost, and a new one begins
 * with all values. Every message, a keep-alive too, vouches that nothing else has changed until then.
 */
final class Subscription {

    /** OPC 10000-4, 5.13.1.2: the server gives up a subscription nobody has asked about for so long. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final double LEAST_INTERVAL_MILLIS = 50;

    /** A source time further ahead than this is no time at which the value was true. */
    private static final long MOST_AHEAD_MILLIS = 2000;

    private final Services services;
    private final List<Variable> variables;
    private final SiteClock clock;
    private final Runnable news;
    private final LongSupplier nanos;
    private final boolean trustsTime;
    private final long pollNanos;

    private final @Nullable DataValue[] latest;
    private final boolean[] changed;
    private final boolean[] monitored;
    private int awaited;
    private UInteger id = uint(0);
    private long sequence;
    private long publishTimeoutMillis;
    private long heardNanos;
    private long heardUtcMillis;
    private boolean told;
    private boolean lost;
    private boolean closed;

    private Subscription(
            Services services, List<Variable> variables, Settings settings, SiteClock clock, Runnable news) {
        this.services = services;
        this.variables = variables;
        this.clock = clock;
        this.news = news;
        nanos = settings.nanos;
        trustsTime = settings.trustsTime;
        pollNanos = settings.poll.toNanos();
        latest = new DataValue[variables.size()];
        changed = new boolean[variables.size()];
        monitored = new boolean[variables.size()];
    }

    /**
     * How to subscribe.
     *
     * @param poll how often the engine reads; the server is to say something as often
     * @param timeout of one exchange
     * @param trustsTime the server's clock is right, so its source times are taken
     * @param nanos real time, monotonic, however fast the site's runs
     */
    record Settings(Duration poll, Duration timeout, boolean trustsTime, LongSupplier nanos) {

        double intervalMillis(List<Variable> variables) {
            long shortest = variables.stream()
                    .map(variable -> variable.sampling().interval())
                    .filter(interval -> !interval.isZero())
                    .mapToLong(Duration::toMillis)
                    .reduce(poll.toMillis(), Math::min);
            return Math.max(LEAST_INTERVAL_MILLIS, shortest);
        }
    }

    /**
     * Subscribes to variables.
     *
     * @param news called when something has changed that nobody has read yet
     * @return fails if the server has no subscriptions; what it only refuses for single variables is left out
     */
    static CompletableFuture<Subscription> open(
            Services services,
            Limit limit,
            List<Variable> variables,
            Settings settings,
            SiteClock clock,
            Runnable news) {
        Subscription subscription = new Subscription(services, variables, settings, clock, news);
        double interval = settings.intervalMillis(variables);
        int keepAlive = (int) Math.max(1, Math.round(settings.poll.toMillis() / interval));
        int lifetime = (int) Math.max(3L * keepAlive, Math.round(LIFETIME.toMillis() / interval));
        return services.createSubscription(interval, keepAlive, lifetime)
                .thenCompose(created -> subscription.monitor(created, limit, settings))
                .handle((done, error) -> {
                    if (error != null) {
                        subscription.close();
                        return CompletableFuture.<Subscription>failedFuture(error);
                    }
                    subscription.publish(null);
                    return CompletableFuture.completedFuture(subscription);
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Void> monitor(CreateSubscriptionResponse created, Limit limit, Settings settings) {
        id = created.getSubscriptionId();
        // Twice the longest silence the server has announced, and the way there and back.
        double silence = created.getRevisedPublishingInterval()
                * created.getRevisedMaxKeepAliveCount().longValue();
        publishTimeoutMillis =
                (long) Math.min(3_600_000, 2 * silence + settings.timeout.toMillis()) + settings.poll.toMillis();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            positions.add(i);
        }
        return create(positions, limit, true)
                .thenCompose(withoutFilter -> withoutFilter.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : create(withoutFilter, limit, false).thenApply(refused -> null));
    }

    /** Yields those whose dead band is refused: they are worth having without one. */
    private CompletableFuture<List<Integer>> create(List<Integer> positions, Limit limit, boolean filtered) {
        List<MonitoredItemCreateRequest> requests =
                positions.stream().map(position -> item(position, filtered)).toList();
        return limit.inParts(requests, part -> services.createItems(id, part)).thenApply(results -> {
            List<Integer> again = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                int position = positions.get(i);
                if (results.get(i).getStatusCode().isGood()) {
                    monitors(position);
                } else if (filtered && isAboutFilter(results.get(i))) {
                    again.add(position);
                }
            }
            return again;
        });
    }

    private synchronized void monitors(int position) {
        monitored[position] = true;
        awaited++;
    }

    private static boolean isAboutFilter(MonitoredItemCreateResult result) {
        long code = result.getStatusCode().value();
        return code == StatusCodes.Bad_MonitoredItemFilterUnsupported
                || code == StatusCodes.Bad_FilterNotAllowed
                || code == StatusCodes.Bad_MonitoredItemFilterInvalid
                || code == StatusCodes.Bad_DeadbandFilterInvalid;
    }

    private MonitoredItemCreateRequest item(int position, boolean filtered) {
        Variable variable = variables.get(position);
        OpcUaPlan.Sampling sampling = variable.sampling();
        ExtensionObject filter = null;
        if (filtered && sampling.deadband() > 0) {
            DeadbandType type = sampling.percent() ? DeadbandType.Percent : DeadbandType.Absolute;
            filter = ExtensionObject.encode(
                    services.encoding(),
                    new DataChangeFilter(DataChangeTrigger.StatusValue, uint(type.getValue()), sampling.deadband()));
        }
        double interval = sampling.interval().isZero()
                ? pollNanos / 1e6
                : sampling.interval().toMillis();
        // A queue of one: what counts is what is true now.
        return new MonitoredItemCreateRequest(
                Services.valueOf(variable.from().node()),
                MonitoringMode.Reporting,
                new MonitoringParameters(uint(position), interval, filter, uint(1), true));
    }

    private void publish(@Nullable UInteger received) {
        SubscriptionAcknowledgement[] acknowledgements = received == null
                ? null
                : new SubscriptionAcknowledgement[] {new SubscriptionAcknowledgement(id, received)};
        services.publish(acknowledgements, publishTimeoutMillis).whenComplete((response, error) -> {
            if (error != null) {
                failed(error);
                return;
            }
            if (taken(response)) {
                news.run();
            }
            if (!isOver()) {
                publish(
                        needsAcknowledgement(response)
                                ? response.getNotificationMessage().getSequenceNumber()
                                : null);
            }
        });
    }

    private static boolean needsAcknowledgement(PublishResponse response) {
        ExtensionObject[] data = response.getNotificationMessage().getNotificationData();
        return data != null && data.length > 0;
    }

    private void failed(Throwable error) {
        boolean again = UaException.extract(error)
                .map(ua -> ua.getStatusCode().value())
                .filter(code -> code == StatusCodes.Bad_TooManyPublishRequests)
                .isPresent();
        if (again && !isOver()) {
            CompletableFuture.delayedExecutor(pollNanos, TimeUnit.NANOSECONDS).execute(() -> publish(null));
        } else {
            lose();
        }
    }

    private synchronized boolean isOver() {
        return lost || closed;
    }

    private synchronized void lose() {
        lost = true;
    }

    /** A message that cannot be understood may have held anything: what is known may be wrong. */
    private boolean taken(PublishResponse response) {
        try {
            return take(response);
        } catch (RuntimeException e) {
            lose();
            return false;
        }
    }

    /** True if somebody should be told. */
    private synchronized boolean take(PublishResponse response) {
        NotificationMessage message = response.getNotificationMessage();
        if (!response.getSubscriptionId().equals(id)) {
            return false;
        }
        ExtensionObject[] data = message.getNotificationData();
        long number = message.getSequenceNumber().longValue();
        boolean keepAlive = data == null || data.length == 0;
        // A keep-alive bears the number the next notification will have (OPC 10000-4, 5.13.1.1); some bear the last
        // one.
        long expected = sequence == UInteger.MAX_VALUE ? 1 : sequence + 1;
        if (sequence != 0 && number != expected && !(keepAlive && number == sequence)) {
            lost = true;
            return false;
        }
        if (!keepAlive) {
            sequence = number;
            for (ExtensionObject notification : data) {
                take(notification);
            }
        } else if (sequence == 0) {
            sequence = Math.max(0, number - 1);
        }
        heardNanos = nanos.getAsLong();
        heardUtcMillis = clock.utcMillis();
        boolean tell = !keepAlive && !lost && awaited == 0 && !told;
        told |= tell;
        return tell;
    }

    private void take(ExtensionObject notification) {
        if (!(notification.decode(services.encoding()) instanceof DataChangeNotification change)) {
            // A status change: the server has closed or given away the subscription.
            lost = true;
            return;
        }
        MonitoredItemNotification[] items = change.getMonitoredItems();
        if (items == null) {
            return;
        }
        for (MonitoredItemNotification item : items) {
            long position = item.getClientHandle().longValue();
            if (position < latest.length && monitored[(int) position]) {
                if (latest[(int) position] == null) {
                    awaited--;
                }
                latest[(int) position] = item.getValue();
                changed[(int) position] = true;
            }
        }
    }

    /** No more notifications will come: it is time for a new subscription. */
    synchronized boolean isLost() {
        return lost;
    }

    /** Whether what it knows is true now: every variable has a value, and the server has vouched for them just now. */
    synchronized boolean isFresh() {
        return !lost && !closed && awaited == 0 && nanos.getAsLong() - heardNanos <= 5 * pollNanos / 2;
    }

    /** The variables the server does not watch; they must be read. */
    synchronized List<Variable> unwatched() {
        List<Variable> unwatched = new ArrayList<>();
        for (int i = 0; i < monitored.length; i++) {
            if (!monitored[i]) {
                unwatched.add(variables.get(i));
            }
        }
        return unwatched;
    }

    /**
     * Puts all values: with the time the server last vouched for them, or the time their source gives a new value, where
     * the server's clock is trusted.
     */
    synchronized void put(SampleTarget samples, Values.Doubtful doubtful) {
        told = false;
        samples.begin(heardUtcMillis);
        for (int i = 0; i < latest.length; i++) {
            DataValue value = latest[i];
            if (value != null && !(trustsTime && changed[i] && hasSourceTime(value))) {
                Values.put(samples, doubtful, variables.get(i), value);
                changed[i] = false;
            }
        }
        samples.commit();
        if (trustsTime) {
            putWithSourceTime(samples, doubtful);
        }
    }

    private void putWithSourceTime(SampleTarget samples, Values.Doubtful doubtful) {
        for (int i = 0; i < latest.length; i++) {
            DataValue value = latest[i];
            if (changed[i] && value != null) {
                DateTime time = value.getSourceTime();
                samples.begin(time == null ? heardUtcMillis : time.getJavaTime());
                Values.put(samples, doubtful, variables.get(i), value);
                samples.commit();
                changed[i] = false;
            }
        }
    }

    private boolean hasSourceTime(DataValue value) {
        DateTime time = value.getSourceTime();
        return time != null && !time.isNull() && time.getJavaTime() <= heardUtcMillis + MOST_AHEAD_MILLIS;
    }

    /** Asks for no more notifications, without a word to the server. */
    synchronized void abandon() {
        closed = true;
    }

    /** Tells the server, which would otherwise keep it for its lifetime. */
    void close() {
        abandon();
        if (id.longValue() != 0) {
            services.deleteSubscription(id);
        }
    }
}
