package io.tieline.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> told = new ArrayList<>();
    private long nanos;
    private final CheckIns checkIns = new CheckIns(() -> nanos);
    private final Pulse pulse = new Pulse(checkIns, told::add, new PrintStream(err, true, StandardCharsets.UTF_8));

    private record Critical(String getCriticalComponentName, int getCriticalComponentTimeout)
            implements CriticalComponent {}

    private final Critical control = new Critical("control", 30_000);

    private void afterSeconds(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        pulse.run();
    }

    @Test
    void nobodyCriticalIsNoReasonToRestart() {
        afterSeconds(1_000);
        assertThat(told).containsExactly("WATCHDOG=1");
    }

    @Test
    void whoChecksInKeepsTheGatewayAlive() {
        checkIns.registerCriticalComponent(control);
        for (int i = 0; i < 4; i++) {
            afterSeconds(20);
            checkIns.checkin(control);
        }
        assertThat(told).hasSize(4);
    }

    @Test
    void whoIsStuckSilencesItAndIsNamedOnce() {
        checkIns.registerCriticalComponent(control);
        afterSeconds(30);
        assertThat(told).hasSize(1);
        afterSeconds(1);
        afterSeconds(1);
        assertThat(told).hasSize(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("control no longer");
    }

    @Test
    void whoComesBackInTimeIsForgiven() {
        checkIns.registerCriticalComponent(control);
        afterSeconds(31);
        checkIns.checkin(control);
        afterSeconds(1);
        assertThat(told).containsExactly("WATCHDOG=1");
    }

    @Test
    void whoLeavesIsNotWaitedFor() {
        checkIns.registerCriticalComponent(control);
        checkIns.unregisterCriticalComponent(control);
        checkIns.checkin(control);
        afterSeconds(60);
        assertThat(told).containsExactly("WATCHDOG=1");
        assertThat(checkIns.getCriticalComponents()).isEmpty();
    }
}
