package org.eclipse.kura.watchdog;

import java.util.List;

/** Restarts the gateway when a critical component no longer checks in. */
public interface WatchdogService {

    void registerCriticalComponent(CriticalComponent criticalComponent);

    void unregisterCriticalComponent(CriticalComponent criticalComponent);

    List<CriticalComponent> getCriticalComponents();

    void checkin(CriticalComponent criticalComponent);
}
