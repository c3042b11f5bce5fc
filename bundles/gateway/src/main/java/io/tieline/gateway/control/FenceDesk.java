package io.tieline.gateway.control;

import io.tieline.control.ControlCore;
import io.tieline.control.lease.Fence;
import io.tieline.control.settings.GatewaySettings;
import io.tieline.gateway.message.Announcement.Charge;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Which of several gateways of the site moves the batteries, and whatever changes that. Thread-safe. */
public final class FenceDesk {

    private static final long SETTLED_NANOS = Duration.ofMinutes(1).toNanos();
    /** No site has more gateways and restarts than this in a memory worth keeping. */
    private static final int MOST_KNOWN = 64;

    private final CoreAccess core;
    private final Journalling record;
    private final SiteClock clock;
    private final LongSupplier nanos;
    private final GatewaySettings own;

    /** The last count heard of each other instance, over whatever path; who was heard last comes last. */
    private final Map<String, Long> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private volatile Fence fence;
    private volatile Charge charge = Charge.NONE;
    private long chargedSince;

    /** What there is to say about this gateway. */
    public record Standing(String name, long epoch, Charge charge) {}

    /**
     * @param nanos real time, monotonic
     * @param fence what is known from before
     */
    public FenceDesk(
            CoreAccess core,
            Journalling record,
            SiteClock clock,
            LongSupplier nanos,
            GatewaySettings own,
            Fence fence) {
        this.core = core;
        this.record = record;
        this.clock = clock;
        this.nanos = nanos;
        this.own = own;
        this.fence = fence;
    }

    /** After every decision; on the thread that decides. */
    public void follow(ControlCore inside) {
        fence = inside.state().fence();
        long now = nanos.getAsLong();
        if (!inside.isInCharge()) {
            charge = Charge.NONE;
        } else if (charge == Charge.NONE) {
            charge = Charge.NEW;
            chargedSince = now;
        } else if (now - chargedSince >= SETTLED_NANOS) {
            charge = Charge.SETTLED;
        }
    }

    /** No setpoint will be written any more. */
    public void end() {
        charge = Charge.ENDED;
    }

    public Standing standing() {
        return new Standing(own.id(), own.epoch(), charge);
    }

    /** The other gateway that is in charge, in words; empty if none is. */
    public String other() {
        Fence now = fence;
        return now.excludes(own.epoch()) ? now.otherId() + " with epoch " + now.otherEpoch() : "";
    }

    /**
     * Whether these words are later than all that were heard of their instance; what one path has kept may be older than what
     * came over the other.
     */
    public boolean isNews(String instance, long count) {
        synchronized (counts) {
            Long before = counts.get(instance);
            if (before != null && count <= before) {
                return false;
            }
            counts.put(instance, count);
            return true;
        }
    }

    /** The instances heard last, at most so many. */
    public List<String> latest(int most) {
        synchronized (counts) {
            List<String> all = List.copyOf(counts.keySet());
            return all.subList(Math.max(0, all.size() - most), all.size());
        }
    }

    /**
     * Another gateway of the site was heard; if it outranks this one, no setpoint is written any more.
     *
     * @param first whether of equal epochs that one stays
     */
    public void heard(String id, long epoch, boolean first) {
        change(before -> before.hear(id, epoch, first));
    }

    /** Another gateway says that it has ended. */
    public void gone(String id) {
        change(before -> before.gone(id));
    }

    /** What changes nothing is not worth a decision, nor a write to the disk. */
    private void change(UnaryOperator<Fence> by) {
        if (!by.apply(fence).equals(fence)) {
            core.with(inside -> changed(inside, by));
        }
    }

    private boolean changed(ControlCore inside, UnaryOperator<Fence> by) {
        inside.fence(by);
        // Not only with the next decision: until then a goodbye would meet nobody.
        fence = inside.state().fence();
        return true;
    }

    /**
     * An operator has made sure that the other gateway is gone. If it is not, it is heard again.
     *
     * @return completes with why nothing changes, empty if this one is in charge; never exceptionally
     */
    public CompletionStage<String> alone(String operator) {
        String other = other();
        if (other.isEmpty()) {
            return CompletableFuture.completedFuture("no other gateway is in charge");
        }
        String sentence = operator + " says that gateway " + other + " is gone";
        return record.append(
                        new Event(clock.utcMillis(), Event.Kind.OPERATOR, Severity.INFO, "control", sentence, Map.of()))
                .thenCompose(position -> core.with(inside -> changed(inside, before -> Fence.ALONE)))
                .thenApply(done -> "")
                .exceptionally(cause -> "it cannot be recorded or applied: " + cause);
    }
}
