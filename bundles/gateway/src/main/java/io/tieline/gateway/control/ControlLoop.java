package io.tieline.gateway.control;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.commissioning.CommissioningReport;
import io.tieline.control.grid.GridState;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.replay.Made;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Roles;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.SituationReader;
import io.tieline.gateway.foundation.Closing;
import io.tieline.gateway.foundation.DaemonThreads;
import io.tieline.model.AlarmBoard;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.southbound.PollEngine;
import io.tieline.southbound.SetpointKeeper;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides once a second, and at once when the grid meter or a witness of the grid has a new value; hands the setpoints to
 * the keeper and the decisions to the journal.
 *
 * <p>Everything happens on one thread. If it dies, no setpoint is repeated and the cabinets fall back by themselves. The
 * thread is handed in, so the same loop runs in a gateway and in a site whose time is only computed.
 */
public final class ControlLoop implements CoreAccess, AutoCloseable, GuardedCommands.Control {

    /** After this long without a word from us a cabinet reverts by itself (DESIGN, guard). */
    private static final Duration REVERSION = Duration.ofSeconds(10);

    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(1500);
    /** A restart must find the state of the grid as it was acted on; a disk that hangs is not waited for any longer. */
    private static final Duration STATE_PATIENCE = Duration.ofMillis(200);

    /** So much of the running demand window a restart may have to guess. */
    private static final Duration SAVE_EVERY = Duration.ofMinutes(1);
    /** How often a site that is read for the first time is looked at: the batteries wait for the decision. */
    private static final long STARTING_MILLIS = 20;
    /** A step that comes right after another decision finds no room on the ramp yet; it need not wait for the next poll. */
    private static final long RAMP_MILLIS = 50;

    private final ControlCore core;
    private final SituationReader reader;
    private final SetpointKeeper keeper;
    private final DecisionRecord record;
    private final SiteClock clock;
    private final AlarmBoard board;
    private final StateKeeper states;
    private final OrderSender orders;
    private final UpstreamDesk upstream;
    private final FenceDesk gateways;
    private final CommissioningDesk commissioning;
    private final OperatorRequests operator;
    private final Workers workers;

    private final AtomicBoolean pending = new AtomicBoolean();
    private final AtomicBoolean acknowledged = new AtomicBoolean();
    private final AutoCloseable subscription;
    private final int gridMeter;
    private final StandingAlarms alarms;
    private final FirstReading firstReading;
    private final CompletableFuture<Void> firstDecision = new CompletableFuture<>();

    private volatile @Nullable Decision latest;
    private volatile long firstTurnNanos;
    private volatile long turns;
    private volatile ControlState seen;
    private volatile long decisions;
    private volatile long firstDecisionMillis;
    private long savedNanos;
    private boolean again;

    /**
     * Who does the work.
     *
     * @param decisions one thread; a task that comes too late is dropped
     * @param disk another one, for a disk that hangs must not hang the control; {@code Runnable::run} where time is only
     *     computed
     * @param nanos real time, monotonic
     */
    public record Workers(ScheduledExecutorService decisions, Executor disk, LongSupplier nanos) {

        static Workers threads() {
            return new Workers(
                    new ScheduledThreadPoolExecutor(
                            1, DaemonThreads.named("control"), new ThreadPoolExecutor.DiscardPolicy()),
                    Executors.newSingleThreadExecutor(DaemonThreads.named("control-state")),
                    System::nanoTime);
        }
    }

    /**
     * @param engine reads the devices of the image and carries the setpoints to them
     * @param record takes the decisions an operator wants to read
     * @param reports hears of every commissioning test that has ended
     * @param stateFile what a loop before this one left, and where this one leaves what the next must know
     */
    public ControlLoop(
            ControlSettings settings,
            Roles roles,
            LiveImage image,
            PollEngine engine,
            Journalling record,
            SiteClock clock,
            AlarmBoard board,
            Consumer<CommissioningReport> reports,
            ControlStateFile stateFile,
            Workers workers) {
        this.core = new ControlCore(settings, stateFile.load());
        this.reader = new SituationReader(image, roles);
        this.keeper = new SetpointKeeper(engine, settings.guard().deadBandW(), REVERSION, WRITE_TIMEOUT, "control");
        this.record = new DecisionRecord(settings, record, board, workers.nanos());
        this.clock = clock;
        this.board = board;
        this.states = new StateKeeper(stateFile::save, workers.disk(), board, STATE_PATIENCE);
        this.orders = new OrderSender(engine::submit, record, clock::utcMillis);
        this.upstream = new UpstreamDesk(this, record, clock);
        this.gateways = new FenceDesk(
                this,
                record,
                clock,
                workers.nanos(),
                settings.gateway(),
                core.state().fence());
        this.commissioning = new CommissioningDesk(
                this,
                record,
                clock,
                roles.cabinets().stream()
                        .map(cabinet ->
                                image.devices().get(cabinet.battery()).device().id())
                        .toList(),
                core.state().commissioning(),
                reports);
        this.operator = new OperatorRequests(this, record, clock, this::latest, this::acknowledge);
        this.seen = core.state();
        this.workers = workers;
        this.savedNanos = workers.nanos().getAsLong();
        this.gridMeter = roles.gridMeter();
        this.alarms = new StandingAlarms(board, workers.nanos());
        this.firstReading = new FirstReading(roles, engine::status, workers.nanos());
        this.subscription = image.listen(this::changed);
    }

    public void start() {
        workers.decisions().execute(this::tick);
        workers.decisions().scheduleAtFixedRate(this::tick, 1000, 1000, TimeUnit.MILLISECONDS);
    }

    /** The last decision; empty before the first. */
    public Optional<Decision> latest() {
        return Optional.ofNullable(latest);
    }

    /** The decisions an operator wants to read, newest first. */
    public List<Decision> significant(int limit) {
        return record.significant(limit);
    }

    public long decisions() {
        return decisions;
    }

    /** How often the loop came round, with a decision or without: one that stands still is stuck. */
    public long turns() {
        return turns;
    }

    /** When it came round for the first time, on the clock of its workers; of no meaning before. */
    public long firstTurnNanos() {
        return firstTurnNanos;
    }

    /** Milliseconds from the start of the JVM to the first decision from a measured grid; 0 before it. */
    public long firstDecisionMillis() {
        return firstDecisionMillis;
    }

    /** Done after the first decision. */
    CompletionStage<Void> firstDecision() {
        return firstDecision;
    }

    @Override
    public Optional<GridState> gridState() {
        return latest().map(decision -> decision.grid().state());
    }

    /** An operator lets the automatic go on where it waits for one; heard with the next decision. */
    @Override
    public void acknowledge() {
        acknowledged.set(true);
        workers.decisions().execute(this::tick);
    }

    /** The setpoint a cabinet has confirmed, NaN if none. */
    public double confirmedWatts(int device) {
        return keeper.confirmedWatts(device);
    }

    /** Offers a request from upstream; see {@link UpstreamDesk#offer}. */
    public CompletionStage<LeaseAnswer> offer(LeaseRequest request) {
        return upstream.offer(request);
    }

    /** Where other gateways of the site are heard. */
    public FenceDesk gateways() {
        return gateways;
    }

    /** Begins the commissioning test for an operator; see {@link CommissioningDesk#start}. */
    public CompletionStage<String> startCommissioning(String operator) {
        return commissioning.start(operator);
    }

    public OperatorRequests operator() {
        return operator;
    }

    public ControlState state() {
        return seen;
    }

    /** Ends it early. */
    public CompletionStage<String> abortCommissioning(String operator) {
        return commissioning.abort(operator);
    }

    /** The commissioning test as of the last decision. */
    public Commissioning commissioning() {
        return commissioning.seen();
    }

    @Override
    public <T> CompletionStage<T> with(Function<ControlCore, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (workers.decisions().isShutdown()) {
            answer.completeExceptionally(new IllegalStateException("the control has stopped"));
            return answer;
        }
        workers.decisions().execute(() -> {
            try {
                answer.complete(question.apply(core));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return;
            }
            tick();
            states.save(core.state());
        });
        return answer;
    }

    /** Runs on the thread that read the device: only asks for a decision, at most one at a time. */
    private void changed(DeviceImage device) {
        if (steers(device) && pending.compareAndSet(false, true)) {
            workers.decisions().execute(this::tick);
        }
    }

    private boolean steers(DeviceImage device) {
        DeviceKind kind = device.device().kind();
        return device.device().index() == gridMeter
                || kind == DeviceKind.UPS
                || kind == DeviceKind.TRANSFER_SWITCH
                || kind == DeviceKind.GENSET
                || kind == DeviceKind.SWITCHBOARD;
    }

    private void tick() {
        pending.set(false);
        if (turns == 0) {
            firstTurnNanos = workers.nanos().getAsLong();
        }
        turns++;
        if (!firstReading.isOver()) {
            // A device that has failed wakes nobody, and the ticks of every second are far apart.
            againIn(STARTING_MILLIS);
            return;
        }
        try {
            SiteClock.Moment now = clock.moment();
            Situation read = reader.read(now);
            Situation situation = acknowledged.getAndSet(false) ? read.acknowledged() : read;
            ControlState before = core.state();
            Decision decision = core.decide(situation, now.utcMillis(), now.monotonicNanos());
            board.clear("control", "failed");
            remember(decision);
            record.keep(new Made(before, situation, now.utcMillis(), now.monotonicNanos(), decision, core.state()));
            publish(decision);
            act(decision);
            orders.send(decision.orders());
            goOn(decision);
        } catch (RuntimeException e) {
            // No decision, no setpoint: the cabinets revert by themselves within the reversion time.
            board.raise(
                    "control",
                    "failed",
                    Severity.CRITICAL,
                    "No decision could be made (" + e + "); the cabinets fall back by themselves. Report this.");
        }
    }

    /** What the grid is believed to be, and what was ordered because of it, is on the disk before anything is done. */
    private void remember(Decision decision) {
        Decision before = latest;
        boolean turns =
                before == null || before.grid().state() != decision.grid().state();
        long nanos = workers.nanos().getAsLong();
        boolean due = nanos - savedNanos >= SAVE_EVERY.toNanos();
        if (turns || !decision.orders().isEmpty()) {
            states.saveNow(core.state());
        } else if (decision.significant() || due) {
            states.save(core.state());
        } else {
            return;
        }
        savedNanos = nanos;
    }

    private void publish(Decision decision) {
        seen = core.state();
        commissioning.follow(seen.commissioning());
        gateways.follow(core);
        alarms.update(decision.alarms());
        if (firstDecisionMillis == 0 && !Double.isNaN(decision.flows().gridW())) {
            firstDecisionMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        }
        decisions++;
        latest = decision;
        firstDecision.complete(null);
    }

    private void act(Decision decision) {
        for (Decision.Setpoint setpoint : decision.setpoints()) {
            if (!setpoint.released()) {
                keeper.hold(setpoint.device(), Math.rint(setpoint.watts()));
            }
        }
    }

    private void goOn(Decision decision) {
        if (decision.guardedBy() == Decision.GuardedBy.RAMP) {
            againIn(RAMP_MILLIS);
        }
    }

    private void againIn(long millis) {
        if (!again) {
            again = true;
            workers.decisions()
                    .schedule(
                            () -> {
                                again = false;
                                tick();
                            },
                            millis,
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        Closing.quietly(subscription);
        Closing.inOrder(workers.decisions());
        gateways.end();
        states.save(core.state());
        if (workers.disk() instanceof ExecutorService disk) {
            Closing.inOrder(disk);
        }
    }
}
