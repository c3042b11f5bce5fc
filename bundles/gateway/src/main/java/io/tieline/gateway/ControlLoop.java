package io.tieline.gateway;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlSettings;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.Roles;
import io.tieline.control.SituationReader;
import io.tieline.journal.Journal;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceStatus;
import io.tieline.southbound.PollEngine;
import io.tieline.southbound.SetpointKeeper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides once a second, and at once when the grid meter or a witness of the grid has a new value; hands the setpoints to
 * the keeper and the decisions to the journal.
 *
 * <p>Everything happens on one thread. If it dies, no setpoint is repeated and the cabinets fall back by themselves.
 */
final class ControlLoop implements AutoCloseable {

    /** After this long without a word from us a cabinet reverts by itself (DESIGN, guard). */
    private static final Duration REVERSION = Duration.ofSeconds(10);

    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(1500);
    private static final int REMEMBERED = 200;
    /** A device that has neither answered nor failed after this long is not waited for any more. */
    private static final Duration FIRST_READ = Duration.ofSeconds(3);
    /** A step that comes right after another decision finds no room on the ramp yet; it need not wait for the next poll. */
    private static final long RAMP_MILLIS = 50;

    private final ControlCore core;
    private final SituationReader reader;
    private final SetpointKeeper keeper;
    private final Journal journal;
    private final Foundation foundation;
    private final ControlStateFile stateFile;
    /** A device that reports while we stop is simply too late. */
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("control"), new ThreadPoolExecutor.DiscardPolicy());
    /** A disk that hangs must not hang the control. */
    private final ExecutorService disk = Executors.newSingleThreadExecutor(DaemonThreads.named("control-state"));

    private final AtomicBoolean pending = new AtomicBoolean();
    private final Deque<Decision> remembered = new ArrayDeque<>();
    private final AutoCloseable subscription;
    private final int gridMeter;
    private final PollEngine engine;
    private final StandingAlarms alarms;
    private final Set<Integer> needed;
    private final long beginNanos = System.nanoTime();

    private volatile @Nullable Decision latest;
    private volatile long decisions;
    private volatile long firstDecisionMillis;
    private boolean started;
    private boolean ramping;

    ControlLoop(
            ControlSettings settings,
            Roles roles,
            SiteRuntime site,
            Journal journal,
            Foundation foundation,
            ControlStateFile stateFile) {
        this.core = new ControlCore(settings, stateFile.load());
        this.reader = new SituationReader(site.image(), roles);
        this.keeper =
                new SetpointKeeper(site.engine(), settings.guard().deadBandW(), REVERSION, WRITE_TIMEOUT, "control");
        this.journal = journal;
        this.foundation = foundation;
        this.stateFile = stateFile;
        this.gridMeter = roles.gridMeter();
        this.engine = site.engine();
        this.alarms = new StandingAlarms(foundation.alarms(), System::nanoTime);
        this.needed = needed(roles);
        this.subscription = site.image().listen(this::changed);
    }

    void start() {
        thread.scheduleAtFixedRate(this::tick, 1000, 1000, TimeUnit.MILLISECONDS);
    }

    Optional<Decision> latest() {
        return Optional.ofNullable(latest);
    }

    /** The decisions an operator wants to read, newest first. */
    List<Decision> significant(int limit) {
        synchronized (remembered) {
            return remembered.stream().limit(limit).toList();
        }
    }

    long decisions() {
        return decisions;
    }

    /** Milliseconds from the start of the JVM to the first decision from a measured grid; 0 before it. */
    long firstDecisionMillis() {
        return firstDecisionMillis;
    }

    /** The setpoint a cabinet has confirmed, NaN if none. */
    double confirmedWatts(int device) {
        return keeper.confirmedWatts(device);
    }

    /** Runs on the thread that read the device: only asks for a decision, at most one at a time. */
    private void changed(DeviceImage device) {
        if (steers(device) && pending.compareAndSet(false, true)) {
            thread.execute(this::tick);
        }
    }

    private boolean steers(DeviceImage device) {
        DeviceKind kind = device.device().kind();
        return device.device().index() == gridMeter
                || kind == DeviceKind.UPS
                || kind == DeviceKind.TRANSFER_SWITCH
                || kind == DeviceKind.SWITCHBOARD;
    }

    /** What a first decision cannot do without; a witness of the grid that is still silent simply says nothing. */
    private static Set<Integer> needed(Roles roles) {
        Set<Integer> needed = new HashSet<>();
        needed.add(roles.gridMeter());
        needed.add(roles.loadMeter());
        roles.cabinets().forEach(cabinet -> {
            needed.add(cabinet.battery());
            needed.add(cabinet.pcs());
        });
        needed.remove(Roles.NONE);
        return needed;
    }

    /** A site half read looks like a site half broken: no decision before meter and cabinets were read or are known to be gone. */
    private boolean isStarting() {
        if (!started) {
            started = System.nanoTime() - beginNanos > FIRST_READ.toNanos()
                    || needed.stream()
                            .noneMatch(device -> engine.status(device).state() == DeviceStatus.State.CONNECTING);
        }
        return !started;
    }

    private void tick() {
        pending.set(false);
        if (isStarting()) {
            return;
        }
        try {
            SiteClock.Moment now = foundation.clock().moment();
            Decision decision = core.decide(reader.read(now.utcMillis()), now.utcMillis(), now.monotonicNanos());
            foundation.alarms().clear("control", "failed");
            publish(decision);
            act(decision);
            goOn(decision);
        } catch (RuntimeException e) {
            // No decision, no setpoint: the cabinets revert by themselves within the reversion time.
            foundation
                    .alarms()
                    .raise(
                            "control",
                            "failed",
                            Severity.CRITICAL,
                            "No decision could be made (" + e
                                    + "); the cabinets fall back by themselves. Report this.");
        }
    }

    private void publish(Decision decision) {
        if (decision.significant()) {
            journal.append(decision.toEvent());
            synchronized (remembered) {
                remembered.addFirst(decision);
                if (remembered.size() > REMEMBERED) {
                    remembered.removeLast();
                }
            }
            ControlState state = core.state();
            disk.execute(() -> save(state));
        }
        alarms.update(decision.alarms());
        if (firstDecisionMillis == 0 && !Double.isNaN(decision.flows().gridW())) {
            firstDecisionMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        }
        decisions++;
        latest = decision;
    }

    private void act(Decision decision) {
        for (Decision.Setpoint setpoint : decision.setpoints()) {
            if (!setpoint.released()) {
                keeper.hold(setpoint.device(), Math.rint(setpoint.watts()));
            }
        }
    }

    private void goOn(Decision decision) {
        if (decision.guardedBy() == Decision.GuardedBy.RAMP && !ramping) {
            ramping = true;
            thread.schedule(
                    () -> {
                        ramping = false;
                        tick();
                    },
                    RAMP_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void save(ControlState state) {
        try {
            stateFile.save(state);
            foundation.alarms().clear("control", "state");
        } catch (IOException e) {
            foundation
                    .alarms()
                    .raise(
                            "control",
                            "state",
                            Severity.MINOR,
                            "The state of the control cannot be saved (" + e.getMessage()
                                    + "); control goes on, but a restart would begin with a new target. Free disk"
                                    + " space or correct permissions.");
        }
    }

    @Override
    public void close() {
        Closing.quietly(subscription);
        end(thread);
        disk.execute(() -> save(core.state()));
        end(disk);
    }

    private static void end(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
