package io.tieline.gateway;

import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.update.HealthCheck;
import io.tieline.update.Installer;
import io.tieline.update.PackageManifest;
import io.tieline.update.RefusedException;
import io.tieline.update.UpdateAgent;
import io.tieline.update.UpdateSettings;
import io.tieline.update.UpdateState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes packages out of the inbox and leads them to a proved version, or back; tells every step. */
final class Updating implements AutoCloseable {

    static final String SOURCE = "update";
    static final String REFUSED = "refused";
    static final String REVERTED = "reverted";
    static final String WAITING = "waiting";
    private static final String FAILED = "failed";

    /** What an update changes and asks; the framework's side of it. */
    interface Runtime {
        /** Why nothing may be installed now, empty if it may; a version that does not prove itself is taken back anyway. */
        Optional<String> objection();

        Installer installer();

        HealthCheck health();

        /** The next package is measured by how it is now. */
        void remember() throws IOException;

        /** Makes the framework run the jars as they are now. */
        void switchOver(UpdateState state);
    }

    private final Path inbox;
    private final Path folder;
    private final Foundation foundation;
    private final Runtime runtime;
    private final UpdateAgent agent;
    private final ScheduledExecutorService threads;
    private Map<Path, Long> seen = Map.of();

    Updating(
            Path folder,
            Path inbox,
            PublicKey key,
            UpdateSettings settings,
            Runtime runtime,
            ScheduledExecutorService threads,
            Foundation foundation)
            throws IOException {
        this.inbox = Files.createDirectories(inbox);
        this.folder = Files.createDirectories(folder);
        this.foundation = foundation;
        this.runtime = runtime;
        this.threads = threads;
        this.agent = new UpdateAgent(
                folder,
                key,
                settings,
                runtime.installer(),
                runtime.health(),
                (delay, task) -> threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS),
                this::changed);
    }

    static ScheduledExecutorService threads() {
        // Two, so that a health check that hangs cannot hold the deadline.
        return Executors.newScheduledThreadPool(2, DaemonThreads.named(SOURCE));
    }

    /** Goes on with what the process before was at, then looks into the inbox again and again. */
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
        threads.shutdownNow();
    }

    private void resume() throws IOException {
        UpdateState before = agent.state();
        if (before.phase() == UpdateState.Phase.REVERTED) {
            raiseReverted(before);
        }
        agent.resume();
    }

    /** A file that grew since the last look is still being copied. */
    private void look() throws IOException {
        Map<Path, Long> now = new HashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(inbox)) {
            files = all.filter(file -> file.toString().endsWith(".tlp"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            now.put(file, Files.size(file));
        }
        Map<Path, Long> earlier = seen;
        seen = now;
        Optional<Path> waiting = Optional.empty();
        for (Path file : files) {
            if (Objects.equals(now.get(file), earlier.get(file))
                    && agent.state().isSettled()) {
                if (runtime.objection().isEmpty()) {
                    take(file);
                } else {
                    waiting = Optional.of(file);
                }
            }
        }
        tellWaiting(waiting);
    }

    /** It stays in the inbox. */
    private void tellWaiting(Optional<Path> file) {
        if (file.isEmpty()) {
            foundation.alarms().clear(SOURCE, WAITING);
            return;
        }
        foundation
                .alarms()
                .raise(
                        SOURCE,
                        WAITING,
                        Severity.MINOR,
                        "Package " + file.get().getFileName() + " is not installed now: "
                                + runtime.objection().orElse("the grid has just come back"));
    }

    private void take(Path file) throws IOException {
        // Moved first: a package that cannot be moved away would be installed again at every look.
        Path taken = folder.resolve("taken.tlp");
        Files.move(file, taken, StandardCopyOption.REPLACE_EXISTING);
        try {
            PackageManifest manifest = agent.stage(taken);
            foundation.alarms().clear(SOURCE, REFUSED);
            foundation.alarms().clear(SOURCE, REVERTED);
            tell("Package " + file.getFileName() + ": release " + manifest.counter() + ", signature and content right");
            runtime.remember();
            agent.install();
            Files.deleteIfExists(taken);
        } catch (RefusedException e) {
            Files.move(
                    taken, file.resolveSibling(file.getFileName() + ".refused"), StandardCopyOption.REPLACE_EXISTING);
            foundation.alarms().clear(SOURCE, REFUSED);
            foundation
                    .alarms()
                    .raise(
                            SOURCE,
                            REFUSED,
                            Severity.MAJOR,
                            "Package " + file.getFileName() + " is not installed: " + e.getMessage());
        }
    }

    private void changed(UpdateState state) {
        switch (state.phase()) {
            case IDLE, STAGED -> {
                // Told with the name of the file.
            }
            case INSTALLING -> tell("Version " + state.version() + " is being installed");
            case INSTALLED -> {
                tell("Version " + state.version() + " is installed; the gateway changes over to it");
                runtime.switchOver(state);
            }
            case PROBATION -> tell("Version " + state.version() + " is on probation");
            case CONFIRMED -> tell("Version " + state.version() + " has proved itself and stays");
            case REVERTING -> tell("Version " + state.version() + " is taken back: " + state.reason());
            case REVERTED -> {
                raiseReverted(state);
                runtime.switchOver(state);
            }
        }
    }

    private void raiseReverted(UpdateState state) {
        foundation
                .alarms()
                .raise(
                        SOURCE,
                        REVERTED,
                        Severity.MAJOR,
                        "Version " + state.version() + " was taken back, the one before runs: " + state.reason());
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
            foundation
                    .alarms()
                    .raise(
                            SOURCE,
                            FAILED,
                            Severity.MINOR,
                            "Updates do not work: " + e + "; check disk and permissions");
        }
    }
}
