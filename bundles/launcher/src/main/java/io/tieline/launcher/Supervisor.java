package io.tieline.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Keeps a gateway running: starts its bundles, and others when it asks for them, all in one process, so that a change of
 * version costs neither the start of a JVM nor its warm-up.
 */
final class Supervisor {

    private static final int SOONEST_SECONDS = 1;
    /** Longer than {@link RunningGateway} waits. */
    private static final int STOP_WITHIN_SECONDS = 15;

    private static final int HUNG = 3;
    /** Tells bundles that are stopped that the process goes on. */
    private static final String RESTARTING = "tieline.restarting";

    private final LaunchOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final ScheduledExecutorService watch = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "tieline-boot");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable RunningGateway running;
    private volatile @Nullable ScheduledFuture<?> deadline;
    private volatile boolean again;
    private volatile boolean ending;

    Supervisor(LaunchOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until it is stopped.
     *
     * @return whether it was an orderly stop
     * @throws StartFailure if nothing could be started
     */
    boolean run() throws StartFailure, InterruptedException {
        Boot boot = boot();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "tieline-stop"));
        boolean orderly;
        do {
            again = false;
            System.clearProperty(RESTARTING);
            RunningGateway gateway = begin(boot);
            running = gateway;
            if (ending || again) {
                gateway.close();
            }
            orderly = gateway.awaitStop();
            running = null;
        } while (again && !ending);
        return orderly;
    }

    private void end() {
        ending = true;
        RunningGateway gateway = running;
        if (gateway != null) {
            gateway.close();
        }
    }

    private Boot boot() throws StartFailure {
        try {
            return new Boot(options);
        } catch (IOException e) {
            throw new StartFailure("no bundles in " + options.home().resolve("plugins") + "; is --home right?", e);
        }
    }

    private RunningGateway begin(Boot boot) throws StartFailure {
        while (true) {
            try {
                return start(boot, boot.next());
            } catch (StartFailure e) {
                cancelDeadline();
                e.problems().forEach(err::println);
                if (!triesOther(boot, e)) {
                    throw e;
                }
            } catch (IOException e) {
                throw new StartFailure(
                        "cannot write to " + options.data() + ": " + e + "; check disk and permissions", e);
            }
        }
    }

    private static boolean triesOther(Boot boot, StartFailure why) throws StartFailure {
        try {
            return boot.failed(String.join("; ", why.problems()));
        } catch (IOException e) {
            why.addSuppressed(e);
            throw why;
        }
    }

    private RunningGateway start(Boot boot, BundleSet set) throws StartFailure {
        long begin = System.nanoTime();
        FrameworkFactory factory = Launcher.factory();
        if (boot.isOnTrial()) {
            int seconds = Math.max(SOONEST_SECONDS, boot.record().takeOverSeconds());
            deadline = watch.schedule(() -> giveUp(boot), seconds, TimeUnit.SECONDS);
        }
        RunningGateway gateway =
                Launcher.start(options, boot.plugins(set), set.renames(), context -> offer(boot, factory, context));
        out.printf(
                "Tieline is running: %d bundles of %s, configuration %s, up in %.1f s%n",
                gateway.context().getBundles().length - 1,
                boot.plugins(set),
                Files.exists(options.configuration()) ? options.configuration() : "by default",
                (System.nanoTime() - begin) / 1e9);
        return gateway;
    }

    private void offer(Boot boot, FrameworkFactory factory, BundleContext context) {
        BootDesk desk = new BootDesk(
                boot,
                plugins -> Rehearsal.problems(plugins, factory, options),
                () -> Launcher.problemsOfConfiguration(context, options),
                this::restart,
                this::cancelDeadline);
        context.registerService(Function.class, desk, new Hashtable<>(Map.of("tieline.role", "boot")));
    }

    private void giveUp(Boot boot) {
        try {
            boot.giveUp("nobody in it has reported");
        } catch (IOException e) {
            err.println("the trial cannot be given up now, it is at its next start: " + e);
        }
        if (running == null) {
            // It hangs in its start and cannot be stopped; whoever watches the process starts the version before.
            Runtime.getRuntime().halt(HUNG);
        }
        restart();
    }

    private void cancelDeadline() {
        ScheduledFuture<?> waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /** Not on the thread that asks: it may belong to a bundle that is stopped by it. */
    private void restart() {
        cancelDeadline();
        watch.execute(() -> {
            again = true;
            System.setProperty(RESTARTING, "true");
            RunningGateway gateway = running;
            if (gateway != null) {
                watch.schedule(() -> haltUnlessStopped(gateway), STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
                gateway.close();
            }
        });
    }

    /** A bundle that does not stop must not keep the other version from its start. */
    private void haltUnlessStopped(RunningGateway gateway) {
        if (running == gateway) {
            Runtime.getRuntime().halt(HUNG);
        }
    }
}
