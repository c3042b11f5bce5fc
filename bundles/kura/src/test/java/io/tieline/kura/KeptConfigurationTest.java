package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases that rename keys, as Kura's configuration service goes through them. */
class KeptConfigurationTest {

    private static final String SHAVING = "io.tieline.gateway.PeakShaving";
    private static final String OTHER = "io.tieline.gateway.SiteLimits";
    private static final AD TARGET = KuraConfigurations.field("target", Tscalar.INTEGER, "1000");
    private static final AD GOAL = KuraConfigurations.field("goal", Tscalar.INTEGER, "2000");
    private static final AD AIM = KuraConfigurations.field("aim", Tscalar.INTEGER, "3000");
    private static final AD MARGIN = KuraConfigurations.field("margin", Tscalar.INTEGER, "");
    private static final Migration TO_GOAL = new Migration("peak-shaving", "target", "goal");
    private static final Migration TO_AIM = new Migration(SHAVING, "goal", "aim");

    private final KuraConfigurations kura = new KuraConfigurations();
    private final KeptConfiguration kept = new KeptConfiguration(kura);

    @BeforeEach
    void theOldVersionRuns() {
        kura.start(SHAVING, TARGET, MARGIN);
        set("target", 777);
    }

    @Test
    void theNewVersionFindsTheValueAndTheOldOneStillHasIt() throws Exception {
        String before = snapshot(TO_GOAL);
        assertThat(stored()).containsEntry("target", 777).containsEntry("goal", 777);
        kura.start(SHAVING, GOAL);
        assertThat(stored()).containsEntry("goal", 777);
        set("goal", 888);
        kept.restore(before);
        // It still runs, until the packages are exchanged.
        assertThat(stored()).containsEntry("goal", 777);
        kura.start(SHAVING, TARGET);
        assertThat(stored()).containsEntry("target", 777);
    }

    @Test
    void aPowerCutFindsEitherNothingOrAllOfIt() throws Exception {
        kura.snapshot();
        kura.updateConfiguration(SHAVING, new HashMap<>(Map.of("goal", 777)), false);
        kura.restart();
        kura.start(SHAVING, TARGET);
        assertThat(stored()).containsEntry("target", 777).doesNotContainKey("goal");
        snapshot(TO_GOAL);
        kura.restart();
        kura.start(SHAVING, TARGET);
        assertThat(stored()).containsEntry("target", 777);
        kura.restart();
        kura.start(SHAVING, GOAL);
        assertThat(stored()).containsEntry("goal", 777);
    }

    @Test
    void aSecondAttemptCarriesOverWhatCountsByThen() throws Exception {
        String before = snapshot(TO_GOAL);
        kura.start(SHAVING, GOAL);
        kept.restore(before);
        kura.start(SHAVING, TARGET);
        set("target", 999);
        snapshot(TO_GOAL);
        kura.start(SHAVING, GOAL);
        assertThat(stored()).containsEntry("goal", 999);
    }

    @Test
    void whatIsNotSetGetsTheDefaultOfTheNewVersionWhateverWasLeftThere() throws Exception {
        kura.updateConfiguration(SHAVING, new HashMap<>(Map.of("gap", 5)), false);
        snapshot(new Migration("peak-shaving", "margin", "gap"));
        assertThat(stored()).doesNotContainKey("gap");
        kura.start(SHAVING, KuraConfigurations.field("gap", Tscalar.INTEGER, "7"));
        assertThat(stored()).containsEntry("gap", 7);
    }

    @Test
    void aKeyTheRunningVersionKnowsKeepsItsOwnValue() throws Exception {
        kura.start(SHAVING, TARGET, GOAL);
        snapshot(TO_GOAL, TO_AIM);
        assertThat(stored()).containsEntry("goal", 2000).containsEntry("aim", 2000);
    }

    @Test
    void severalReleasesAreGoneThroughOneByOneOrAtOnce() throws Exception {
        // In no order.
        snapshot(TO_AIM, TO_GOAL);
        kura.start(SHAVING, AIM);
        assertThat(stored()).containsEntry("aim", 777);
        kura.start(SHAVING, GOAL);
        set("goal", 888);
        // As who skips releases may read it, too; the first name is still there, and nobody's any more.
        snapshot(TO_GOAL, TO_AIM, new Migration(SHAVING, "target", "aim"));
        kura.start(SHAVING, AIM);
        assertThat(stored()).containsEntry("aim", 888).containsEntry("target", 777);
        // The first name again, for what is called otherwise by now.
        set("aim", 999);
        snapshot(new Migration("peak-shaving", "aim", "target"));
        kura.start(SHAVING, TARGET);
        assertThat(stored()).containsEntry("target", 999);
    }

    @Test
    void aPasswordStaysOneAndIsEncryptedOnce() throws Exception {
        String console = "io.tieline.gateway.Console";
        kura.start(console, KuraConfigurations.field("password", Tscalar.PASSWORD, ""));
        kura.updateConfiguration(console, new HashMap<>(Map.of("password", new Password("walk"))), false);
        snapshot(new Migration("console", "password", "secret"));
        kura.restart();
        kura.start(console, KuraConfigurations.field("secret", Tscalar.PASSWORD, ""));
        assertThat(KuraConfigurations.decrypted(kura.configuration(console).get("secret")))
                .isEqualTo("walk");
    }

    @Test
    void everyInstanceOfAFactoryKeepsItsOwn() throws Exception {
        AD topic = KuraConfigurations.field("topic", Tscalar.STRING, "journal");
        kura.startFactory(CloudUplink.PID, topic);
        kura.createFactoryConfiguration(CloudUplink.PID, "north", Map.of("topic", "a"), false);
        kura.createFactoryConfiguration(CloudUplink.PID, "south", Map.of("topic", "b"), false);
        snapshot(new Migration("cloud-uplink", "topic", "subject"));
        kura.restart();
        kura.startFactory(CloudUplink.PID, KuraConfigurations.field("subject", Tscalar.STRING, "journal"));
        assertThat(kura.configuration("north")).containsEntry("subject", "a");
        assertThat(kura.configuration("south")).containsEntry("subject", "b");
    }

    @Test
    void nobodyHearsOfWhatDoesNotConcernHimOrIsThereAlready() throws Exception {
        kura.start("io.tieline.gateway.Site", TARGET);
        snapshot(TO_GOAL);
        int updates = kura.updates();
        snapshot(TO_GOAL);
        snapshot();
        assertThat(kura.updates()).isEqualTo(updates);
        assertThat(kura.configuration("io.tieline.gateway.Site")).doesNotContainKey("goal");
        assertThat(kura.snapshots()).isEqualTo(3);
    }

    @Test
    void aReleaseIsRefusedWhereAValueWouldBeLost() throws Exception {
        kura.snapshot();
        kept.require(List.of(TO_GOAL));
        kura.stop(SHAVING);
        kept.require(List.of(new Migration("smoothing", "target", "goal")));
        kept.require(List.of());
        refused(kept, SHAVING + ", which is configured but not there");
        refused(new KeptConfiguration(null), "configuration service is not there");
    }

    private static void refused(KeptConfiguration kept, String word) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> kept.require(List.of(TO_GOAL)))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.CANNOT_RUN))
                .withMessageContaining(word);
    }

    @Test
    void anUpdateThatIsDroppedFailsTheInstallation() {
        kura.drop(SHAVING);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> snapshot(TO_GOAL))
                .withMessageContaining("did not store goal of " + SHAVING);
    }

    @Test
    void aSnapshotKuraHasThrownAwayHoldsUpNoReturn() throws Exception {
        String before = snapshot(TO_GOAL);
        for (int i = 0; i < 10; i++) {
            kura.snapshot();
        }
        set("target", 888);
        kept.restore(before);
        assertThat(stored()).containsEntry("target", 888);
    }

    @Test
    void aComponentThatTakesNothingBackHoldsTheOthersUpNeitherNowNorAfterARestart() throws Exception {
        kura.start(OTHER, TARGET);
        String before = snapshot();
        set("target", 888);
        kura.updateConfiguration(OTHER, new HashMap<>(Map.of("target", 999)), false);
        kura.snapshot();
        kura.refuseToGoBack(OTHER);
        assertThat(kept.restore(before))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("only a part").endsWith("refused snapshot " + before));
        assertThat(stored()).containsEntry("target", 777);
        kura.restart();
        assertThat(stored()).containsEntry("target", 777);
    }

    @Test
    void aSnapshotThatCannotBeReadHoldsNothingUp() throws Exception {
        String before = snapshot();
        set("target", 888);
        kura.damageSnapshots();
        assertThat(kept.restore(before)).hasValueSatisfying(words -> assertThat(words)
                .endsWith("choose snapshot " + before + " in its console"));
        assertThat(stored()).containsEntry("target", 888);
    }

    private String snapshot(Migration... renames) throws IOException {
        return kept.snapshot(List.of(renames));
    }

    private void set(String key, int value) {
        kura.updateConfiguration(SHAVING, new HashMap<>(Map.of(key, value)), false);
    }

    private Map<String, Object> stored() {
        return kura.configuration(SHAVING);
    }
}
