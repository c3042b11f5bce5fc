package io.tieline.rig.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.replay.Frame;
import io.tieline.control.replay.Recorded;
import io.tieline.control.replay.Replay;
import io.tieline.control.replay.TapeReader;
import io.tieline.document.Problems;
import io.tieline.gateway.objective.OtherSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever happens to a site, its decisions are made again from the record, to the bit. */
class ReplayedScenariosTest {

    private static final Path FOLDER = Path.of("scenarios");
    /** Longer ones show nothing new here. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @TestFactory
    Stream<DynamicTest> everyDecisionIsTheSame() throws IOException {
        return ScenarioFiles.read(FOLDER, "all", new Problems()).stream()
                .filter(Scenario::isForComputedTime)
                .filter(scenario -> scenario.refused().isEmpty())
                .filter(scenario -> scenario.lastsNanos() <= LONGEST.toNanos())
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    Again again = new Again();
                    VirtualStage.play(scenario, Optional.empty(), again);
                    assertThat(again.different).as(scenario.title()).isEmpty();
                    assertThat(again.decisions).as(scenario.title()).isGreaterThan(10);
                }));
    }

    /** Decides again as soon as it is recorded. */
    private static final class Again implements Consumer<Frame> {
        private final TapeReader reader = new TapeReader(OtherSettings::hours);
        private final Replay replay = new Replay(reader);
        private final List<String> different = new ArrayList<>();
        private long decisions;

        @Override
        public void accept(Frame frame) {
            Recorded recorded = reader.read(frame.bytes());
            Replay.Again again = replay.next(recorded);
            decisions++;
            if (!again.same() && different.size() < 5) {
                different.add(Instant.ofEpochMilli(recorded.utcMillis()) + " "
                        + again.decision().sentence());
            }
        }
    }
}
