package io.tieline.systemd;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.watchdog.WatchdogService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Offers the watchdog where systemd runs the gateway and expects signs of life, and nothing elsewhere. Lies in the highest
 * start level: when it starts, everything else has.
 */
public final class SystemdActivator implements BundleActivator {

    /** Signs of life within the time systemd waits for one; its manual says two, one may be late. */
    private static final int PULSES = 3;

    /** Set by the launcher while it changes to other bundles: the process stays, and systemd must not wait for its end. */
    private static final String RESTARTING = "tieline.restarting";

    private final Notifier systemd = new SystemdNotify(SystemdNotify.COMMAND);
    private @Nullable ScheduledExecutorService pulse;

    @Override
    public void start(BundleContext context) {
        if (System.getenv("NOTIFY_SOCKET") == null) {
            return;
        }
        systemd.tell("READY=1");
        watchdogMicros(System.getenv("WATCHDOG_USEC")).ifPresent(micros -> {
            CheckIns checkIns = new CheckIns(System::nanoTime);
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "tieline-systemd");
                thread.setDaemon(true);
                return thread;
            });
            executor.scheduleAtFixedRate(
                    new Pulse(checkIns, systemd, System.err), 0, micros / PULSES, TimeUnit.MICROSECONDS);
            context.registerService(WatchdogService.class, checkIns, null);
            pulse = executor;
        });
    }

    private static Optional<Long> watchdogMicros(@Nullable String variable) {
        return Optional.ofNullable(variable).map(Long::valueOf).filter(micros -> micros > 0);
    }

    @Override
    public void stop(BundleContext context) {
        if (System.getenv("NOTIFY_SOCKET") == null) {
            return;
        }
        if (!Boolean.getBoolean(RESTARTING)) {
            systemd.tell("STOPPING=1");
        }
        if (pulse != null) {
            pulse.shutdownNow();
        }
    }
}
