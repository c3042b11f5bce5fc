package io.tieline.opcua;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.profile.Rate;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.Identity;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.RawValue;
import io.tieline.southbound.ReadListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.jspecify.annotations.Nullable;

/**
 * A session with one OPC UA server.
 *
 * <p>Fast values come by subscription where the server has one, all others by the Read service. It ends with the
 * connection: the next one is a new session that looks every variable up again.
 */
final class OpcUaSession implements DeviceSession {

    private record Group(PollGroup group, ReadPlan plan, List<Variable> unreadable) {}

    private final OpcUaClient client;
    private final Services services;
    private final Survey.Found found;
    private final Commander commander;
    private final Watch watch;
    private final SiteClock clock;
    private final List<Group> groups = new ArrayList<>();
    private final Values.Doubtful doubtful = new Values.Doubtful();
    private final AtomicReference<@Nullable ReadListener> reading = new AtomicReference<>();
    private volatile boolean closed;
    private volatile @Nullable Runnable onClose;

    /** @param subscribed how; null: not at all */
    OpcUaSession(
            OpcUaClient client,
            Services services,
            Survey.Found found,
            Commander commander,
            Subscription.@Nullable Settings subscribed,
            SiteClock clock) {
        this.client = client;
        this.services = services;
        this.found = found;
        this.commander = commander;
        this.clock = clock;
        found.variables().stream()
                .map(Variable::rate)
                .distinct()
                .sorted(Comparator.comparingInt(Rate::every))
                .forEach(rate -> groups.add(group(rate)));
        List<Variable> fast = groups.get(0).plan.variables();
        boolean watched = groups.get(0).group.every() == 1 && !fast.isEmpty();
        watch = new Watch(services, found.limits(), watched ? fast : List.of(), subscribed, clock);
    }

    private Group group(Rate rate) {
        List<Variable> all = found.variables().stream()
                .filter(variable -> variable.rate() == rate)
                .toList();
        List<Variable> readable =
                all.stream().filter(variable -> variable.source() != null).toList();
        return new Group(
                new PollGroup(groups.size(), rate.name().toLowerCase(Locale.ROOT), rate.every()),
                new ReadPlan(services, found.limits().read(), readable, clock),
                all.stream().filter(variable -> variable.source() == null).toList());
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
        return groups.stream().map(Group::group).toList();
    }

    @Override
    public List<DeviceAlarm> alarms() {
        return found.alarms();
    }

    @Override
    public void onNews(Runnable readNow) {
        watch.onNews(readNow);
    }

    @Override
    public void read(PollGroup group, SampleTarget samples, ReadListener listener) {
        reading.set(listener);
        if (closed) {
            end(listener, lost());
            return;
        }
        Group asked = groups.get(group.index());
        if (!asked.unreadable.isEmpty()) {
            samples.begin(clock.utcMillis());
            asked.unreadable.forEach(variable -> samples.putBad(variable.index(), variable.why()));
            samples.commit();
        }
        ReadPlan rest = group.index() == 0 ? watch.put(samples, doubtful, asked.plan) : asked.plan;
        rest.read(samples, doubtful, fault -> end(listener, fault));
    }

    private void end(ReadListener listener, @Nullable DeviceFault fault) {
        if (!reading.compareAndSet(listener, null)) {
            return;
        }
        if (fault == null && !closed) {
            listener.completed();
        } else {
            listener.failed(fault == null || closed ? lost() : fault);
        }
    }

    private static DeviceFault lost() {
        return new DeviceFault(
                DeviceFault.Kind.NO_CONNECTION,
                "The connection to the server was lost; it is opened again with all variables looked up anew.");
    }

    @Override
    public CompletionStage<Optional<RawValue>> raw(int point) {
        Variable variable = found.variables().get(point);
        Variable.Source source = variable.source();
        if (source == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return services.read(List.of(Services.valueOf(source.node())))
                .handle((values, error) -> error != null
                        ? Optional.empty()
                        : Optional.of(new RawValue(
                                "/" + variable.path() + " " + source.node().toParseableString(),
                                Values.verbatim(values[0]))));
    }

    @Override
    public Set<String> commands() {
        return commander.commands();
    }

    @Override
    public CompletionStage<CommandResult> write(Command command) {
        return closed
                ? CompletableFuture.completedFuture(new CommandResult.Refused(lost().text()))
                : commander.send(command);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        client.disconnectAsync();
        ReadListener pending = reading.get();
        if (pending != null) {
            end(pending, lost());
        }
        Runnable action = onClose;
        if (action != null) {
            action.run();
        }
    }
}
