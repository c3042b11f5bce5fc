package io.tieline.gateway.update;

import io.tieline.gateway.foundation.DaemonThreads;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.update.Timer;
import io.tieline.update.UpdateAgent;
import io.tieline.update.UpdateSettings;
import io.tieline.update.UpdateState;
import io.tieline.update.UpdateState.Phase;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import io.tieline.update.release.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes releases from where they come and leads them to a proved version, or back; tells every step. */
public final class Updating implements AutoCloseable {

    static final String SOURCE = "update";
    private static final String REFUSED = "refused";
    private static final String REVERTED = "reverted";
    private static final String WAITING = "waiting";
    private static final String FAILED = "failed";
    private static final String NOTHING_WAITS = "no release waits to be installed";

    /** What a source that is asked again and again brings up again and again; nobody is to be alarmed by it. */
    private static final Set<Reason> KNOWN = Set.of(Reason.OLDER, Reason.FAILED_BEFORE, Reason.BUSY);

    /** When a release that was checked is installed. */
    enum When {
        /** When nothing speaks against it. */
        SAFE,
        /** At once; an operator has decided so. */
        NOW,
        /** Not until an operator says otherwise. */
        HOLD
    }

    private final Foundation foundation;
    private final UpdateAgent agent;
    private final List<ReleaseSource> sources;
    private final When when;
    private final ScheduledExecutorService threads;
    private final ReleaseOrder order;
    private final Supplier<Condition> condition;
    private final String running;
    private volatile boolean wanted;
    private volatile String refused = "";
    private volatile String report = "";
    /** On the monotonic clock; null: nobody has postponed anything. */
    private volatile @Nullable Long postponedUntil;

    /**
     * @param folder of the agent
     * @param order what upstream has ordered; looked into before the other sources
     * @param condition how well the gateway does now
     * @param around makes what the agent works on, given the listener it is to tell
     */
    Updating(
            Path folder,
            Trust trust,
            UpdateSettings settings,
            When when,
            List<ReleaseSource> sources,
            ReleaseOrder order,
            Supplier<Condition> condition,
            Function<Listening, UpdateAgent.Surroundings> around,
            Foundation foundation)
            throws IOException {
        this.foundation = foundation;
        this.when = when;
        this.sources = Stream.concat(Stream.of(order), sources.stream()).toList();
        this.order = order;
        this.condition = condition;
        this.running = settings.version().toString();
        // Two, so that a health check that hangs cannot hold the deadline.
        this.threads = Executors.newScheduledThreadPool(2, DaemonThreads.named(SOURCE));
        this.agent = new UpdateAgent(
                folder,
                trust,
                settings,
                around.apply(new Listening(
                        this::changed,
                        (delay, task) -> threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS))));
    }

    /** What the agent tells and is woken by. */
    record Listening(Consumer<UpdateState> listener, Timer timer) {}

    /** Goes on with what the process before was at, then looks for releases again and again. */
    void start(long lookEveryMillis) {
        threads.execute(() -> guarded(this::resume));
        threads.scheduleWithFixedDelay(
                () -> guarded(this::look), lookEveryMillis, lookEveryMillis, TimeUnit.MILLISECONDS);
    }

    UpdateState state() {
        return agent.state();
    }

    @Override
    public void close() {
        sources.forEach(ReleaseSource::close);
        threads.shutdownNow();
    }

    private void resume() throws IOException {
        UpdateState before = agent.state();
        if (before.phase() == Phase.REVERTED) {
            raiseReverted(before);
        }
        agent.resume();
    }

    private void look() throws IOException {
        for (ReleaseSource source : sources) {
            if (agent.state().isSettled()) {
                Optional<Path> release = source.next();
                if (release.isPresent()) {
                    take(release.get(), source);
                }
            }
        }
        proceed();
        tellUpstream();
    }

    private void tellUpstream() {
        UpdateState state = agent.state();
        report = UpdateReport.of(
                running,
                state,
                order,
                state.phase() == Phase.STAGED ? waits() : Optional.empty(),
                refused,
                condition.get());
    }

    /** How it stands with the software, as {@link UpdateReport} tells it; empty before the first look. */
    public String report() {
        return report;
    }

    private void take(Path release, ReleaseSource source) throws IOException {
        try {
            staged(agent.stage(release, source.wish()));
            source.taken(release);
        } catch (RefusedException e) {
            source.refused(release, e);
            if (source.wish() == UpdateAgent.Wish.DELIBERATE || !KNOWN.contains(e.reason())) {
                refuse(release, e);
            }
        }
    }

    private void staged(ReleaseManifest manifest) {
        refused = "";
        foundation.alarms().clear(SOURCE, REFUSED);
        foundation.alarms().clear(SOURCE, REVERTED);
        tell("Release " + manifest.version() + " (" + manifest.counter() + "): signatures and content are right");
    }

    private void refuse(Path release, RefusedException why) {
        refused = why.reason() + ": " + why.getMessage();
        foundation.alarms().clear(SOURCE, REFUSED);
        raise(
                REFUSED,
                Severity.MAJOR,
                "Release " + release.getFileName() + " is not installed: " + why.getMessage() + " [" + why.reason()
                        + "]");
    }

    /** Another installs a package; see {@link io.tieline.update.PackageGate}. */
    ReleaseManifest admit(Path file, byte[] manifest, byte[] signatures) throws RefusedException, IOException {
        try {
            ReleaseManifest release = agent.judge(file, manifest, signatures);
            tell("Package " + file.getFileName() + " may be installed by the host: its release is signed");
            return release;
        } catch (RefusedException e) {
            refuse(file, e);
            throw e;
        }
    }

    /** Somebody hands a release over. */
    void take(Path release) throws RefusedException, IOException {
        try {
            staged(agent.stage(release, UpdateAgent.Wish.DELIBERATE));
        } catch (RefusedException e) {
            refuse(release, e);
            throw e;
        }
    }

    /** Installs what is staged as soon as it may be. */
    private void proceed() throws IOException {
        UpdateState state = agent.state();
        if (state.phase() != Phase.STAGED) {
            foundation.alarms().clear(SOURCE, WAITING);
            return;
        }
        Optional<String> waits = waits();
        if (waits.isPresent()) {
            raise(WAITING, Severity.MINOR, "Release " + state.version() + " is not installed now: " + waits.get());
            return;
        }
        foundation.alarms().clear(SOURCE, WAITING);
        wanted = false;
        try {
            agent.install();
        } catch (RefusedException e) {
            raise(REFUSED, Severity.MAJOR, "Release " + state.version() + " is not installed: " + e.getMessage());
        }
    }

    /** Why the staged release is not installed now; empty: it is. */
    private Optional<String> waits() {
        if (wanted) {
            return Optional.empty();
        }
        Long until = postponedUntil;
        if (until != null && foundation.clock().monotonicNanos() - until < 0) {
            return Optional.of("an operator has postponed it");
        }
        return switch (when) {
            case SAFE -> agent.waitsFor();
            case NOW -> Optional.empty();
            case HOLD -> Optional.of("it is held back until an operator installs it");
        };
    }

    /** An operator installs what waits, whatever it waits for; why that is not possible, else empty. */
    public String installNow(String user) {
        if (agent.state().phase() != Phase.STAGED) {
            return NOTHING_WAITS;
        }
        tell(user + " installs version " + agent.state().version() + " now");
        wanted = true;
        threads.execute(() -> guarded(this::look));
        return "";
    }

    /** An operator wants what waits to wait longer; why that is not possible, else empty. */
    public String postpone(String user, Duration pause) {
        if (agent.state().phase() != Phase.STAGED) {
            return NOTHING_WAITS;
        }
        tell(user + " postpones version " + agent.state().version() + " by " + pause.toMinutes() + " min");
        postponedUntil = foundation.clock().monotonicNanos() + pause.toNanos();
        return "";
    }

    /** Upstream wants something; why that is not possible, else empty. */
    public String follow(UpdateRequest request) {
        String who = "Upstream (" + request.id() + ")";
        if (request instanceof UpdateRequest.Postpone postpone) {
            return postpone(who, postpone.pause());
        }
        return request instanceof UpdateRequest.Fetch fetch ? fetch(fetch, who) : installNow(who);
    }

    private String fetch(UpdateRequest.Fetch wanted, String who) {
        if (!agent.state().isSettled()) {
            return "another update is under way";
        }
        try {
            order.place(wanted.id(), wanted.address());
        } catch (IOException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        refused = "";
        tell(who + " has the release at " + wanted.address() + " fetched");
        tellUpstream();
        return "";
    }

    /** As the operator page shows it. */
    public Map<String, Object> view() {
        UpdateState state = agent.state();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("phase", state.phase().name());
        view.put("version", state.version());
        view.put("counter", state.counter());
        if (!state.reason().isEmpty()) {
            view.put("reason", state.reason());
        }
        if (state.phase() == Phase.STAGED) {
            waits().ifPresent(why -> view.put("waits", why));
        }
        return view;
    }

    private void changed(UpdateState state) {
        String version = "Version " + state.version();
        switch (state.phase()) {
            case IDLE, STAGED -> {
                // Told with what was found in it.
            }
            case SNAPSHOT -> tell(version + ": configuration and packages are kept as they are");
            case INSTALLING -> tell(version + " is being installed");
            case INSTALLED -> tell(version + " is installed; the gateway changes over to it");
            case PROBATION -> tell(version + " is on probation");
            case COMMITTING -> tell(version + " has proved itself");
            case CONFIRMED -> tell(version + " stays");
            case REVERTING -> tell(version + " is taken back: " + state.reason());
            case REVERTED -> raiseReverted(state);
        }
        tellUpstream();
    }

    private void raiseReverted(UpdateState state) {
        raise(
                REVERTED,
                Severity.MAJOR,
                "Version " + state.version() + " was taken back, the one before runs: " + state.reason());
    }

    private void raise(String alarm, Severity severity, String sentence) {
        foundation.alarms().raise(SOURCE, alarm, severity, sentence);
    }

    private void tell(String sentence) {
        foundation.events().accept(Event.state(foundation.clock().utcMillis(), SOURCE, sentence));
    }

    private interface Step {
        void take() throws IOException;
    }

    /** A look that fails must not be the last one. */
    private void guarded(Step step) {
        try {
            step.take();
            foundation.alarms().clear(SOURCE, FAILED);
        } catch (IOException | RuntimeException e) {
            raise(FAILED, Severity.MINOR, "Updates do not work: " + e + "; check disk and permissions");
        }
    }
}
