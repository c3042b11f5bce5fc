package io.tieline.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tieline.update.RefusedException.Reason;
import io.tieline.update.UpdateState.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateAgentTest {

    private static final UpdateSettings SETTINGS =
            new UpdateSettings("tieline", Duration.ofSeconds(10), 3, Duration.ofSeconds(100));

    private final Path folder;
    private final KeyPair keys;
    private final FakeTimer timer = new FakeTimer();
    private final FakeInstaller installer = new FakeInstaller();
    private final List<Phase> phases = new ArrayList<>();
    private List<String> problems = List.of();

    UpdateAgentTest(@TempDir Path folder) throws GeneralSecurityException {
        this.folder = folder;
        this.keys = newKeys();
    }

    @Test
    void aHealthyUpdateIsConfirmed() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5));
        agent.install();
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(29);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(1);
        assertThat(phases)
                .containsExactly(Phase.STAGED, Phase.INSTALLING, Phase.INSTALLED, Phase.PROBATION, Phase.CONFIRMED);
        assertThat(installer.calls).containsExactly("install 5", "forget");
        timer.pass(1000);
        assertThat(agent.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void aSickUpdateIsTakenBackAtTheDeadlineWithItsReason() throws Exception {
        UpdateAgent agent = agent();
        problems = List.of("cab-03: no data");
        agent.stage(release(5));
        agent.install();
        timer.pass(99);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("100 s").contains("cab-03: no data");
        assertThat(installer.calls).containsExactly("install 5", "restore");
    }

    @Test
    void oneBadCheckStartsTheCountAnew() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5));
        agent.install();
        timer.pass(20);
        problems = List.of("a hiccup");
        timer.pass(10);
        problems = List.of();
        timer.pass(20);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void aRestartDuringProbationTakesTheUpdateBack() throws Exception {
        UpdateAgent before = agent();
        before.stage(release(5));
        before.install();
        UpdateAgent after = agent();
        after.resume();
        assertThat(after.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(after.state().reason()).contains("restarted");
        assertThat(installer.calls).containsExactly("install 5", "restore");
    }

    @Test
    void anUpdateThatNeedsARestartGoesOnProbationAfterIt() throws Exception {
        installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent before = agent();
        before.stage(release(5));
        before.install();
        assertThat(before.state().phase()).isEqualTo(Phase.INSTALLED);
        UpdateAgent after = agent();
        after.resume();
        timer.pass(30);
        assertThat(after.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void anUpdateThatWasPutBackByTheStarterIsNotProved() throws Exception {
        installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent before = agent();
        before.stage(release(5));
        before.install();
        installer.restorePrevious();
        UpdateAgent after = agent();
        after.resume();
        assertThat(after.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(after.state().reason()).contains("did not start");
        assertThat(after.stage(release(4)).counter()).isEqualTo(4);
    }

    @Test
    void aFailedInstallationIsTakenBack() throws Exception {
        installer.failing = true;
        UpdateAgent agent = agent();
        agent.stage(release(5));
        agent.install();
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("disk full");
    }

    @Test
    void aRevertThatFailsIsTriedAgain() throws Exception {
        UpdateAgent agent = agent();
        problems = List.of("sick");
        agent.stage(release(5));
        agent.install();
        installer.failing = true;
        timer.pass(100);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTING);
        installer.failing = false;
        timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
    }

    @Test
    void anOlderReleaseThanTheConfirmedOneIsRefusedEvenAfterARestart() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5));
        agent.install();
        timer.pass(30);
        refused(agent(), release(4), Reason.OLDER);
    }

    @Test
    void aRevertedReleaseDoesNotRaiseTheBar() throws Exception {
        UpdateAgent agent = agent();
        problems = List.of("sick");
        agent.stage(release(9));
        agent.install();
        timer.pass(100);
        assertThat(agent.stage(release(6)).counter()).isEqualTo(6);
    }

    @Test
    void aForeignSignatureIsRefused() throws Exception {
        refused(agent(), write(packed("tieline", 5, newKeys())), Reason.WRONG_SIGNATURE);
    }

    @Test
    void anotherProductIsRefused() throws Exception {
        refused(agent(), write(packed("toaster", 5, keys)), Reason.OTHER_PRODUCT);
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws Exception {
        byte[] whole = packed("tieline", 5, keys);
        for (int length = 0; length < whole.length; length += 37) {
            refused(agent(), write(Arrays.copyOf(whole, length)), Reason.TRUNCATED);
        }
    }

    @Test
    void noChangedByteGetsInUnseen() throws Exception {
        byte[] whole = packed("tieline", 5, keys);
        Path file = write(whole);
        String expected = UpdatePackage.verify(file, keys.getPublic()).bundles().toString();
        for (int at = 0; at < whole.length; at += 7) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x01;
            Files.write(file, changed);
            try {
                // Bytes that mean nothing (time stamps of the zip) may change; the content may not.
                assertThat(UpdatePackage.verify(file, keys.getPublic()).bundles())
                        .hasToString(expected);
            } catch (RefusedException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
    }

    @Test
    void nothingIsStagedWhileAnUpdateIsOnProbation() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5));
        agent.install();
        refused(agent, release(6), Reason.BUSY);
    }

    @Test
    void aDamagedStateFileIsNotTakenForAFreshStart() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5));
        Path file = folder.resolve("agent/state");
        Files.writeString(file, Files.readString(file).replace("STAGED", "IDLE"));
        assertThatIOException().isThrownBy(this::agent).withMessageContaining("is damaged");
    }

    private UpdateAgent agent() throws IOException {
        return new UpdateAgent(
                folder.resolve("agent"),
                keys.getPublic(),
                SETTINGS,
                installer,
                () -> problems,
                timer,
                state -> phases.add(state.phase()));
    }

    private static void refused(UpdateAgent agent, Path file, Reason reason) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> agent.stage(file))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private Path release(long counter) throws Exception {
        return write(packed("tieline", counter, keys));
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "package", ".tlp"), content);
    }

    private static byte[] packed(String product, long counter, KeyPair keys) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, byte[]> bundles = new TreeMap<>(Map.of(
                "model-0.2.0.jar",
                "model".repeat(20).getBytes(StandardCharsets.UTF_8),
                "control-0.2.0.jar",
                new byte[] {1, 2, 3}));
        UpdatePackage.write(out, product, "0.2." + counter, counter, bundles, keys.getPrivate());
        return out.toByteArray();
    }

    private static final class FakeInstaller implements Installer {
        private final List<String> calls = new ArrayList<>();
        private Effect effect = Effect.NOW;
        private boolean failing;
        private boolean previous;

        @Override
        public boolean hasPrevious() {
            return previous;
        }

        @Override
        public Effect install(Path packageFile, PackageManifest manifest) throws IOException {
            if (failing) {
                failing = false;
                throw new IOException("disk full");
            }
            calls.add("install " + manifest.counter());
            previous = true;
            return effect;
        }

        @Override
        public void restorePrevious() throws IOException {
            if (failing) {
                throw new IOException("disk full");
            }
            calls.add("restore");
            previous = false;
        }

        @Override
        public void forgetPrevious() {
            calls.add("forget");
            previous = false;
        }
    }

    private static final class FakeTimer implements Timer {
        private record Entry(long atSecond, Runnable task) {}

        private final List<Entry> entries = new ArrayList<>();
        private long now;

        @Override
        public void after(Duration delay, Runnable task) {
            entries.add(new Entry(now + delay.toSeconds(), task));
        }

        void pass(long seconds) {
            for (long end = now + seconds; now < end; ) {
                now++;
                List<Entry> due = entries.stream()
                        .filter(entry -> entry.atSecond() <= now)
                        .toList();
                entries.removeAll(due);
                due.forEach(entry -> entry.task().run());
            }
        }
    }
}
