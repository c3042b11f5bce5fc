package io.tieline.kura.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.kura.debian.Spool.Health;
import io.tieline.update.release.ReleaseKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of root's, as a process, with Debian's own tools on a machine in a folder. */
class UpdaterTest {

    private final Path folder;
    private DebianMachine machine;

    UpdaterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void aMachineWithKura() throws Exception {
        assumeTrue(DebianMachine.isPossible(), "skipped: no dpkg or no fakeroot on this machine");
        machine = new DebianMachine(folder.resolve("machine"));
    }

    @Test
    void aReleaseThatProvesItselfStaysAndNothingOlderComesAfterIt() throws Exception {
        machine.release("0.2.0", 7, machine.keys(), "");
        machine.gateway(Health.PROVED);
        machine.ask("0.2.0");
        assertThat(machine.update()).isZero();
        assertThat(machine.installed()).isEqualTo("0.2.0");
        assertThat(machine.restarts()).containsExactly("0.2.0");
        assertThat(machine.spool().answer("0.2.0")).isEmpty();
        assertThat(machine.spool().home().resolve("request")).doesNotExist();
        assertThat(machine.spool().home().resolve("update/before.deb")).doesNotExist();

        machine.release("0.3.0", 7, machine.keys(), "");
        machine.ask("0.3.0");
        assertThat(machine.update()).isZero();
        assertThat(machine.spool().answer("0.3.0"))
                .hasValueSatisfying(why -> assertThat(why).contains("[OLDER]"));
        assertThat(machine.installed()).isEqualTo("0.2.0");
        assertThat(machine.restarts()).containsExactly("0.2.0");
    }

    @Test
    void aReleaseInWhichNobodyReportsIsReplacedByThePackageBeforeWithItsScriptsAndSettings() throws Exception {
        Path settings = machine.root().resolve("etc/kura-tieline/README");
        Files.writeString(settings, "Changed by hand.");
        machine.release("0.2.0", 7, machine.keys(), "");
        machine.ask("0.2.0");
        assertThat(machine.update()).isZero();
        assertThat(machine.installed()).isEqualTo("0.1.0");
        assertThat(machine.restarts()).containsExactly("0.2.0", "0.1.0");
        assertThat(machine.configured()).containsExactly("0.1.0", "0.2.0", "0.1.0");
        assertThat(settings).hasContent("Changed by hand.");
        assertThat(machine.spool().answer("0.2.0"))
                .hasValueSatisfying(why -> assertThat(why).contains("nobody in it has reported"));
        assertThat(new Dpkg(machine.root()).installed(DebianRelease.PACKAGE)).hasValue("0.1.0");
    }

    @Test
    void whatTheGatewayInItGivesUpGoesAtOnce() throws Exception {
        machine.release("0.2.0", 7, machine.keys(), "");
        machine.gateway(Health.GIVEN_UP);
        machine.ask("0.2.0");
        assertThat(machine.update()).isZero();
        assertThat(machine.installed()).isEqualTo("0.1.0");
        assertThat(machine.output()).contains("REVERTING, the gateway in it has given it up");
    }

    @Test
    void whatIsWatchedButProvesNothingGoesAtItsDeadline() throws Exception {
        machine.release("0.2.0", 7, machine.keys(), "");
        machine.gateway(Health.WATCHED);
        machine.ask("0.2.0");
        assertThat(machine.update()).isZero();
        assertThat(machine.installed()).isEqualTo("0.1.0");
        assertThat(machine.spool().answer("0.2.0"))
                .hasValueSatisfying(why -> assertThat(why).contains("it has not proved itself"));
    }

    @Test
    void whatWasChangedAfterTheGatewayHadCheckedItIsNotTouched() throws Exception {
        Path deb = machine.release("0.2.0", 7, machine.keys(), "");
        Files.write(deb, new byte[] {1}, StandardOpenOption.APPEND);
        refused("[ALTERED]");
        machine.release("0.2.0", 7, ReleaseKeys.generate(), "");
        refused("[UNKNOWN_KEY]");
        machine.release("0.2.0", 7, machine.keys(), ", kura-seven");
        refused("depends on kura-seven");
        machine.release("0.2.0", 7, machine.keys(), "");
        Files.delete(machine.root().resolve("etc/kura-tieline/release.pem"));
        refused("/etc/kura-tieline/release.pem");
    }

    private void refused(String word) throws Exception {
        machine.ask("0.2.0");
        assertThat(machine.update()).isZero();
        assertThat(machine.spool().answer("0.2.0"))
                .hasValueSatisfying(why -> assertThat(why).contains(word));
        assertThat(machine.installed()).isEqualTo("0.1.0");
        assertThat(machine.restarts()).isEmpty();
        assertThat(machine.spool().home().resolve("request")).doesNotExist();
    }

    @Test
    void aLinkInThePlaceOfARequestIsNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "0.2.0\n10\n");
        Files.createSymbolicLink(machine.spool().folder().resolve("request"), secret);
        assertThat(machine.update()).isNotZero();
        assertThat(secret).hasContent("0.2.0\n10\n");
        assertThat(machine.update()).isZero();
    }

    @Test
    void aKillWhileItInstallsEndsInThePackageBefore() throws Exception {
        machine.release("0.2.0", 7, machine.keys(), "");
        machine.killAtRestart();
        machine.ask("0.2.0");
        assertThat(machine.update()).isNotZero();
        assertThat(machine.installed()).isEqualTo("0.2.0");
        assertThat(machine.update()).isZero();
        assertThat(machine.installed()).isEqualTo("0.1.0");
        assertThat(machine.restarts()).containsExactly("0.2.0", "0.1.0");
    }

    @Test
    void aKillOnProbationDoesNotCostTheUpdate() throws Exception {
        machine.release("0.2.0", 7, machine.keys(), "");
        machine.gateway(Health.WATCHED);
        machine.ask("0.2.0");
        Process updater = machine.begin();
        await().atMost(Duration.ofSeconds(30)).until(() -> machine.output().contains("PROBATION"));
        updater.descendants().forEach(ProcessHandle::destroyForcibly);
        updater.destroyForcibly().waitFor();
        machine.spool().report("0.2.0", Health.PROVED);
        assertThat(machine.update()).isZero();
        assertThat(machine.installed()).isEqualTo("0.2.0");
        assertThat(machine.output()).contains("CONFIRMED");
    }
}
