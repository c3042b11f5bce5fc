package io.tieline.launcher;

import static io.tieline.launcher.Renames.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootTest {

    private static final Renames FIRST = Renames.parse("peak-shaving:target=aim");
    private static final Renames SECOND = Renames.parse("peak-shaving:aim=goal");

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
        boot().tryOut(trial.toString(), NONE, 10);
        Boot boot = boot();
        assertThat(boot.next()).isEqualTo(set(NONE));
        assertThat(boot.isOnTrial()).isTrue();
        boot.keep();
        Boot later = boot();
        assertThat(later.next()).isEqualTo(set(NONE));
        assertThat(later.isOnTrial()).isFalse();
    }

    @Test
    void aTrialThatDoesNotStartIsGivenUpAtOnce() throws IOException {
        boot().tryOut(trial.toString(), NONE, 10);
        Boot boot = boot();
        boot.next();
        assertThat(boot.failed("it throws")).isTrue();
        assertThat(boot.next()).isEqualTo(BundleSet.INSTALLED);
        assertThat(boot().record().failure()).isEqualTo("it did not start: it throws");
    }

    @Test
    void aTrialThatEndsTwiceIsNotStartedAThirdTime() throws IOException {
        boot().tryOut(trial.toString(), NONE, 10);
        assertThat(boot().next()).isEqualTo(set(NONE));
        assertThat(boot().next()).isEqualTo(set(NONE));
        Boot third = boot();
        assertThat(third.next()).isEqualTo(BundleSet.INSTALLED);
        assertThat(third.record().failure()).isEqualTo("it ended before it had proved itself");
    }

    @Test
    void renamedKeysGoWithATrialAreKeptWithItAndAddUp() throws IOException {
        boot().tryOut(trial.toString(), FIRST, 10);
        Boot boot = boot();
        assertThat(boot.next()).isEqualTo(set(FIRST));
        boot.keep();
        assertThat(boot().next()).isEqualTo(set(FIRST));
        boot().tryOut(trial.toString(), SECOND, 10);
        assertThat(boot().next()).isEqualTo(set(Renames.parse("peak-shaving:target=aim,peak-shaving:aim=goal")));
    }

    @Test
    void renamedKeysAreGivenUpWithTheirTrialThoseFromBeforeStay() throws IOException {
        keep(FIRST);
        boot().tryOut(trial.toString(), SECOND, 10);
        Boot boot = boot();
        boot.next();
        boot.giveUp("no");
        assertThat(boot.next()).isEqualTo(set(FIRST));
        assertThat(boot().next()).isEqualTo(set(FIRST));
    }

    @Test
    void aRecordWithoutAPlaceForRenamedKeysSaysNothing() throws IOException {
        boot().tryOut(trial.toString(), FIRST, 10);
        Path file = home.resolve("data/update/boot");
        Files.writeString(file, Files.readString(file).replace(FIRST.toString(), "/data/update/sets/7/gateway.yaml"));
        assertThat(boot().next()).isEqualTo(BundleSet.INSTALLED);
    }

    @Test
    void anotherInstallationCountsMoreThanAnUpdateOfTheOneBefore() throws IOException {
        boot().tryOut(trial.toString(), NONE, 10);
        boot().keep();
        Files.writeString(home.resolve("plugins/01/b.jar"), "the distribution was upgraded");
        assertThat(boot().next()).isEqualTo(BundleSet.INSTALLED);
    }

    @Test
    void theConfigurationStillHasItsOldKeysWhenTheInstallationIsStartedAgain() throws IOException {
        keep(FIRST);
        Path jar = home.resolve("plugins/01/b.jar");
        Files.writeString(jar, "the distribution was upgraded");
        assertThat(boot().next()).isEqualTo(BundleSet.installed(FIRST));
        keep(SECOND);
        Files.writeString(jar, "and once more, after an update of its own");
        assertThat(boot().next().renames()).hasToString(FIRST + "," + SECOND);
        keep(NONE);
        Files.delete(trial);
        assertThat(boot().next().renames()).hasToString(FIRST + "," + SECOND);
    }

    @Test
    void bundlesThatAreGoneAndARecordThatIsRubbishFallBackToTheInstallation() throws IOException {
        boot().tryOut(trial.toString(), NONE, 10);
        boot().keep();
        Files.delete(trial);
        assertThat(boot().next()).isEqualTo(BundleSet.INSTALLED);
        Files.writeString(home.resolve("data/update/boot"), "rubbish\n");
        assertThat(boot().next()).isEqualTo(BundleSet.INSTALLED);
    }

    @Test
    void aKeptVersionThatDoesNotStartAnyMoreFallsBackToTheInstallation() throws IOException {
        boot().tryOut(trial.toString(), NONE, 10);
        boot().keep();
        Boot boot = boot();
        boot.next();
        assertThat(boot.failed("the disk is bad")).isTrue();
        assertThat(boot.next()).isEqualTo(BundleSet.INSTALLED);
    }

    private Boot boot() throws IOException {
        return new Boot(LaunchOptions.of(home));
    }

    private BundleSet set(Renames renames) {
        return new BundleSet(trial.toString(), renames);
    }

    private void keep(Renames renames) throws IOException {
        boot().tryOut(trial.toString(), renames, 10);
        boot().keep();
    }
}
