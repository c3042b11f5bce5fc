package io.tieline.southbound;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Devices that behave as their script says; what they were asked is kept. */
final class ScriptedProtocol implements Protocol {

    enum Behaviour {
        GOOD,
        CONNECT_FAILS,
        CONNECT_HANGS,
        CONNECT_THROWS,
        READ_HANGS,
        READ_THROWS_IN_A_BATCH,
        READ_FAILS,
        FAST_READS_FAIL,
        READ_ENDS_TWICE,
        READ_IS_SLOW,
        STREAMS,
        CONNECTION_BREAKS,
        GARBAGE
    }

    /** What happens with one device. */
    final class Script {
        Behaviour behaviour = Behaviour.GOOD;
        final List<Long> connects = new ArrayList<>();
        final List<Long> reads = new ArrayList<>();
        final List<Long> slowReads = new ArrayList<>();
        final List<Command> writes = new ArrayList<>();
        final List<Long> beats = new ArrayList<>();
        List<PollGroup> groups = List.of(new PollGroup(0, "fast", 1), new PollGroup(1, "slow", 10));
        List<List<String>> points = List.of(List.of("pcs.power", "pcs.power.setpoint"), List.of("pcs.nominal.power"));
        List<DeviceAlarm> alarms = List.of();
        /** What the points say; those not listed have a value of their own. */
        final Map<String, Double> values =
                new HashMap<>(Map.of("pcs.power", 1000.0, "pcs.power.setpoint", 500.0, "pcs.nominal.power", 50_000.0));

        Optional<Heartbeat> heartbeat = Optional.empty();
        Consumer<ReadListener> heart = ReadListener::completed;
        Runnable news = () -> {};
        Duration readTakes = Duration.ofMillis(20);
        Function<Command, CommandResult> answer = command -> new CommandResult.Confirmed(command.argument());
        Duration writeDelay = Duration.ofMillis(5);

        @Nullable
        CompletableFuture<DeviceSession> hanging;

        int closes;

        @Nullable
        ScriptedSession last;
    }

    private final VirtualTime time;
    private final Map<String, Script> scripts = new HashMap<>();

    ScriptedProtocol(VirtualTime time) {
        this.time = time;
    }

    Script script(String device) {
        return scripts.computeIfAbsent(device, id -> new Script());
    }

    @Override
    public Set<String> schemes() {
        return Set.of("test");
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        Script script = script(target.device().id());
        script.connects.add(time.monotonicNanos());
        CompletableFuture<DeviceSession> result = new CompletableFuture<>();
        switch (script.behaviour) {
            case CONNECT_THROWS -> throw new IllegalStateException("driver bug");
            case CONNECT_FAILS ->
                result.completeExceptionally(
                        new DeviceException(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "Connection refused.")));
            case CONNECT_HANGS -> script.hanging = result;
            default -> time.schedule(() -> result.complete(new ScriptedSession(script)), 3, TimeUnit.MILLISECONDS);
        }
        return result;
    }

    @Override
    public void close() {}

    final class ScriptedSession implements DeviceSession {
        private final Script script;
        private int streamed;
        private final PointSet points;

        @Nullable
        SampleTarget target;

        @Nullable
        ReadListener listener;

        ScriptedSession(Script script) {
            this.script = script;
            script.last = this;
            points = PointSet.named(script.points.stream().flatMap(List::stream).toList());
        }

        @Override
        public Identity identity() {
            return new Identity("Maker", "Model", "4711", "1.0", "test", 1);
        }

        @Override
        public PointSet points() {
            return points;
        }

        @Override
        public List<PollGroup> groups() {
            return script.groups;
        }

        @Override
        public void read(PollGroup group, SampleTarget out, ReadListener done) {
            (group.index() == 0 ? script.reads : script.slowReads).add(time.monotonicNanos());
            target = out;
            listener = done;
            switch (script.behaviour) {
                case READ_HANGS -> {}
                case READ_THROWS_IN_A_BATCH -> {
                    out.begin(time.utcMillis());
                    out.put(0, 666);
                    throw new IllegalStateException("driver bug");
                }
                case READ_FAILS -> done.failed(new DeviceFault(DeviceFault.Kind.TIMEOUT, "No answer."));
                case FAST_READS_FAIL -> {
                    if (group.index() == 0) {
                        done.failed(new DeviceFault(DeviceFault.Kind.TIMEOUT, "No answer."));
                    } else {
                        answerAfter(script.readTakes, group, out, done);
                    }
                }
                case CONNECTION_BREAKS ->
                    done.failed(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "Connection reset."));
                case GARBAGE -> {
                    out.commit();
                    out.put(0, 666);
                    out.begin(time.utcMillis());
                    out.put(-1, 1);
                    out.put(4711, 1);
                    out.put(0, Double.NaN);
                    out.commit();
                    out.commit();
                    done.completed();
                    done.failed(new DeviceFault(DeviceFault.Kind.PROTOCOL, "twice"));
                }
                case READ_ENDS_TWICE -> {
                    answerAfter(script.readTakes, group, out, done);
                    time.schedule(done::completed, 1_100, TimeUnit.MILLISECONDS);
                }
                case READ_IS_SLOW -> answerAfter(Duration.ofMillis(1500), group, out, done);
                case STREAMS -> stream(out);
                default -> answerAfter(script.readTakes, group, out, done);
            }
        }

        private void answerAfter(Duration delay, PollGroup group, SampleTarget out, ReadListener done) {
            time.schedule(() -> answer(group, out, done), delay.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void answer(PollGroup group, SampleTarget out, ReadListener done) {
            out.begin(time.utcMillis());
            for (String point : script.points.get(group.index())) {
                out.put(points.indexOf(point), script.values.getOrDefault(point, 0.0));
            }
            out.commit();
            done.completed();
        }

        /** Batch after batch for an hour; the read never ends. */
        private void stream(SampleTarget out) {
            out.begin(time.utcMillis());
            out.put(0, 666);
            out.commit();
            if (++streamed < 36_000) {
                time.schedule(() -> stream(out), 100, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public List<DeviceAlarm> alarms() {
            return script.alarms;
        }

        @Override
        public void onNews(Runnable readNow) {
            script.news = readNow;
        }

        @Override
        public Optional<Heartbeat> heartbeat() {
            return script.heartbeat;
        }

        @Override
        public void beat(ReadListener done) {
            script.beats.add(time.monotonicNanos());
            script.heart.accept(done);
        }

        @Override
        public Set<String> commands() {
            return Set.of(Command.POWER_SET, "outlet.1.toggle", "outlet.1.switch");
        }

        @Override
        public CompletionStage<CommandResult> write(Command command) {
            script.writes.add(command);
            CommandResult answer = script.answer.apply(command);
            CompletableFuture<CommandResult> result = new CompletableFuture<>();
            if (!(answer instanceof CommandResult.TimedOut)) {
                time.schedule(() -> result.complete(answer), script.writeDelay.toNanos(), TimeUnit.NANOSECONDS);
            }
            return result;
        }

        @Override
        public void close() {
            script.closes++;
        }
    }
}
