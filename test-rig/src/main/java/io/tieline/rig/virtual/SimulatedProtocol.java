package io.tieline.rig.virtual;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Identity;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.Protocol;
import io.tieline.southbound.ReadListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The wire between a gateway and simulated devices: exchanges take time, and fail the way the device misbehaves. */
final class SimulatedProtocol implements Protocol {

    static final String SCHEME = "sim";

    private static final long EXCHANGE_MILLIS = 8;

    private final Map<String, SimulatedDevice> devices;
    private final VirtualTime time;
    private final ScheduledExecutorService wire;
    private final BooleanSupplier cut;

    /** @param cut whether this gateway reaches no device at all */
    SimulatedProtocol(
            Map<String, SimulatedDevice> devices,
            VirtualTime time,
            ScheduledExecutorService wire,
            BooleanSupplier cut) {
        this.devices = devices;
        this.time = time;
        this.wire = wire;
        this.cut = cut;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(SCHEME);
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        SimulatedDevice device = devices.get(target.device().id());
        CompletableFuture<DeviceSession> session = new CompletableFuture<>();
        later(() -> {
            if (device == null || isAway(device)) {
                if (device != null) {
                    device.calledInVain(time.monotonicNanos());
                }
                session.completeExceptionally(
                        new DeviceException(away(target.device().id())));
            } else {
                session.complete(new Session(device, target));
            }
        });
        return session;
    }

    private boolean isAway(SimulatedDevice device) {
        return cut.getAsBoolean() || device.manner() == Manner.SILENT;
    }

    private static DeviceFault away(String id) {
        return new DeviceFault(DeviceFault.Kind.NO_CONNECTION, id + " does not answer; check its line.");
    }

    private void later(Runnable answer) {
        wire.schedule(answer, EXCHANGE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {}

    private final class Session implements DeviceSession {
        private final SimulatedDevice device;
        private final DeviceTarget target;

        Session(SimulatedDevice device, DeviceTarget target) {
            this.device = device;
            this.target = target;
        }

        @Override
        public Identity identity() {
            return new Identity(
                    "Tieline Simulation",
                    device.face().kind().label(),
                    device.face().id(),
                    "1.0",
                    SCHEME,
                    1);
        }

        @Override
        public PointSet points() {
            return device.points();
        }

        @Override
        public List<PollGroup> groups() {
            return List.of(new PollGroup(0, "all", 1));
        }

        @Override
        public void read(PollGroup group, SampleTarget into, ReadListener listener) {
            if (isAway(device) || device.manner() == Manner.SLOW) {
                wire.schedule(
                        () -> listener.failed(new DeviceFault(
                                DeviceFault.Kind.TIMEOUT,
                                device.face().id() + " did not answer in time; check its line.")),
                        target.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
                return;
            }
            later(() -> {
                if (device.refuses()) {
                    listener.failed(new DeviceFault(DeviceFault.Kind.REFUSED, "Exception 06, slave device busy."));
                } else {
                    device.fill(into, time.utcMillis());
                    listener.completed();
                }
            });
        }

        @Override
        public Set<String> commands() {
            return device.face().commands();
        }

        @Override
        public CompletionStage<CommandResult> write(Command command) {
            CompletableFuture<CommandResult> result = new CompletableFuture<>();
            if (isAway(device) || device.manner() == Manner.SLOW) {
                wire.schedule(
                        () -> result.complete(
                                new CommandResult.TimedOut(device.face().id() + " did not answer.")),
                        target.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
                return result;
            }
            later(() -> result.complete(answer(command)));
            return result;
        }

        private CommandResult answer(Command command) {
            if (device.refuses()) {
                device.face().refused(command, time.monotonicNanos());
                return new CommandResult.Refused("Exception 06, slave device busy.");
            }
            return device.face().write(command, time.monotonicNanos());
        }

        @Override
        public void close() {}
    }
}
