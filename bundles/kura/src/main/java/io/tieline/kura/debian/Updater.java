package io.tieline.kura.debian;

import io.tieline.kura.debian.Spool.Health;
import io.tieline.kura.debian.Spool.Request;
import io.tieline.update.UpdateAgent;
import io.tieline.update.UpdateSettings;
import io.tieline.update.UpdateState;
import io.tieline.update.UpdateState.Phase;
import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The program of root's that installs what the gateway asks for on a Kura 6, and puts the package before back if the gateway
 * in the new one does not say in time that it does its work.
 *
 * <p>It leads a release through the same steps as every other gateway ({@link UpdateAgent}), from a copy of its own, under keys
 * of its own and with a counter of its own. What it does is on the disk before it is done, so it may be killed at any moment.
 */
public final class Updater {

    /** A Kura on a small gateway needs a minute to come up. */
    private static final Duration TAKE_OVER = Duration.ofMinutes(3);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PROBATION = Duration.ofSeconds(10);
    private static final Duration LONGEST_PROBATION = Duration.ofDays(1);

    private final Path root;
    private final Spool spool;
    private final Dpkg dpkg;
    private final Path folder;
    private final Duration takeOver;

    /**
     * @param root of the machine
     * @param takeOver a version in which nobody reports by then is given up
     */
    Updater(Path root, Duration takeOver) {
        this.root = root;
        this.spool = new Spool(root.resolve(Path.of("/").relativize(Spool.USUAL_HOME)));
        this.dpkg = new Dpkg(root);
        this.folder = spool.home().resolve("update");
        this.takeOver = takeOver;
    }

    /**
     * Does what is asked for, or goes on with what was begun; returns when there is nothing left to watch.
     *
     * @param arguments the folder that is taken for the machine, and the seconds a version has to report within; neither:
     *     this machine
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments.length > 0 ? arguments[0] : "/");
        Duration takeOver = arguments.length > 1 ? Duration.ofSeconds(Long.parseLong(arguments[1])) : TAKE_OVER;
        new Updater(root, takeOver).run();
        // Nothing but daemons is left.
    }

    void run() throws IOException, InterruptedException {
        Optional<Request> begun = spool.pendingRequest();
        Optional<Request> asked = begun.isPresent() ? begun : spool.takeUp();
        if (asked.isPresent()) {
            Request request = asked.get();
            try {
                lead(request, begun.isPresent());
            } catch (RefusedException e) {
                refuse(request, e.getMessage() + " [" + e.reason() + "]");
            } catch (IllegalArgumentException e) {
                refuse(request, String.valueOf(e.getMessage()));
            }
            spool.done();
        }
    }

    private void refuse(Request request, String why) throws IOException {
        say("Version " + request.version() + " is not installed: " + why);
        spool.answer(request.version(), why);
    }

    private void lead(Request request, boolean again) throws RefusedException, IOException, InterruptedException {
        CountDownLatch settled = new CountDownLatch(1);
        // Two, so that a look that hangs cannot hold the deadline.
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "tieline-updater");
            thread.setDaemon(true);
            return thread;
        });
        try {
            UpdateAgent agent = agent(request, threads, settled);
            if (agent.state().isSettled()) {
                if (again) {
                    refuse(request, "the machine was restarted before it was installed");
                    return;
                }
                agent.stage(spool.release(), UpdateAgent.Wish.DELIBERATE);
                agent.install();
            } else {
                agent.resume();
            }
            threads.scheduleWithFixedDelay(
                    () -> listen(agent, request), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            if (!agent.state().isSettled()) {
                settled.await();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void listen(UpdateAgent agent, Request request) {
        try {
            if (spool.reported(request.version())
                    .filter(Health.GIVEN_UP::equals)
                    .isPresent()) {
                agent.giveUp("the gateway in it has given it up");
            }
        } catch (IOException e) {
            say("What the gateway reports cannot be followed yet: " + e.getMessage());
        }
    }

    private UpdateAgent agent(Request request, ScheduledExecutorService threads, CountDownLatch settled)
            throws RefusedException, IOException {
        Duration probation = within(request.probation()).plus(takeOver);
        UpdateSettings settings = new UpdateSettings(
                "tieline",
                Version.parse(dpkg.installed(DebianRelease.PACKAGE).orElse("0")),
                Platform.KURA_6,
                LOOK_EVERY,
                1,
                probation,
                takeOver,
                takeOver);
        return new UpdateAgent(
                folder,
                new PinnedKeys(root).trust(),
                settings,
                new UpdateAgent.Surroundings(
                        new DpkgInstaller(dpkg, folder),
                        new ReportedHealth(spool, request.version()),
                        Optional::empty,
                        () -> folder.toFile().getUsableSpace(),
                        (delay, task) -> threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS),
                        state -> told(state, settled)));
    }

    private static Duration within(Duration probation) {
        Duration least = probation.compareTo(SHORTEST_PROBATION) < 0 ? SHORTEST_PROBATION : probation;
        return least.compareTo(LONGEST_PROBATION) > 0 ? LONGEST_PROBATION : least;
    }

    private void told(UpdateState state, CountDownLatch settled) {
        say("Version " + state.version() + ": " + state.phase()
                + (state.reason().isEmpty() ? "" : ", " + state.reason()));
        try {
            if (state.phase() == Phase.REVERTING) {
                // Before Kura is started again: the version before reads it at its start.
                spool.answer(state.version(), state.reason());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (state.phase() == Phase.CONFIRMED || state.phase() == Phase.REVERTED) {
            settled.countDown();
        }
    }

    /** To the journal daemon. */
    private static void say(String line) {
        System.out.println(line);
    }
}
