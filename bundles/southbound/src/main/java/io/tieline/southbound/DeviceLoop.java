package io.tieline.southbound;

import io.tieline.model.DeviceImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Connects one device, polls it, notices when it falls silent and connects it again.
 *
 * <p>Everything happens in {@link #run}, one run at a time: whoever has news – a timer, an answer, the user – only wakes
 * it. So there is no lock a slow or broken device could hold, and no device knows of another.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // only run() writes the counters, and it runs once at a time
final class DeviceLoop implements Runnable {

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
    private final CommReport report;
    private final BackOff backOff;
    private final Cadence cadence;
    private final long readGuardNanos;
    private final long connectGuardNanos;

    private final AtomicInteger woken = new AtomicInteger();
    private final Runnable wake = this::wake;
    private final Runnable timer = this::wake;

    private Phase phase = Phase.PAUSING;
    private Freshness freshness = new Freshness(List.of(), 0);
    private List<PollGroup> groups = List.of();
    /** The poll group that fills a point of the session, -1: none yet. */
    private byte[] filledBy = new byte[0];

    private @Nullable Connecting connecting;
    private int group;
    private int failuresInARow;
    private boolean everRead;
    private long heardAt;
    private long readFrom;
    private long readFromPoll;
    private long deadline;
    private long retryAt;
    private long armedFor = Long.MAX_VALUE;

    private volatile boolean closed;
    private volatile @Nullable Link link;
    private volatile @Nullable DeviceFault fault;
    private volatile @Nullable Identity identity;
    private volatile DeviceStatus.State state = DeviceStatus.State.CONNECTING;
    private volatile long polls;
    private volatile long failures;
    private volatile long sessions;
    private volatile double roundTripMillis = Double.NaN;

    DeviceLoop(DeviceTarget target, DeviceImage image, Protocol protocol, Surroundings around, long firstNanos) {
        this.target = target;
        this.image = image;
        this.protocol = protocol;
        this.around = around;
        report = new CommReport(target, image, around);
        backOff = new BackOff(around.random());
        cadence = new Cadence(Math.max(1_000_000, target.poll().toNanos()), firstNanos);
        // Last resorts: a protocol keeps its own deadline for each of the several exchanges of a read or a discovery.
        readGuardNanos = Math.max(SECOND, 5 * target.timeout().toNanos());
        connectGuardNanos = Math.max(10 * SECOND, 20 * target.timeout().toNanos());
        retryAt = firstNanos;
        report.adopt(PointSet.EMPTY, null);
    }

    /** From any thread, as often as one likes. */
    void wake() {
        if (woken.getAndIncrement() == 0) {
            around.execute(this);
        }
    }

    @Override
    public void run() {
        int seen = woken.get();
        do {
            try {
                step();
            } catch (RuntimeException | LinkageError e) {
                // A listener of the image threw: what it wanted is lost, the polls go on.
                fault = Link.internal("polling " + target.device().id(), e);
            }
            if (!closed) {
                arm(around.nanos().getAsLong());
            }
            seen = woken.addAndGet(-seen);
        } while (seen != 0);
    }

    void close() {
        closed = true;
        Link open = link;
        if (open != null) {
            open.close();
        }
        wake();
    }

    DeviceStatus status() {
        return new DeviceStatus(target.device(), state, identity, fault, polls, failures, sessions, roundTripMillis);
    }

    DeviceTarget target() {
        return target;
    }

    /** The session commands may go to: connected and read at least once. */
    @Nullable
    Link writable() {
        Link open = link;
        return open != null && open.isAdopted() && !closed ? open : null;
    }

    long sessions() {
        return sessions;
    }

    private void step() {
        long now = around.nanos().getAsLong();
        if (now - armedFor >= 0 && armedFor != Long.MAX_VALUE) {
            armedFor = Long.MAX_VALUE;
        }
        if (closed) {
            end();
            return;
        }
        if (cadence.advance(now)) {
            age();
        }
        while (advance(now)) {
            now = around.nanos().getAsLong();
        }
        judge();
    }

    /** Does the next thing that can be done now; false: there is nothing but to wait. */
    private boolean advance(long now) {
        return switch (phase) {
            case PAUSING -> now - retryAt >= 0 && connect(now);
            case CONNECTING -> connecting != null && connected(connecting, now);
            case READY -> read(now);
            case READING -> readEnded(now);
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
            if (now - deadline < 0) {
                return false;
            }
            failed(new DeviceFault(
                    DeviceFault.Kind.TIMEOUT, "Connecting did not end within " + connectGuardNanos / SECOND + " s."));
            drop(now);
            return true;
        }
        DeviceSession session = attempt.session();
        DeviceFault why = attempt.fault();
        connecting = null;
        if (session == null) {
            failed(why == null ? new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "Not connected.") : why);
            drop(now);
            return true;
        }
        try {
            adopt(session);
            phase = Phase.READY;
        } catch (RuntimeException | LinkageError e) {
            Link.closeQuietly(session);
            failed(Link.internal("adopting the points", e));
            drop(now);
        }
        return true;
    }

    private void adopt(DeviceSession session) {
        List<PollGroup> found = List.copyOf(session.groups());
        if (found.isEmpty() || found.size() > Byte.MAX_VALUE) {
            throw new IllegalStateException(found.size() + " poll groups");
        }
        Identity who = session.identity();
        int own = session.points().size();
        PointSet before = image.points();
        PointSet points = report.adopt(session.points(), who);
        if (points != before || !freshness.fits(found)) {
            freshness = new Freshness(found, cadence.poll());
            filledBy = new byte[own];
            Arrays.fill(filledBy, (byte) -1);
        }
        freshness.allDue(cadence.poll());
        groups = found;
        identity = who;
        failuresInARow = 0;
        sessions++;
        link = new Link(session, new Batch(image, points, filledBy, around.pointsRead()), wake);
    }

    private boolean read(long now) {
        Link open = link;
        group = freshness.due(cadence.poll());
        if (group < 0 || open == null) {
            return false;
        }
        readFrom = now;
        readFromPoll = cadence.poll();
        deadline = now + readGuardNanos;
        phase = Phase.READING;
        open.read(groups.get(group), group);
        return true;
    }

    private boolean readEnded(long now) {
        Link open = link;
        if (open == null || !open.ended()) {
            if (now - deadline < 0) {
                return false;
            }
            failed(new DeviceFault(
                    DeviceFault.Kind.TIMEOUT, "A read did not end within " + readGuardNanos / SECOND + " s."));
            drop(now);
            return true;
        }
        phase = Phase.READY;
        DeviceFault why = open.fault();
        if (why == null) {
            succeeded(open, now);
            return true;
        }
        failed(why);
        freshness.failed(group, cadence.poll());
        if (why.kind() == DeviceFault.Kind.NO_CONNECTION || failuresInARow >= MOST_FAILURES) {
            drop(now);
        }
        return true;
    }

    private void succeeded(Link open, long now) {
        polls++;
        roundTripMillis = (now - readFrom) / 1e6;
        freshness.read(group, readFromPoll);
        heardAt = readFromPoll;
        everRead = true;
        failuresInARow = 0;
        backOff.reset();
        // Group 0 holds what steers; before it was read nothing is known about what the device is doing now.
        if (group == 0) {
            open.adopt();
        }
    }

    private void failed(DeviceFault why) {
        failures++;
        failuresInARow++;
        fault = why;
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
            open.close();
        }
        Connecting attempt = connecting;
        connecting = null;
        if (attempt != null) {
            attempt.giveUp();
        }
    }

    private void age() {
        for (int i = 0; i < freshness.groups(); i++) {
            if (freshness.aged(i, cadence.poll())) {
                Quality quality = freshness.age(i) == Freshness.Age.STALE ? Quality.UNCERTAIN_STALE : lostQuality();
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

    private Quality lostQuality() {
        DeviceFault why = fault;
        return why == null ? Quality.BAD_STALE : why.kind().quality();
    }

    private void judge() {
        DeviceStatus.State now = assess();
        if (now != state) {
            state = now;
            report.change(now, fault);
        }
    }

    private DeviceStatus.State assess() {
        if (!everRead) {
            return failures == 0 ? DeviceStatus.State.CONNECTING : DeviceStatus.State.OFFLINE;
        }
        Freshness.Age age = Freshness.of(cadence.poll() - heardAt, 1);
        if (age == Freshness.Age.LOST) {
            return DeviceStatus.State.OFFLINE;
        }
        boolean whole = link != null && age == Freshness.Age.FRESH && !freshness.anyFailed();
        return whole ? DeviceStatus.State.ONLINE : DeviceStatus.State.DEGRADED;
    }

    private void arm(long now) {
        long due = cadence.nextNanos();
        if (phase == Phase.PAUSING) {
            due = Math.min(due, retryAt);
        } else if (phase != Phase.READY) {
            due = Math.min(due, deadline);
        }
        // A timer armed earlier for a later moment is left to fire: it finds nothing to do and arms nothing.
        if (due < armedFor) {
            armedFor = due;
            around.schedule(timer, due - now);
        }
    }
}
