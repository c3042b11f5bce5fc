package io.tieline.systemd;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;

/** Who has to check in, and when each did last. */
final class CheckIns implements WatchdogService {

    private final LongSupplier nanos;
    private final Map<CriticalComponent, Long> last = new ConcurrentHashMap<>();

    /** @param nanos monotonic */
    CheckIns(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts as a first check-in. */
    @Override
    public void registerCriticalComponent(CriticalComponent component) {
        last.put(component, nanos.getAsLong());
    }

    @Override
    public void unregisterCriticalComponent(CriticalComponent component) {
        last.remove(component);
    }

    @Override
    public List<CriticalComponent> getCriticalComponents() {
        return List.copyOf(last.keySet());
    }

    @Override
    public void checkin(CriticalComponent component) {
        last.computeIfPresent(component, (same, before) -> nanos.getAsLong());
    }

    /** The names of those that have been silent for longer than they may. */
    List<String> stuck() {
        long now = nanos.getAsLong();
        return last.entrySet().stream()
                .filter(entry -> now - entry.getValue()
                        > TimeUnit.MILLISECONDS.toNanos(entry.getKey().getCriticalComponentTimeout()))
                .map(entry -> entry.getKey().getCriticalComponentName())
                .sorted()
                .toList();
    }
}
