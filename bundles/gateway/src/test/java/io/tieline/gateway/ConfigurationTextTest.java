package io.tieline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tieline.update.release.Migration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTextTest {

    private static final List<Migration> RENAMED = List.of(new Migration("peak-shaving", "target", "target.power"));

    @Test
    void aKeyIsRenamedWhereItStandsAndNothingElseChanges() {
        String before =
                """
                # target: not this one
                peak-shaving:
                  # the target of the owner
                  target: 2.0e6   # W
                  tariff: |
                    target: nor this
                site: {target: 1}
                """;
        assertThat(ConfigurationText.migrated(before, RENAMED))
                .isEqualTo(before.replace("  target: 2.0e6", "  target.power: 2.0e6"));
    }

    @Test
    void flowStyleQuotesAndInstancesAreTheSameThing() {
        assertThat(ConfigurationText.migrated("peak-shaving: {a: 1, \"target\": 2}\n", RENAMED))
                .isEqualTo("peak-shaving: {a: 1, target.power: 2}\n");
        assertThat(ConfigurationText.migrated("peak-shaving~x: {target: 2}\n", RENAMED))
                .isEqualTo("peak-shaving~x: {target.power: 2}\n");
    }

    @Test
    void migrationsFollowOneAnother() {
        List<Migration> two =
                List.of(new Migration("peak-shaving", "target", "aim"), new Migration("peak-shaving", "aim", "goal"));
        assertThat(ConfigurationText.migrated("peak-shaving: {target: 2}", two)).isEqualTo("peak-shaving: {goal: 2}");
    }

    @Test
    void anEmptyConfigurationStaysEmptyAndABrokenOneIsNamed() {
        assertThat(ConfigurationText.migrated("# nothing\n", RENAMED)).isEqualTo("# nothing\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigurationText.migrated("peak-shaving: {target\n", RENAMED))
                .withMessageContaining("YAML");
    }
}
