package io.tieline.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.UpdateState.Phase;
import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import io.tieline.update.release.Trust;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An agent with everything around it in the hands of a test. */
final class AgentBench {

    static final UpdateSettings SETTINGS = new UpdateSettings(
            "tieline",
            Version.parse("0.1.0"),
            Platform.STANDALONE,
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    final Path folder;
    final KeyPair keys = ReleaseKeys.generate();
    final FakeTimer timer = new FakeTimer();
    final FakeInstaller installer = new FakeInstaller();
    final FakeHealth health = new FakeHealth();
    final List<Phase> phases = new ArrayList<>();
    Optional<String> objection = Optional.empty();
    long free = Long.MAX_VALUE;

    AgentBench(Path folder) {
        this.folder = folder;
    }

    UpdateAgent agent() throws IOException {
        return new UpdateAgent(folder.resolve("agent"), trust(), SETTINGS, around(state -> phases.add(state.phase())));
    }

    Trust trust() {
        return new Trust(List.of(keys.getPublic()), List.of());
    }

    UpdateAgent.Surroundings around(Consumer<UpdateState> listener) {
        return new UpdateAgent.Surroundings(installer, health, () -> objection, () -> free, timer, listener);
    }

    static void refused(UpdateAgent agent, Path file, Reason reason) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> agent.stage(file, Wish.DELIBERATE))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    Path release(long counter) throws Exception {
        return made(label(counter, "tieline", List.of()), keys);
    }

    static ReleaseMaker.Label label(long counter, String product, List<String> releaseKeys) {
        return new ReleaseMaker.Label(
                product, Version.parse("0.2." + counter), counter, Version.parse("0.1.0"), 0, List.of(), releaseKeys);
    }

    Path made(ReleaseMaker.Label label, KeyPair signer) throws Exception {
        Path made = Files.createTempDirectory(folder, "release");
        Path plugins = Files.createDirectories(made.resolve("standalone/plugins/04"));
        Files.writeString(plugins.resolve("model.jar"), "model".repeat(100));
        ReleaseMaker.seal(made, label);
        ReleaseMaker.sign(made, signer);
        return made;
    }
}
