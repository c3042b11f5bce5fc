package io.tieline.rig.virtual;

import io.tieline.control.Decision;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Roles;
import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.control.ControlStateFile;
import io.tieline.gateway.control.Journalling;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.LoadClass;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollEngine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** A gateway on computed time: the real engine, keeper, alarm board and control loop. */
public final class VirtualGateway {

    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private final Lane lane;
    private final AlarmBoard alarms;
    private final ControlLoop loop;
    private final PollEngine engine;
    private boolean cut;

    /**
     * Starts one.
     *
     * @param outlets the classes of the loads at the first PDU, outlet 1 first
     * @param polls how often a device is read
     * @param record takes what it records
     * @param stateFile what it remembers over a restart
     */
    VirtualGateway(
            VirtualTime time,
            Map<String, SimulatedDevice> devices,
            List<LoadClass> outlets,
            Function<Device, Duration> polls,
            ControlSettings settings,
            Journalling record,
            Path stateFile) {
        lane = time.lane();
        alarms = new AlarmBoard(time, record::append);
        List<DeviceTarget> targets = targets(devices, polls);
        List<Device> all = targets.stream().map(DeviceTarget::device).toList();
        LiveImage image = new LiveImage(all);
        engine = new PollEngine(
                image,
                targets,
                List.of(new SimulatedProtocol(devices, time, lane, () -> cut)),
                time,
                lane,
                time::monotonicNanos,
                new Random(1),
                alarms,
                record::append);
        loop = new ControlLoop(
                settings,
                roles(all, outlets),
                image,
                engine,
                record,
                time,
                alarms,
                report -> {},
                new ControlStateFile(stateFile),
                new ControlLoop.Workers(lane, Runnable::run, time::monotonicNanos));
        engine.start();
        loop.start();
    }

    private static Roles roles(List<Device> devices, List<LoadClass> classes) {
        Roles roles = Roles.byKind(devices);
        List<Roles.Outlet> outlets = new ArrayList<>();
        devices.stream()
                .filter(device -> device.kind() == DeviceKind.PDU)
                .findFirst()
                .ifPresent(pdu -> {
                    for (LoadClass loadClass : classes) {
                        outlets.add(new Roles.Outlet(pdu.index(), outlets.size() + 1, loadClass, false, 1));
                    }
                });
        return new Roles(
                roles.gridMeter(),
                devices.stream()
                        .filter(device -> device.id().equals("load"))
                        .mapToInt(Device::index)
                        .findFirst()
                        .orElse(Roles.NONE),
                roles.cabinets(),
                roles.upses(),
                roles.transferSwitches(),
                roles.gridBreakers(),
                roles.generators(),
                outlets);
    }

    private static List<DeviceTarget> targets(Map<String, SimulatedDevice> devices, Function<Device, Duration> polls) {
        List<DeviceTarget> targets = new ArrayList<>();
        for (SimulatedDevice device : devices.values()) {
            Device known =
                    new Device(targets.size(), device.face().id(), device.face().kind());
            targets.add(new DeviceTarget(
                    known,
                    URI.create(SimulatedProtocol.SCHEME + "://" + known.id()),
                    DeviceTarget.AUTO,
                    polls.apply(known),
                    TIMEOUT,
                    Map.of()));
        }
        return targets;
    }

    /** Ends it as SIGKILL or a lost power supply does: nothing of it tidies up. */
    public void kill() {
        lane.shutdown();
    }

    /** Whether its line to all devices is cut. */
    public void cut(boolean off) {
        cut = off;
    }

    public boolean isAlive() {
        return !lane.isShutdown();
    }

    public Optional<Decision> decision() {
        return isAlive() ? loop.latest() : Optional.empty();
    }

    public AlarmBoard alarms() {
        return alarms;
    }

    public ControlLoop loop() {
        return loop;
    }
}
