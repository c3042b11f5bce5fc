package io.tieline.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.junit.jupiter.api.Test;

class ControlVigilTest {

    private final AtomicLong turns = new AtomicLong();
    private final Watchdog watchdog = new Watchdog();
    private final ControlVigil vigil = new ControlVigil(turns::get);

    @Test
    void checksInOnlyWhileTheLoopComesRound() {
        vigil.setWatchdog(watchdog);
        vigil.look();
        turns.set(7);
        vigil.look();
        vigil.look();
        vigil.look();
        assertThat(watchdog.checkIns).isEqualTo(2);
        turns.set(8);
        vigil.look();
        assertThat(watchdog.checkIns).isEqualTo(3);
    }

    @Test
    void isWatchedForAsLongAsThereIsAWatchdog() {
        vigil.look();
        vigil.setWatchdog(watchdog);
        assertThat(watchdog.getCriticalComponents()).containsExactly(vigil);
        assertThat(vigil.getCriticalComponentTimeout()).isEqualTo(30_000);
        vigil.unsetWatchdog(watchdog);
        turns.incrementAndGet();
        vigil.look();
        assertThat(watchdog.checkIns).isZero();
        assertThat(watchdog.getCriticalComponents()).isEmpty();
    }

    private static final class Watchdog implements WatchdogService {

        private final List<CriticalComponent> components = new ArrayList<>();
        private int checkIns;

        @Override
        public void registerCriticalComponent(CriticalComponent component) {
            components.add(component);
        }

        @Override
        public void unregisterCriticalComponent(CriticalComponent component) {
            components.remove(component);
        }

        @Override
        public List<CriticalComponent> getCriticalComponents() {
            return components;
        }

        @Override
        public void checkin(CriticalComponent component) {
            checkIns++;
        }
    }
}
