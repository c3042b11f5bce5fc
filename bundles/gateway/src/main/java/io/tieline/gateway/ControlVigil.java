package io.tieline.gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Checks in for the control loop wherever there is a watchdog, Kura's own or that of systemd, as long as the loop comes round.
 * A loop that decides badly still comes round: it has its alarm, and a restart would only hide it.
 */
@Component(service = {})
public final class ControlVigil implements CriticalComponent {

    /** The cabinets have reverted long before (10 s); a disk or a collector that hangs for a while is no reason to restart. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final WatchdogService watchdog;
    private final LongSupplier turns;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("control-vigil"));
    private long seen = -1;

    @Activate
    public ControlVigil(@Reference ControlLoop loop, @Reference WatchdogService watchdog) {
        this(watchdog, loop::turns);
        looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    ControlVigil(WatchdogService watchdog, LongSupplier turns) {
        this.watchdog = watchdog;
        this.turns = turns;
        watchdog.registerCriticalComponent(this);
    }

    void look() {
        long now = turns.getAsLong();
        if (now != seen) {
            seen = now;
            watchdog.checkin(this);
        }
    }

    @Override
    public String getCriticalComponentName() {
        return "io.tieline.control";
    }

    @Override
    public int getCriticalComponentTimeout() {
        return (int) STUCK_AFTER.toMillis();
    }

    @Deactivate
    void deactivate() {
        looking.shutdownNow();
        watchdog.unregisterCriticalComponent(this);
    }
}
