package io.tieline.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionTest {

    private static final Condition GOOD = new Condition(5, 700, true, true, true, Set.of("Control", "Console"));

    @Test
    void whateverIsLostIsNamed() {
        Condition bad = new Condition(4, 0, false, false, false, Set.of("Control"));
        assertThat(bad.worseThan(GOOD))
                .containsExactly(
                        "4 devices have good values, before it were 5",
                        "nothing is decided any more",
                        "the journal is not written any more",
                        "the uplink has no broker any more",
                        "Console does not run any more");
    }

    @Test
    void asGoodAsBeforeOrBetterIsGood() {
        assertThat(GOOD.worseThan(GOOD)).isEmpty();
        assertThat(GOOD.worseThan(Condition.UNKNOWN)).isEmpty();
    }

    @Test
    void itSurvivesTheUpdateItIsAbout(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("before");
        GOOD.store(file);
        assertThat(Condition.load(file)).isEqualTo(GOOD);
        Files.writeString(file, "5\n");
        assertThatIOException().isThrownBy(() -> Condition.load(file)).withMessageContaining("damaged");
    }
}
