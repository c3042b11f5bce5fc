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
    final LiveImage image;
    final PollEngine engine;

    Bench(int devices) {
        this(devices, DeviceKind.BATTERY);
    }

    Bench(int devices, DeviceKind kind) {
        List<Device> all = IntStream.range(0, devices)
                .mapToObj(i -> new Device(i, id(i), kind))
                .toList();
        image = new LiveImage(all);
        List<DeviceTarget> targets = all.stream()
                .map(device -> new DeviceTarget(
                        device,
                        URI.create("test://" + device.id()),
                        DeviceTarget.AUTO,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Map.of()))
                .toList();
        engine = new PollEngine(
                image,
                targets,
                List.of(protocol),
                time,
                time,
                time::monotonicNanos,
                new Random(1),
                alarms,
                events::add);
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
