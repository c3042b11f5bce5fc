package io.tieline.modbus.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.profile.ModbusPlan.Range;
import io.tieline.profile.ModbusPlan.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As few requests as the device allows, and not one that it forbids. */
class BlockPlannerTest {

    private static Chunk at(Space space, int... addresses) {
        return new Chunk(
                space,
                Arrays.stream(addresses)
                        .<Field>mapToObj(address -> new ScaleFactor(address, 0))
                        .toList());
    }

    private static List<String> planned(BlockPlanner planner, Chunk... chunks) {
        return planner.plan(List.of(chunks)).stream()
                .map(block -> block.space() + " " + block.first() + "-" + block.last())
                .toList();
    }

    @Test
    void gapsUpToTheLimitAreReadAlong() {
        BlockPlanner planner = new BlockPlanner(125, 4, List.of());
        assertThat(planned(planner, at(Space.HOLDING, 20), at(Space.HOLDING, 10), at(Space.HOLDING, 15)))
                .containsExactly("HOLDING 10-20");
        assertThat(planned(planner, at(Space.HOLDING, 10), at(Space.HOLDING, 16)))
                .containsExactly("HOLDING 10-10", "HOLDING 16-16");
    }

    @Test
    void noRequestIsLongerThanAllowed() {
        BlockPlanner planner = new BlockPlanner(10, 100, List.of());
        assertThat(planned(planner, at(Space.HOLDING, 0), at(Space.HOLDING, 9), at(Space.HOLDING, 10)))
                .containsExactly("HOLDING 0-9", "HOLDING 10-10");
        assertThat(planned(planner, at(Space.HOLDING, 0, 5, 12, 30)))
                .containsExactly("HOLDING 0-5", "HOLDING 12-12", "HOLDING 30-30");
    }

    @Test
    void forbiddenRegistersAndOtherSpacesSeparate() {
        BlockPlanner planner = new BlockPlanner(125, 20, List.of(new Range(12, 13)));
        assertThat(planned(planner, at(Space.HOLDING, 10), at(Space.HOLDING, 15), at(Space.INPUT, 11)))
                .containsExactly("HOLDING 10-10", "HOLDING 15-15", "INPUT 11-11");
    }
}
