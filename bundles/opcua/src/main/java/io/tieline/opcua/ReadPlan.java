package io.tieline.opcua;

import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;

/** Reads variables with the Read service, in requests made once that the server takes. */
final class ReadPlan {

    /** What one request asks for. */
    private record Chunk(List<Variable> variables, ReadValueId[] ids) {}

    private final Services services;
    private final Limit limit;
    private final List<Variable> variables;
    private final SiteClock clock;
    private volatile List<Chunk> chunks;

    ReadPlan(Services services, Limit limit, List<Variable> variables, SiteClock clock) {
        this.services = services;
        this.limit = limit;
        this.variables = variables;
        this.clock = clock;
        chunks = chunks();
    }

    List<Variable> variables() {
        return variables;
    }

    private List<Chunk> chunks() {
        int most = limit.most();
        List<Chunk> parts = new ArrayList<>();
        for (int from = 0; from < variables.size(); from += most) {
            List<Variable> part = variables.subList(from, Math.min(variables.size(), from + most));
            parts.add(new Chunk(
                    part,
                    part.stream()
                            .map(variable -> Services.valueOf(variable.from().node()))
                            .toArray(ReadValueId[]::new)));
        }
        return List.copyOf(parts);
    }

    /**
     * Reads everything.
     *
     * @param ended null: all has been put
     */
    void read(SampleTarget samples, Values.Doubtful doubtful, Consumer<@Nullable DeviceFault> ended) {
        read(chunks, 0, samples, doubtful, ended);
    }

    private void read(
            List<Chunk> parts,
            int part,
            SampleTarget samples,
            Values.Doubtful doubtful,
            Consumer<@Nullable DeviceFault> ended) {
        if (part == parts.size()) {
            ended.accept(null);
            return;
        }
        Chunk chunk = parts.get(part);
        long sent = clock.utcMillis();
        services.read(chunk.ids).whenComplete((values, error) -> {
            if (error == null) {
                put(chunk, values, (sent + clock.utcMillis()) / 2, samples, doubtful);
                read(parts, part + 1, samples, doubtful, ended);
            } else if (limit.shrinks(error, chunk.ids.length)) {
                chunks = chunks();
                read(chunks, 0, samples, doubtful, ended);
            } else {
                ended.accept(Statuses.fault(error));
            }
        });
    }

    private static void put(
            Chunk chunk, DataValue[] values, long utcMillis, SampleTarget samples, Values.Doubtful doubtful) {
        samples.begin(utcMillis);
        for (int i = 0; i < values.length; i++) {
            Values.put(samples, doubtful, chunk.variables.get(i), values[i]);
        }
        samples.commit();
    }
}
