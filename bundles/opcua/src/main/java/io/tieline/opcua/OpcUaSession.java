package io.tieline.opcua;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.profile.Rate;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Identity;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;

/** A session with one OPC UA server: reads by the Read service, in chunks the server allows. */
final class OpcUaSession implements DeviceSession {

    /** What one request asks for, made once. */
    private record Chunk(List<Survey.Variable> variables, List<ReadValueId> ids) {}

    private record Plan(PollGroup group, List<Chunk> chunks, List<Survey.Variable> missing) {}

    private final DeviceTarget target;
    private final OpcUaClient client;
    private final Survey.Found found;
    private final SiteClock clock;
    private final List<Plan> plans = new ArrayList<>();
    private final Values.Doubtful doubtful = new Values.Doubtful();
    private volatile boolean closed;
    private volatile @Nullable Runnable onClose;

    OpcUaSession(DeviceTarget target, OpcUaClient client, Survey.Found found, SiteClock clock) {
        this.target = target;
        this.client = client;
        this.found = found;
        this.clock = clock;
        found.variables().stream()
                .map(Survey.Variable::rate)
                .distinct()
                .sorted(Comparator.comparingInt(Rate::every))
                .forEach(rate -> plans.add(plan(rate)));
    }

    private Plan plan(Rate rate) {
        List<Survey.Variable> all = found.variables().stream()
                .filter(variable -> variable.rate() == rate)
                .toList();
        List<Survey.Variable> present =
                all.stream().filter(variable -> variable.node() != null).toList();
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < present.size(); from += found.maxPerRead()) {
            List<Survey.Variable> part = present.subList(from, Math.min(present.size(), from + found.maxPerRead()));
            chunks.add(new Chunk(
                    part,
                    part.stream()
                            .map(variable -> new ReadValueId(
                                    variable.node(), AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE))
                            .toList()));
        }
        PollGroup group = new PollGroup(plans.size(), rate.name().toLowerCase(Locale.ROOT), rate.every());
        return new Plan(
                group,
                chunks,
                all.stream().filter(variable -> variable.node() == null).toList());
    }

    void onClose(Runnable action) {
        onClose = action;
    }

    @Override
    public Identity identity() {
        return found.identity();
    }

    @Override
    public PointSet points() {
        return found.points();
    }

    @Override
    public List<PollGroup> groups() {
        return plans.stream().map(Plan::group).toList();
    }

    @Override
    public void read(PollGroup group, SampleTarget samples, ReadListener listener) {
        Plan plan = plans.get(group.index());
        if (!plan.missing.isEmpty()) {
            samples.begin(clock.utcMillis());
            plan.missing.forEach(variable -> samples.putBad(variable.index(), Quality.BAD_NOT_SUPPORTED));
            samples.commit();
        }
        read(plan, 0, samples, listener);
    }

    private void read(Plan plan, int part, SampleTarget samples, ReadListener listener) {
        if (closed) {
            listener.failed(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "The session was closed."));
            return;
        }
        if (part == plan.chunks.size()) {
            listener.completed();
            return;
        }
        long sent = clock.utcMillis();
        client.readAsync(0, TimestampsToReturn.Neither, plan.chunks.get(part).ids)
                .whenComplete((response, error) -> {
                    DeviceFault fault =
                            error != null ? Statuses.fault(error) : put(plan.chunks.get(part), response, sent, samples);
                    if (fault != null) {
                        listener.failed(fault);
                    } else {
                        read(plan, part + 1, samples, listener);
                    }
                });
    }

    private @Nullable DeviceFault put(Chunk chunk, ReadResponse response, long sent, SampleTarget samples) {
        DataValue[] values = response.getResults();
        if (values == null || values.length != chunk.variables.size()) {
            return new DeviceFault(
                    DeviceFault.Kind.PROTOCOL,
                    "Asked for " + chunk.variables.size() + " values, the server answered with "
                            + (values == null ? 0 : values.length) + ".");
        }
        samples.begin((sent + clock.utcMillis()) / 2);
        for (int i = 0; i < values.length; i++) {
            Survey.Variable variable = chunk.variables.get(i);
            Values.put(samples, doubtful, variable.index(), variable.point(), variable.rule(), values[i]);
        }
        samples.commit();
        return null;
    }

    @Override
    public Set<String> commands() {
        return found.outputs().keySet();
    }

    @Override
    public CompletionStage<CommandResult> write(Command command) {
        Survey.Output output = found.outputs().get(command.name());
        if (output == null) {
            return CompletableFuture.completedFuture(new CommandResult.Refused("It knows only " + commands() + "."));
        }
        double raw = output.rule().raw(command.argument());
        if (!Double.isFinite(raw)) {
            return CompletableFuture.completedFuture(
                    new CommandResult.Refused(command.argument() + " has no equivalent in the device."));
        }
        Variant value = Values.like(output.present(), raw);
        return client.writeValuesAsync(List.of(output.node()), List.of(DataValue.valueOnly(value)))
                .thenCompose(statuses -> readBack(command, output, value, statuses.get(0)))
                .orTimeout(command.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error ->
                        new CommandResult.TimedOut(Statuses.fault(error).text()));
    }

    private CompletableFuture<CommandResult> readBack(
            Command command, Survey.Output output, Variant written, StatusCode status) {
        if (status.isBad()) {
            return CompletableFuture.completedFuture(
                    new CommandResult.Refused(target + " refuses " + command.name() + ": " + Statuses.name(status)));
        }
        return client.readValuesAsync(0, TimestampsToReturn.Neither, List.of(output.node()))
                .thenApply(values -> confirm(command, output, written, values.get(0)));
    }

    private static CommandResult confirm(Command command, Survey.Output output, Variant written, DataValue held) {
        double raw = Values.number(held);
        double wished = Values.number(DataValue.valueOnly(written));
        if (Math.abs(raw - wished) <= 1e-6 * Math.max(1, Math.abs(wished))) {
            return new CommandResult.Confirmed(command.argument());
        }
        if (Double.isNaN(raw) || output.rule().isCoded()) {
            return new CommandResult.Refused("The device does not hold what was written, but " + held.getValue() + ".");
        }
        return new CommandResult.Confirmed(
                raw * output.rule().multiplier() / output.rule().divisor()
                        + output.rule().offset());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        client.disconnectAsync();
        Runnable action = onClose;
        if (action != null) {
            action.run();
        }
    }
}
