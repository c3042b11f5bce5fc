package io.tieline.gateway.control;

import io.tieline.gateway.foundation.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Checks in for the control loop wherever there is a watchdog, Kura's own or that of systemd, as long as the loop comes round.
 * A loop that decides badly still comes round: it has its alarm, and a restart would only hide it.
 */
@Component(
        name = "io.tieline.gateway.ControlVigil",
        service = {})
public final class ControlVigil implements CriticalComponent {

    /** The cabinets have reverted long before (10 s); a disk or a collector that hangs for a while is no reason to restart. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final LongSupplier turns;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("control-vigil"));
    private volatile @Nullable WatchdogService watchdog;
    private long seen = -1;

    @Activate
    public ControlVigil(@Reference ControlLoop loop) {
        this(loop::turns);
        looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    ControlVigil(LongSupplier turns) {
        this.turns = turns;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setWatchdog(WatchdogService there) {
        there.registerCriticalComponent(this);
        watchdog = there;
    }

    void unsetWatchdog(WatchdogService gone) {
        if (watchdog == gone) {
            watchdog = null;
        }
        gone.unregisterCriticalComponent(this);
    }

    void look() {
        long now = turns.getAsLong();
        WatchdogService there = watchdog;
        if (now != seen && there != null) {
            seen = now;
            there.checkin(this);
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
    }
}
