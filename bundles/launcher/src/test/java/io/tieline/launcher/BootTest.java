package io.tieline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootTest {

    private final Path home;
    private final Path trial;

    BootTest(@TempDir Path home) {
        this.home = home;
        this.trial = home.resolve("data/update/sets/7/standalone/plugins");
    }

    @BeforeEach
    void anInstallationAndATrial() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("plugins/01")).resolve("a.jar"), "installed");
        Files.createDirectories(trial);
    }

    @Test
    void theInstallationIsStartedUntilSomethingElseIsTried() throws IOException {
        Boot boot = boot();
        assertThat(boot.next()).isEqualTo(BundleSet.INSTALLED);
        assertThat(boot.isOnTrial()).isFalse();
        assertThat(boot.failed("no")).isFalse();
    }

    @Test
    void aTrialThatIsKeptIsStartedFromThenOn() throws IOException {
        boot().tryOut(set(""), 10);
        Boot boot = boot();
        assertThat(boot.next()).isEqualTo(set(""));
        assertThat(boot.isOnTrial()).isTrue();
        boot.keep();
        Boot later = boot();
        assertThat(later.next()).isEqualTo(set(""));
        assertThat(later.isOnTrial()).isFalse();
    }

    @Test
    void aTrialThatDoesNotStartIsGivenUpAtOnce() throws IOException {
        boot().tryOut(set(""), 10);
        Boot boot = boot();
        boot.next();
        assertThat(boot.failed("it throws")).isTrue();
        assertThat(boot.next()).isEqualTo(BundleSet.INSTALLED);
        assertThat(boot().record().failure()).isEqualTo("it did not start: it throws");
    }

    @Test
    void aTrialThatEndsTwiceIsNotStartedAThirdTime() throws IOException {
        boot().tryOut(set(""), 10);
        assertThat(boot().next()).isEqualTo(set(""));
        assertThat(boot().next()).isEqualTo(set(""));
        Boot third = boot();
        assertThat(third.next()).isEqualTo(BundleSet.INSTALLED);
        assertThat(third.record().failure()).isEqualTo("it ended before it had proved itself");
    }

    @Test
    void theConfigurationOfATrialIsItsOwnUntilItIsKept() throws IOException {
        Path configuration =
                Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("gateway.yaml"), "old");
        Path migrated = Files.writeString(home.resolve("data/update/sets/7/gateway.yaml"), "new");
        boot().tryOut(set(migrated.toString()), 10);
        Boot boot = boot();
        BundleSet set = boot.next();
        assertThat(boot.options(set).configuration()).isEqualTo(migrated);
        assertThat(configuration).hasContent("old");
        boot.keep();
        assertThat(configuration).hasContent("new");
        assertThat(boot().next()).isEqualTo(set(""));
    }

    @Test
    void aPowerCutBetweenKeepingAndTheConfigurationIsMadeUpFor() throws IOException {
        Path configuration =
                Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("gateway.yaml"), "old");
        Path migrated = Files.writeString(home.resolve("data/update/sets/7/gateway.yaml"), "new");
        boot().tryOut(set(migrated.toString()), 10);
        boot().record().kept().write(home.resolve("data/update/boot"));
        assertThat(boot().next()).isEqualTo(set(""));
        assertThat(configuration).hasContent("new");
    }

    @Test
    void anotherInstallationCountsMoreThanAnUpdateOfTheOneBefore() throws IOException {
        boot().tryOut(set(""), 10);
        boot().keep();
        Files.writeString(home.resolve("plugins/01/b.jar"), "the distribution was upgraded");
        assertThat(boot().next()).isEqualTo(BundleSet.INSTALLED);
    }

    @Test
    void bundlesThatAreGoneAndARecordThatIsRubbishFallBackToTheInstallation() throws IOException {
        boot().tryOut(set(""), 10);
        boot().keep();
        Files.delete(trial);
        assertThat(boot().next()).isEqualTo(BundleSet.INSTALLED);
        Files.writeString(home.resolve("data/update/boot"), "rubbish\n");
        assertThat(boot().next()).isEqualTo(BundleSet.INSTALLED);
    }

    @Test
    void aKeptVersionThatDoesNotStartAnyMoreFallsBackToTheInstallation() throws IOException {
        boot().tryOut(set(""), 10);
        boot().keep();
        Boot boot = boot();
        boot.next();
        assertThat(boot.failed("the disk is bad")).isTrue();
        assertThat(boot.next()).isEqualTo(BundleSet.INSTALLED);
    }

    private Boot boot() throws IOException {
        return new Boot(LaunchOptions.of(home));
    }

    private BundleSet set(String configuration) {
        return new BundleSet(trial.toString(), configuration);
    }
}
