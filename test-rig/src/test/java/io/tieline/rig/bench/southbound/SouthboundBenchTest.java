package io.tieline.rig.bench.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.rig.bench.contender.Entry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole benchmark at a tiny scale: all its processes run, and a gateway with little to do misses nothing. */
class SouthboundBenchTest {

    private static final Plan TINY =
            new Plan(20, 3, 500, 1_000, 1_000, 1_000, 5, 10, 2, 10, 4, List.of(Entry.values()), 100, 1, 100, 100);

    @Test
    void everyPartMeasuresAndNoPollIsMissed(@TempDir Path work) throws Exception {
        ByteArrayOutputStream machine = new ByteArrayOutputStream();
        ByteArrayOutputStream people = new ByteArrayOutputStream();
        new SouthboundBench(TINY, work, new PrintStream(people, true, StandardCharsets.UTF_8))
                .run(true, new PrintStream(machine, true, StandardCharsets.UTF_8));
        JsonObject figures = Json.parse(machine.toString(StandardCharsets.UTF_8))
                .asObject()
                .get("figures")
                .asObject();
        assertThat(figures.names()).containsAll(Figures.RESULT);
        for (String key : figures.names()) {
            assertThat(figures.get(key).isNumber()).as(key).isTrue();
            if (key.endsWith("missed") || key.endsWith("stale")) {
                assertThat(figures.getInt(key, -1)).as(key).isZero();
            }
        }
        assertThat(figures.getInt("polls", 0)).isEqualTo(20);
        assertThat(figures.getDouble("cpu-s-per-mpoint", 0)).isPositive();
        assertThat(people.toString(StandardCharsets.UTF_8)).contains("start after it was due");
    }
}
