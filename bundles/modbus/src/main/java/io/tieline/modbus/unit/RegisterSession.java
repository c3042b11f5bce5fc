package io.tieline.modbus.unit;

import io.tieline.modbus.register.BlockPlanner;
import io.tieline.modbus.register.Chunk;
import io.tieline.modbus.register.Field;
import io.tieline.modbus.register.FixedTexts;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Settings;
import io.tieline.profile.Rate;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.Heartbeat;
import io.tieline.southbound.Identity;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.RawValue;
import io.tieline.southbound.ReadListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A device whose registers and their meaning are known, from a profile or from its SunSpec models. */
public final class RegisterSession implements DeviceSession {

    /**
     * What a session is made of.
     *
     * @param chunks what is read at which rate
     * @param scales how many scale factors the fields share
     * @param settings limits of the device
     * @param alarms what the flag points among the points mean
     */
    public record Layout(
            Identity identity,
            PointSet points,
            Map<Rate, List<Chunk>> chunks,
            int scales,
            FixedTexts fixed,
            Settings settings,
            Map<String, Writer> writers,
            List<DeviceAlarm> alarms) {}

    private final Layout layout;
    private final RemoteUnit unit;
    private final CommandQueue commands;
    private final Runnable release;
    private final @Nullable Beat beat;
    private final List<PollGroup> groups = new ArrayList<>();
    private final List<GroupRead> reads = new ArrayList<>();
    /** Event loop only. */
    private boolean closed;
    /** Whether what must be read first was read on the present connection. Event loop only. */
    private boolean prepared = true;

    /** @param release gives the connection back */
    public RegisterSession(Layout layout, RemoteUnit unit, Runnable release) {
        this.layout = layout;
        this.unit = unit.bearing(layout.settings());
        this.release = release;
        this.commands = new CommandQueue(this.unit, layout.writers());
        this.beat = layout.settings()
                .heartbeat()
                .map(heartbeat -> new Beat(this.unit.overtaking(), heartbeat))
                .orElse(null);
        short[] scales = new short[layout.scales()];
        Arrays.fill(scales, Field.UNREAD_SCALE);
        Settings settings = layout.settings();
        BlockPlanner planner = new BlockPlanner(settings.maxRegisters(), settings.maxGap(), settings.forbidden());
        for (Rate rate : Rate.values()) {
            List<Chunk> chunks = layout.chunks().getOrDefault(rate, List.of());
            if (!chunks.isEmpty()) {
                groups.add(new PollGroup(groups.size(), rate.name().toLowerCase(Locale.ROOT), rate.every()));
                reads.add(new GroupRead(unit.link(), this.unit.target(), planner.plan(chunks), scales, layout.fixed()));
            }
        }
    }

    @Override
    public Identity identity() {
        return layout.identity();
    }

    @Override
    public PointSet points() {
        return layout.points();
    }

    @Override
    public List<PollGroup> groups() {
        return List.copyOf(groups);
    }

    @Override
    public List<DeviceAlarm> alarms() {
        return layout.alarms();
    }

    @Override
    public void read(PollGroup group, SampleTarget target, ReadListener listener) {
        GroupRead read = reads.get(group.index());
        if (unit.link().loop().inEventLoop()) {
            start(read, target, listener);
        } else {
            unit.link().loop().execute(() -> start(read, target, listener));
        }
    }

    private void start(GroupRead read, SampleTarget target, ReadListener listener) {
        if (closed) {
            listener.failed(ended());
        } else if (layout.settings().preamble().isEmpty()) {
            read.start(target, listener);
        } else {
            prepare().whenComplete((done, failure) -> {
                if (closed) {
                    listener.failed(ended());
                } else if (failure == null) {
                    read.start(target, new Watched(listener));
                } else {
                    listener.failed(unprepared(failure));
                }
            });
        }
    }

    private CompletableFuture<?> prepare() {
        if (prepared) {
            return CompletableFuture.completedFuture(null);
        }
        return unit.prepare(layout.settings().preamble()).thenRun(() -> prepared = true);
    }

    private static DeviceFault unprepared(Throwable failure) {
        return failure.getCause() instanceof DeviceException known
                ? known.fault()
                : new DeviceFault(DeviceFault.Kind.PROTOCOL, "what must be read first could not be read: " + failure);
    }

    /** A read that fails may have lost the connection, and the next one must be prepared anew. */
    private final class Watched implements ReadListener {
        private final ReadListener listener;

        Watched(ReadListener listener) {
            this.listener = listener;
        }

        @Override
        public void completed() {
            listener.completed();
        }

        @Override
        public void failed(DeviceFault fault) {
            prepared = false;
            listener.failed(fault);
        }
    }

    @Override
    public Optional<Heartbeat> heartbeat() {
        return layout.settings().heartbeat().map(beat -> new Heartbeat(beat.every(), beat.always()));
    }

    @Override
    public void beat(ReadListener listener) {
        Beat beat = this.beat;
        if (beat == null) {
            listener.completed();
        } else {
            unit.link().loop().execute(() -> {
                if (closed) {
                    listener.failed(ended());
                } else {
                    beat.write(listener);
                }
            });
        }
    }

    private static DeviceFault ended() {
        return new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "the session was closed");
    }

    @Override
    public CompletionStage<Optional<RawValue>> raw(int point) {
        return layout.chunks().values().stream()
                .flatMap(List::stream)
                .flatMap(chunk -> chunk.fields().stream()
                        .filter(field -> field.fills(point))
                        .map(field -> new RawRead(chunk.unit(), chunk.space(), field.first(), field.last())))
                .findFirst()
                .map(raw -> raw.from(unit))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    @Override
    public Set<String> commands() {
        return layout.writers().keySet();
    }

    @Override
    public CompletionStage<CommandResult> write(Command command) {
        return commands.submit(command);
    }

    @Override
    public void close() {
        unit.link().loop().execute(() -> {
            if (!closed) {
                closed = true;
                reads.forEach(read -> read.cancel(ended()));
                release.run();
            }
        });
    }
}
