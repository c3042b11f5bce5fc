package io.tieline.rig.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of the rig in computed time. */
class ScenariosTest {

    private static final Path FOLDER = Path.of("scenarios");

    @Test
    void everyFileCanBeRead() throws IOException {
        Problems problems = new Problems();
        ScenarioFiles.read(FOLDER, "all", problems);
        assertThat(problems.sorted()).map(Problem::toString).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> theGatewayDoesWhatItMust() throws IOException {
        List<Scenario> scenarios = ScenarioFiles.read(FOLDER, "all", new Problems());
        return scenarios.stream()
                .filter(Scenario::isForComputedTime)
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> assertThat(
                                VirtualStage.play(scenario, Optional.empty()).failures())
                        .as(scenario.title())
                        .isEmpty()));
    }
}
