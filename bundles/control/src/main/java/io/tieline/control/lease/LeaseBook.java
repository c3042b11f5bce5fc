package io.tieline.control.lease;

import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.lease.Payload.Mode;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.PriceSchedule;
import io.tieline.control.lease.Payload.ReserveFloor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The leases that stand, and what was heard before. Immutable.
 *
 * @param standing the highest priority first, of equal ones the latest issued
 * @param epoch the latest authority that has spoken
 * @param heard when the last request of each id was issued, so that a late duplicate does not come to life again; of a sender whose
 *     clock was set back meanwhile also the last one before, under the id behind {@code AHEAD}
 */
public record LeaseBook(List<Lease> standing, long epoch, Map<String, Long> heard) {

    /** More ids than can stand by far; the oldest are forgotten first. */
    private static final int REMEMBERED = 256;

    /** No id holds such a character. */
    private static final String AHEAD = "\u0001";

    private static final Comparator<Lease> ORDER = Comparator.comparingInt(
                    (Lease lease) -> -lease.request().priority())
            .thenComparingLong(lease -> -lease.request().issuedUtcMillis())
            .thenComparing(Lease::id);

    public static final LeaseBook EMPTY = new LeaseBook(List.of(), 0, Map.of());

    public LeaseBook {
        standing = standing.stream().sorted(ORDER).toList();
    }

    /** The book with one more lease; the same id is replaced, and a new authority ends everything of earlier ones. */
    public LeaseBook grant(Lease lease) {
        LeaseRequest request = lease.request();
        List<Lease> kept = new ArrayList<>();
        for (Lease before : standing) {
            if (!before.id().equals(lease.id()) && before.request().epoch() >= request.epoch()) {
                kept.add(before);
            }
        }
        kept.add(lease);
        Map<String, Long> known = new LinkedHashMap<>(heard);
        Long before = known.remove(request.id());
        if (before != null && before > request.issuedUtcMillis()) {
            known.merge(AHEAD + request.id(), before, Math::max);
        }
        known.put(request.id(), request.issuedUtcMillis());
        while (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
        return new LeaseBook(kept, Math.max(epoch, request.epoch()), known);
    }

    /** The book after a restart. */
    public LeaseBook resumed(LeaseDesk.Now now) {
        return standing.isEmpty()
                ? this
                : new LeaseBook(
                        standing.stream().map(lease -> lease.resumed(now)).toList(), epoch, heard);
    }

    /** The book without what has expired. */
    public LeaseBook at(long nanos) {
        return standing.isEmpty() || standing.stream().allMatch(lease -> lease.standsAt(nanos))
                ? this
                : new LeaseBook(
                        standing.stream().filter(lease -> lease.standsAt(nanos)).toList(), epoch, heard);
    }

    /**
     * Whether it, or a later one of its id, was heard before. One that was issued ahead of the clock here does not block those of
     * a sender whose clock has been set since.
     */
    boolean heard(LeaseRequest request, LeaseDesk.Now now) {
        Long before = heard.get(request.id());
        return (before != null
                        && before >= request.issuedUtcMillis()
                        && (!now.isAhead(before) || now.isAhead(request.issuedUtcMillis())))
                || isFromBeforeTheClockWasSet(request, now);
    }

    /** Whose clock is wrong may not be known any more; the very same request is known at any time. */
    private boolean isFromBeforeTheClockWasSet(LeaseRequest request, LeaseDesk.Now now) {
        Long ahead = heard.get(AHEAD + request.id());
        long issued = request.issuedUtcMillis();
        return ahead != null && (ahead == issued || (ahead > issued && now.isAhead(issued)));
    }

    boolean stands(String id) {
        return standing.stream().anyMatch(lease -> lease.id().equals(id));
    }

    /** The schedule that counts at an instant, empty if none does or upstream wants local policy only. */
    public Optional<Lease> schedule(long utcMillis) {
        return standing.isEmpty() || isLocal()
                ? Optional.empty()
                : standing.stream()
                        .filter(lease -> lease.request().payload() instanceof PowerSchedule schedule
                                && !Double.isNaN(schedule.at(utcMillis)))
                        .findFirst();
    }

    /** The prices that count at an instant. */
    public Optional<PriceSchedule> prices(long utcMillis) {
        return isLocal()
                ? Optional.empty()
                : standing.stream()
                        .map(lease -> lease.request().payload())
                        .filter(payload ->
                                payload instanceof PriceSchedule prices && !Double.isNaN(prices.at(utcMillis)))
                        .map(PriceSchedule.class::cast)
                        .findFirst();
    }

    /** The curtailments that run at an instant, the highest priority first. */
    public List<Lease> curtailments(long utcMillis) {
        if (standing.isEmpty()) {
            return List.of();
        }
        return standing.stream()
                .filter(lease -> lease.request().payload() instanceof Curtailment event && event.runsAt(utcMillis)
                        || lease.request().payload() instanceof Limit)
                .toList();
    }

    /** The state of charge upstream wants kept, 0 if it wants none. */
    public double reserveFloorPercent() {
        double floor = 0;
        for (Lease lease : standing) {
            if (lease.request().payload() instanceof ReserveFloor wanted) {
                floor = Math.max(floor, wanted.socPercent());
            }
        }
        return floor;
    }

    /** The request to be ready for a storm that stands longest, empty if upstream awaits none. */
    public Optional<Lease> storm() {
        return standing.isEmpty()
                ? Optional.empty()
                : standing.stream()
                        .filter(lease -> lease.request().payload().equals(new Mode(Mode.Kind.STORM)))
                        .max(Comparator.comparingLong(Lease::expiresUtcMillis));
    }

    private boolean isLocal() {
        return standing.stream().anyMatch(lease -> lease.request().payload().equals(new Mode(Mode.Kind.LOCAL)));
    }
}
