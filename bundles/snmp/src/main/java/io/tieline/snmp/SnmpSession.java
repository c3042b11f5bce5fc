package io.tieline.snmp;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.Identity;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.RawValue;
import io.tieline.southbound.ReadListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** A device that speaks SNMP, identified and ready to be polled. */
public final class SnmpSession implements DeviceSession {

    private final Agent agent;
    private final Identity identity;
    private final Layout layout;
    private final Writer writer;
    private final Notifications.Subscription news;
    private final AtomicReference<Poll> pending = new AtomicReference<>(Poll.NONE);
    private final Poll[] polls;

    SnmpSession(
            Agent agent,
            Identity identity,
            Layout layout,
            Writer writer,
            Notifications.Subscription news,
            SiteClock clock) {
        this.agent = agent;
        this.identity = identity;
        this.layout = layout;
        this.writer = writer;
        this.news = news;
        Recorder recorder = new Recorder(layout.points().size(), Poll.NOWHERE);
        this.polls = layout.groups().stream()
                .map(group -> new Poll(agent, group, recorder, clock))
                .toArray(Poll[]::new);
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public PointSet points() {
        return layout.points();
    }

    @Override
    public List<PollGroup> groups() {
        return layout.groups().stream().map(Layout.Group::poll).toList();
    }

    @Override
    public List<DeviceAlarm> alarms() {
        return layout.alarms();
    }

    /** The object a point is read from, dotted; empty for totals and for texts of the profile. */
    public Optional<String> source(String point) {
        return layout.source(point).map(Object::toString);
    }

    @Override
    public void read(PollGroup group, SampleTarget target, ReadListener listener) {
        Poll poll = polls[group.index()];
        pending.set(poll);
        poll.start(target, listener);
    }

    @Override
    public void onNews(Runnable readNow) {
        news.wakes(readNow);
    }

    @Override
    public CompletionStage<Optional<RawValue>> raw(int point) {
        Optional<OID> source = layout.source(layout.points().get(point).name());
        return source.map(oid -> agent.get(List.of(oid), 1)
                        .thenApply(found -> Optional.ofNullable(found.get(oid)).map(value -> raw(oid, value)))
                        .exceptionally(failure -> Optional.empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private static RawValue raw(OID oid, Variable value) {
        return new RawValue(oid.toDottedString(), value.getSyntaxString() + " " + value);
    }

    @Override
    public Set<String> commands() {
        return writer.commands();
    }

    @Override
    public CompletionStage<CommandResult> write(Command command) {
        return writer.write(agent, command);
    }

    @Override
    public void close() {
        news.close();
        pending.getAndSet(Poll.NONE)
                .abort(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "the session was closed; connect again"));
    }
}
