package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit under a running systemd: {@code dpkg} installs the package, and then things happen to the gateway. */
class ServiceContainerTest {

    private static final Path DEB = Path.of(Objects.requireNonNull(System.getProperty("tieline.deb")));

    /** Java may have come to this machine without dpkg's knowledge. */
    private static final String INSTALL = "dpkg -i --force-depends --force-confold /run/tieline.deb";

    /** The 30 s of the unit are only waited for, not tried. */
    private static final String SOON_STUCK =
            "mkdir -p /etc/systemd/system/tieline.service.d && printf '[Service]\nWatchdogSec=4\n'"
                    + " > /etc/systemd/system/tieline.service.d/soon.conf";

    @TempDir
    static Path folder;

    private static @Nullable SystemdMachine booted;

    @BeforeAll
    static void install() throws Exception {
        Optional<SystemdMachine> machine = SystemdMachine.boot(folder, DEB);
        assumeTrue(
                machine.isPresent(), "skipped: no systemd of our own can be booted here (root, overlayfs, cgroup v1)");
        booted = machine.get();
        on().run(SOON_STUCK);
        on().run(INSTALL);
    }

    @AfterAll
    static void cutThePower() throws Exception {
        if (booted != null) {
            booted.close();
        }
    }

    private static SystemdMachine on() {
        return Objects.requireNonNull(booted);
    }

    private static String unit(String property) throws Exception {
        return on().run("systemctl show tieline --value -p " + property);
    }

    private static String log() throws Exception {
        return on().run("journalctl --no-pager _PID=$(systemctl show tieline --value -p MainPID)");
    }

    private static void awaitPage() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(log())
                .contains("The operator page is at https://127.0.0.1"));
    }

    @Test
    void runsAsItsOwnUserWithoutAnyPrivilege() throws Exception {
        assertThat(unit("ActiveState")).isEqualTo("active");
        awaitPage();
        String status = on().run("cat /proc/$(systemctl show tieline --value -p MainPID)/status");
        assertThat(status).containsPattern("NoNewPrivs:\\s+1").containsPattern("CapBnd:\\s+0+\\s");
        assertThat(on().run("stat -c %U /proc/$(systemctl show tieline --value -p MainPID)"))
                .isEqualTo("tieline");
        assertThat(on().run("stat -c '%U %a' /var/lib/tieline/journal/journal.db"))
                .as("it may write where its record is")
                .isEqualTo("tieline 640");
    }

    @Test
    void isStartedAnewWhenItIsKilledAndWhenItIsStuck() throws Exception {
        int before = Integer.parseInt(unit("NRestarts"));
        on().run("kill -KILL $(systemctl show tieline --value -p MainPID)");
        awaitRestarts(before + 1);
        on().run("kill -STOP $(systemctl show tieline --value -p MainPID)");
        awaitRestarts(before + 2);
        assertThat(on().run("journalctl -u tieline --no-pager")).contains("Watchdog timeout");
        awaitPage();
    }

    private static void awaitRestarts(int restarts) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(unit("NRestarts")).isEqualTo("" + restarts);
            assertThat(unit("ActiveState")).isEqualTo("active");
        });
    }

    @Test
    void endsInOrderAndAnUpgradeKeepsWhatItsOwnerWrote() throws Exception {
        on().run("systemctl stop tieline");
        assertThat(unit("Result")).isEqualTo("success");
        on().run("echo 'peak-shaving: {target: 2.0e6}' >> /etc/tieline/gateway.yaml");
        on().run(INSTALL);
        assertThat(unit("ActiveState")).isEqualTo("active");
        assertThat(on().run("cat /etc/tieline/gateway.yaml")).endsWith("peak-shaving: {target: 2.0e6}");
    }

    @Test
    void aPurgeEndsItAndLeavesTheRecord() throws Exception {
        on().run("dpkg -P tieline");
        assertThat(on().run("pgrep -u tieline java || true")).isEmpty();
        assertThat(on().run("ls /var/lib/tieline/journal")).contains("journal.db");
        on().run(INSTALL);
        assertThat(unit("ActiveState")).isEqualTo("active");
    }
}
