package io.tieline.rig.bench.contender;

import static java.util.Objects.requireNonNull;

import io.tieline.modbus.ModbusProtocol;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.rig.bench.gateway.BenchProfiles;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The product: its Modbus client with a profile, session by session, every register decoded to a point and put into the
 * live image. More than the others do, who hand over registers.
 */
final class Tieline implements Contender {

    private final ModbusProtocol protocol;
    private final String profile;
    private final List<Line> lines = new ArrayList<>();

    /** @param points 100: each register is one; fewer: registers are read along and not looked at */
    Tieline(int points) {
        profile = "registers-" + points;
        protocol = new ModbusProtocol(
                SiteClock.system(), new ProfileLibrary(List.of(BenchProfiles.registers(profile, REGISTERS, points))));
    }

    @Override
    public void open(List<String> hosts, int port) {
        List<Device> devices = IntStream.range(0, hosts.size())
                .mapToObj(i -> new Device(i, "device-" + i, DeviceKind.PDU))
                .toList();
        LiveImage image = new LiveImage(devices);
        for (Device device : devices) {
            DeviceTarget target = new DeviceTarget(
                    device,
                    URI.create("modbus://" + hosts.get(device.index()) + ":" + port + "/1"),
                    profile,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(TIMEOUT_MILLIS),
                    Map.of());
            DeviceSession session =
                    protocol.connect(target).toCompletableFuture().join();
            image.device(device.index()).adopt(session.points());
            lines.add(new Line(session, image.device(device.index()).target()));
        }
    }

    @Override
    public long exchange(int connections, long millis) throws Exception {
        return Rally.play(lines.subList(0, connections), millis);
    }

    @Override
    public void close() {
        protocol.close();
    }

    private static final class Line implements Rally.Sending, ReadListener {
        private final DeviceSession session;
        private final PollGroup group;
        private final SampleTarget target;
        private Rally.@Nullable Line rally;

        Line(DeviceSession session, SampleTarget target) {
            this.session = session;
            this.group = session.groups().get(0);
            this.target = target;
        }

        @Override
        public void send(Rally.Line line) {
            rally = line;
            session.read(group, target, this);
        }

        @Override
        public void completed() {
            requireNonNull(rally).answered();
        }

        @Override
        public void failed(DeviceFault fault) {
            requireNonNull(rally).failed(new DeviceException(fault));
        }
    }
}
