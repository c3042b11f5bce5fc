package io.tieline.southbound;

import io.tieline.model.DeviceImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects one device, polls it, notices when it falls silent and connects it again.
 *
 * <p>Everything happens in {@link #step}, on the engine's agenda: whoever has news – an answer, the user – only wakes it.
 * So there is no lock a slow or broken device could hold, and no device knows of another. A device that is away costs
 * nothing but its next attempt: once all its values are bad there is no other time to wait for.
 */
final class DeviceLoop {

    private static final long SECOND = 1_000_000_000L;
    /** A session is given up after so many reads in a row failed without the connection being known broken. */
    private static final int MOST_FAILURES = 3;

    private enum Phase {
        PAUSING,
        CONNECTING,
        READY,
        READING
    }

    private final DeviceTarget target;
    private final DeviceImage image;
    private final Protocol protocol;
    private final Surroundings around;
    private final Spread spread;
    private final CommReport report;
    private final AlarmReport alarms;
    private final PollTally tally;
    private final Health health;
    private final BackOff backOff;
    private final long pollNanos;
    private final long readGuardNanos;
    private final long connectGuardNanos;

    private final Agenda.Entry entry;
    private final Runnable wake;
    private final Requests requests;

    private Phase phase = Phase.PAUSING;
    private Freshness freshness;
    /** The poll group that fills a point of the session, -1: none yet. */
    private byte[] filledBy = new byte[0];

    private @Nullable Connecting connecting;
    private int group;
    private long readSince;
    private long readFrom;
    private long deadline;
    private long retryAt;

    private volatile boolean closed;
    private volatile @Nullable Link link;

    DeviceLoop(DeviceTarget target, DeviceImage image, Protocol protocol, Surroundings around, Spread spread) {
        this.target = target;
        this.image = image;
        this.protocol = protocol;
        this.around = around;
        this.spread = spread;
        int device = target.device().index();
        report = new CommReport(target, image, around);
        alarms = new AlarmReport(target.device().id(), around.alarms());
        tally = new PollTally(device, around.watch());
        backOff = new BackOff(around.random());
        pollNanos = Math.max(1_000_000, target.poll().toNanos());
        health = new Health(target.device(), pollNanos);
        freshness = new Freshness(new long[0], pollNanos, 0);
        // Last resorts: a protocol keeps its own deadline for each of the several exchanges of a read or a discovery.
        readGuardNanos = Math.max(SECOND, 5 * target.timeout().toNanos());
        connectGuardNanos = Math.max(10 * SECOND, 20 * target.timeout().toNanos());
        retryAt = spread.connectNanos(device);
        entry = around.agenda().entry(this::run);
        wake = entry::wake;
        requests = new Requests(wake);
        report.adopt(PointSet.EMPTY, null);
    }

    void start() {
        entry.wake();
    }

    private void run() {
        try {
            step();
        } catch (RuntimeException | Error e) {
            // A listener of the image threw: what it wanted is lost, the polls go on.
            health.disturbed(Link.internal("polling " + target.device().id(), e));
        }
        entry.at(closed ? Agenda.NEVER : nextAt());
    }

    void close() {
        closed = true;
        Link open = link;
        if (open != null) {
            open.close();
        }
        entry.wake();
    }

    DeviceStatus status() {
        Link open = link;
        return health.status(open != null && open.isDone() ? 1 : 0);
    }

    Health health() {
        return health;
    }

    PollFigures figures() {
        return tally.figures();
    }

    DeviceTarget target() {
        return target;
    }

    DeviceImage image() {
        return image;
    }

    Requests requests() {
        return requests;
    }

    /** The session commands may go to: connected and read at least once. */
    @Nullable
    Link writable() {
        Link open = link;
        return open != null && open.isAdopted() && !closed ? open : null;
    }

    /** A setpoint is held until then. */
    void hold(long untilNanos) {
        Link open = link;
        if (open != null && open.pulse != null) {
            open.pulse.hold(untilNanos);
        }
    }

    private void step() {
        long now = around.now();
        if (closed) {
            end();
            return;
        }
        Link open = link;
        if (open != null) {
            settle(open, now);
            open.plan.advance(now, phase == Phase.READING);
            requests.enter(open.plan, now);
        } else {
            requests.end();
        }
        age(now);
        while (advance(now)) {
            now = around.now();
        }
        alarms.update();
        if (health.judge(now, link != null, freshness)) {
            report.change(health.state(), health.fault());
        }
    }

    /** Does the next thing that can be done now; false: there is nothing but to wait. */
    private boolean advance(long now) {
        return switch (phase) {
            case PAUSING -> now >= retryAt && connect(now);
            case CONNECTING -> connecting != null && connected(connecting, now);
            case READY -> link != null && read(link, now);
            case READING -> link != null && readEnded(link, now);
        };
    }

    private boolean connect(long now) {
        deadline = now + connectGuardNanos;
        phase = Phase.CONNECTING;
        connecting = Connecting.start(protocol, target, wake);
        return true;
    }

    private boolean connected(Connecting attempt, long now) {
        if (attempt.isOpen()) {
            if (now < deadline) {
                return false;
            }
            health.failed(new DeviceFault(
                    DeviceFault.Kind.TIMEOUT, "Connecting did not end within " + connectGuardNanos / SECOND + " s."));
            drop(now);
            return true;
        }
        DeviceSession session = attempt.session();
        DeviceFault why = attempt.fault();
        connecting = null;
        if (session == null) {
            health.failed(why == null ? new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "Not connected.") : why);
            drop(now);
            return true;
        }
        try {
            adopt(session, now);
            phase = Phase.READY;
        } catch (RuntimeException | Error e) {
            Link.closeQuietly(session);
            health.failed(Link.internal("adopting the points", e));
            drop(now);
        }
        return true;
    }

    private void adopt(DeviceSession session, long now) {
        List<PollGroup> groups = List.copyOf(session.groups());
        if (groups.isEmpty() || groups.size() > Byte.MAX_VALUE) {
            throw new IllegalStateException(groups.size() + " poll groups");
        }
        PollPlan plan = plan(groups);
        Identity who = session.identity();
        PointSet own = session.points();
        PointSet before = image.points();
        PointSet points = report.adopt(own, who);
        if (points != before || !freshness.fits(plan.intervals())) {
            freshness = new Freshness(plan.intervals(), pollNanos, now);
            filledBy = new byte[own.size()];
            Arrays.fill(filledBy, (byte) -1);
        }
        AlarmFlags flags = new AlarmFlags(session.alarms(), own, wake);
        Batch batch = new Batch(image, points, filledBy, flags, around.pointsRead());
        Pulse pulse = session.heartbeat()
                .map(heartbeat -> new Pulse(target, session, heartbeat, around))
                .orElse(null);
        session.onNews(requests::news);
        alarms.follow(flags);
        plan.begin(now);
        health.connected(who);
        link = new Link(session, plan, pulse, batch, own, filledBy, wake, around.nanos());
        if (pulse != null) {
            pulse.start();
        }
    }

    private PollPlan plan(List<PollGroup> groups) {
        Cadence[] cadences = new Cadence[groups.size()];
        for (int i = 0; i < cadences.length; i++) {
            long interval = groups.get(i).nanos(pollNanos);
            long offset = spread.offsetNanos(target.device().index(), i, cadences.length, interval);
            cadences[i] = new Cadence(interval, offset);
        }
        return new PollPlan(groups, cadences, tally);
    }

    private boolean read(Link open, long now) {
        group = open.plan.next(now);
        if (group < 0) {
            return false;
        }
        readSince = open.plan.read(group, now);
        requests.begins(group, now);
        readFrom = now;
        deadline = now + readGuardNanos;
        phase = Phase.READING;
        open.read(group);
        return true;
    }

    private boolean readEnded(Link open, long now) {
        if (!isCalm(open) || open.plan.next(now) >= 0) {
            open.await();
        }
        if (settle(open, now)) {
            return true;
        }
        if (now < deadline) {
            return false;
        }
        health.failed(new DeviceFault(
                DeviceFault.Kind.TIMEOUT, "A read did not end within " + readGuardNanos / SECOND + " s."));
        drop(now);
        return true;
    }

    /** Nobody need be told at once that the present read went as well as those before. */
    private boolean isCalm(Link open) {
        return open.isAdopted() && health.isCalm() && !requests.isWaiting() && !freshness.anyFailed();
    }

    /** Draws the conclusions of a read that has ended. */
    private boolean settle(Link open, long now) {
        if (phase != Phase.READING || !open.ended()) {
            return false;
        }
        phase = Phase.READY;
        DeviceFault why = open.fault();
        if (why == null) {
            succeeded(open);
        } else {
            health.failed(why);
            freshness.failed(group);
            open.plan.want(group, readSince + pollNanos);
        }
        requests.ended(group, open.plan);
        if (why != null && (why.kind() == DeviceFault.Kind.NO_CONNECTION || health.failuresInARow() >= MOST_FAILURES)) {
            drop(now);
        }
        return true;
    }

    private void succeeded(Link open) {
        health.read(readSince, (open.endedAt() - readFrom) / 1e6);
        freshness.read(group, readSince);
        backOff.reset();
        // Group 0 holds what steers; before it was read nothing is known about what the device is doing now.
        if (group == 0) {
            open.adopt();
        }
    }

    private void drop(long now) {
        end();
        phase = Phase.PAUSING;
        retryAt = now + backOff.nextNanos();
    }

    private void end() {
        Link open = link;
        link = null;
        if (open != null) {
            open.plan.end();
            if (open.pulse != null) {
                open.pulse.close();
            }
            open.close();
        }
        Connecting attempt = connecting;
        connecting = null;
        if (attempt != null) {
            attempt.giveUp();
        }
        requests.end();
    }

    private void age(long now) {
        for (int i = 0; i < freshness.groups(); i++) {
            if (freshness.aged(i, now)) {
                Quality quality =
                        freshness.age(i) == Freshness.Age.STALE ? Quality.UNCERTAIN_STALE : health.lostQuality();
                degrade(i, quality);
            }
        }
    }

    private void degrade(int aged, Quality quality) {
        byte[] groupOf = filledBy;
        image.degrade(
                point -> point < groupOf.length && groupOf[point] == aged,
                quality,
                around.clock().utcMillis());
    }

    /** When there is something to do although nobody wakes it. */
    private long nextAt() {
        long next = Math.min(freshness.nextNanos(), health.worseAt(freshness));
        Link open = link;
        return switch (phase) {
            case PAUSING -> Math.min(next, retryAt);
            case CONNECTING -> Math.min(next, deadline);
            case READY -> open == null ? next : Math.min(next, open.plan.nextNanos());
            case READING -> Math.min(next, open == null ? deadline : Math.min(deadline, open.plan.nextDueNanos()));
        };
    }
}
