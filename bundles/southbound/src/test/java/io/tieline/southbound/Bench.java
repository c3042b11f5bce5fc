package io.tieline.southbound;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.model.Quality;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A site of n scripted devices under one engine in virtual time. */
final class Bench {

    final VirtualTime time = new VirtualTime();
    final ScriptedProtocol protocol = new ScriptedProtocol(time);
    final List<Event> events = new ArrayList<>();
    final AlarmBoard alarms = new AlarmBoard(time, events::add);
    final Watch watch = new Watch();
    final LiveImage image;
    private final List<DeviceTarget> targets;
    PollEngine engine;

    Bench(int devices) {
        this(devices, DeviceKind.BATTERY);
    }

    Bench(int devices, DeviceKind kind) {
        this(targets(devices, kind));
    }

    Bench(List<DeviceTarget> targets) {
        this.targets = targets;
        image = new LiveImage(targets.stream().map(DeviceTarget::device).toList());
        engine = engine(targets);
    }

    private PollEngine engine(List<DeviceTarget> targets) {
        return new PollEngine(
                image,
                targets,
                List.of(protocol),
                time,
                time,
                time::monotonicNanos,
                new Random(1),
                alarms,
                events::add,
                watch);
    }

    /** The site is read anew: another engine with the same alarm board, as after a change of the site description. */
    void restart() {
        engine.close();
        engine = engine(targets);
        engine.start();
    }

    private static List<DeviceTarget> targets(int devices, DeviceKind kind) {
        List<Device> all = IntStream.range(0, devices)
                .mapToObj(i -> new Device(i, id(i), kind))
                .toList();
        return all.stream()
                .map(device -> target(device, "test://" + device.id(), Duration.ofSeconds(1)))
                .toList();
    }

    static DeviceTarget target(Device device, String uri, Duration poll) {
        return new DeviceTarget(device, URI.create(uri), DeviceTarget.AUTO, poll, Duration.ofMillis(500), Map.of());
    }

    /** Keeps what it heard. */
    static final class Watch implements PollWatch {
        record Start(int device, int group, long dueNanos, long startedNanos) {}

        record Miss(int device, int group, long polls, Cause cause) {}

        final List<Start> starts = new ArrayList<>();
        final List<Miss> misses = new ArrayList<>();

        @Override
        public void started(int device, int group, long dueNanos, long startedNanos) {
            starts.add(new Start(device, group, dueNanos, startedNanos));
        }

        @Override
        public void missed(int device, int group, long polls, Cause cause) {
            misses.add(new Miss(device, group, polls, cause));
        }
    }

    static String id(int device) {
        return "cab-" + device;
    }

    ScriptedProtocol.Script script(int device) {
        return protocol.script(id(device));
    }

    Quality quality(int device, String point) {
        DeviceSnapshot snapshot = snapshot(device);
        return snapshot.quality(snapshot.points().indexOf(point));
    }

    DeviceSnapshot snapshot(int device) {
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.device(device).read(snapshot);
        return snapshot;
    }

    DeviceStatus.State state(int device) {
        return engine.status(device).state();
    }

    List<String> states(int device) {
        return events.stream()
                .filter(event ->
                        event.kind() == Event.Kind.STATE && event.source().equals(id(device)))
                .map(Event::sentence)
                .toList();
    }
}
