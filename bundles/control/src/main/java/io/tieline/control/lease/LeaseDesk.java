package io.tieline.control.lease;

import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseAnswer.Reason;
import io.tieline.control.lease.LeaseAnswer.Refused;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.ReserveFloor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers requests from upstream. A pure function: it applies nothing; the caller records the answer first and then grants
 * it to the book.
 */
public final class LeaseDesk {

    /** A plan may reach a day ahead. */
    static final Duration LONGEST_SCHEDULE = Duration.ofHours(24);
    /** Whatever has no end of its own must be renewed at least this often. */
    static final Duration LONGEST_UNRENEWED = Duration.ofSeconds(300);

    /** 2100: the latest time an epoch may be taken for where the clock here tells none. */
    static final long HIGHEST_EPOCH = 4_102_444_800_000L;

    private static final int MOST_STANDING = 64;
    /** Clocks may part by this much before a time in a request is worth nothing. */
    private static final double CLOCK_TOLERANCE_SECONDS = 60;

    private static final long DAY_MILLIS = 86_400_000;

    private static final String AHEAD = "it was issued ahead of the clock here: set the clock of the sender";

    private LeaseDesk() {}

    /**
     * The moment of a request.
     *
     * @param clockTrusted whether the site's clock may be compared with the sender's
     */
    public record Now(long utcMillis, long nanos, boolean clockTrusted) {

        /** Whether a request was made by a clock that runs ahead of the one here. */
        boolean isAhead(long issuedUtcMillis) {
            return clockTrusted && (issuedUtcMillis - utcMillis) / 1000.0 > CLOCK_TOLERANCE_SECONDS;
        }

        /**
         * An epoch is a count, or the time an authority began in milliseconds; above the time of now it would leave later
         * authorities no number to take over with.
         */
        long highestEpoch() {
            return clockTrusted ? utcMillis + DAY_MILLIS : HIGHEST_EPOCH;
        }
    }

    /**
     * What the site says to every request.
     *
     * @param notInControl why no request is taken at all, empty if they are
     * @param gridState empty while the grid is OK, else the words for its state
     * @param can what the batteries are built for
     * @param loadW what the site uses without them, NaN: not known
     * @param reserveFloorPercent the floor configured here, which nobody remote lowers
     */
    public record Local(
            String notInControl, String gridState, PowerRange can, double loadW, double reserveFloorPercent) {}

    /** Answers a request; neither the book nor anything else is changed. */
    public static LeaseAnswer offer(LeaseRequest request, LeaseBook book, Local local, Now now) {
        if (!local.notInControl().isEmpty()) {
            return new Refused(Reason.NOT_IN_CONTROL, local.notInControl());
        }
        if (request.epoch() > now.highestEpoch()) {
            return new Refused(
                    Reason.NONSENSE,
                    "epoch: must be a count, or a time in milliseconds up to " + now.highestEpoch() + ", is "
                            + request.epoch() + "; to take over, count one above " + book.epoch());
        }
        if (request.epoch() < book.epoch()) {
            return new Refused(
                    Reason.EPOCH, "epoch " + request.epoch() + " is over, epoch " + book.epoch() + " has spoken");
        }
        if (book.heard(request, now)) {
            return new Refused(
                    Reason.DUPLICATE,
                    "lease " + request.id() + " was heard before, or a later one of it"
                            + (now.isAhead(request.issuedUtcMillis()) ? "; " + AHEAD : ""));
        }
        if (request.payload().movesPower() && !local.gridState().isEmpty()) {
            return new Refused(Reason.GRID_STATE, local.gridState());
        }
        if (book.standing().size() >= MOST_STANDING && !book.stands(request.id())) {
            return new Refused(Reason.FULL, MOST_STANDING + " leases stand already");
        }
        List<String> clamped = new ArrayList<>(2);
        double seconds = remaining(request, now, clamped);
        if (seconds <= 0) {
            return new Refused(
                    Reason.EXPIRED, "it was issued too long ago for its ttl of " + request.ttlSeconds() + " s");
        }
        Lease lease = new Lease(
                bounded(request, local, clamped),
                now.utcMillis() + Math.round(seconds * 1000),
                now.nanos() + Math.round(seconds * 1e9));
        return new Accepted(lease, clamped);
    }

    /**
     * How long it still stands. Where the clocks cannot be compared the time runs from now, and only for as long as an
     * unattended setpoint may.
     */
    private static double remaining(LeaseRequest request, Now now, List<String> clamped) {
        double age = (now.utcMillis() - request.issuedUtcMillis()) / 1000.0;
        boolean comparable = now.clockTrusted() && age >= -CLOCK_TOLERANCE_SECONDS;
        double longest = (comparable ? request.payload().longest() : LONGEST_UNRENEWED).toMillis() / 1000.0;
        double ttl = Math.min(request.ttlSeconds(), longest);
        if (ttl < request.ttlSeconds()) {
            clamped.add("ttl: shortened from " + request.ttlSeconds() + " s to " + ttl + " s"
                    + (comparable ? "" : ", for the clocks cannot be compared")
                    + (now.isAhead(request.issuedUtcMillis()) ? "; " + AHEAD : ""));
        }
        return comparable ? ttl - Math.max(0, age) : ttl;
    }

    private static LeaseRequest bounded(LeaseRequest request, Local local, List<String> clamped) {
        if (request.payload() instanceof PowerSchedule schedule) {
            PowerSchedule bounded = schedule.within(request.bounds());
            if (!bounded.equals(schedule)) {
                clamped.add("payload.watts: clamped to the bounds of the request, " + words(request.bounds()));
            }
            PowerSchedule possible = bounded.within(local.can());
            if (!possible.equals(bounded)) {
                clamped.add("payload.watts: clamped to what the batteries can do, " + words(local.can()));
            }
            return request.with(possible);
        }
        Beyond.of(request.payload(), local).ifPresent(clamped::add);
        if (request.payload() instanceof ReserveFloor floor && floor.socPercent() < local.reserveFloorPercent()) {
            clamped.add("payload.socPercent: raised from " + floor.socPercent() + " to the "
                    + local.reserveFloorPercent() + " % configured here, which nobody remote lowers");
            return request.with(new ReserveFloor(local.reserveFloorPercent()));
        }
        return request;
    }

    private static String words(PowerRange range) {
        return Math.round(range.minW()) + " to " + Math.round(range.maxW()) + " W";
    }
}
