package io.tieline.modbus;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A j2mod slave on loopback, our protocol, and one device between them. */
public final class Bench implements AutoCloseable {

    public static final Device DEVICE = new Device(0, "dev", DeviceKind.BATTERY);

    final ModbusProtocol protocol;
    final int port;
    private final Optional<ModbusSlave> slave;
    final DeviceImage image = new LiveImage(List.of(DEVICE)).device(0);

    private Bench(int port, Optional<ModbusSlave> slave, Profile... profiles) {
        this.port = port;
        this.slave = slave;
        this.protocol = new ModbusProtocol(SiteClock.system(), new ProfileLibrary(List.of(profiles)));
    }

    /** A device that somebody else serves. */
    public static Bench at(int port, Profile... profiles) {
        return new Bench(port, Optional.empty(), profiles);
    }

    public static Bench serving(Map<Integer, RegisterImage> units, Profile... profiles)
            throws ModbusException, IOException {
        int port = freePort();
        ModbusSlave slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 3, false, 0);
        units.forEach(slave::addProcessImage);
        slave.open();
        return new Bench(port, Optional.of(slave), profiles);
    }

    public static Bench serving(RegisterImage unit1, Profile... profiles) throws ModbusException, IOException {
        return serving(Map.of(1, unit1), profiles);
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public DeviceSession connect(String profile, Map<String, String> options) throws Exception {
        return connect(1, profile, options).get(10, TimeUnit.SECONDS);
    }

    public CompletableFuture<DeviceSession> connect(int unit, String profile, Map<String, String> options) {
        DeviceTarget target = new DeviceTarget(
                DEVICE,
                URI.create("modbus://127.0.0.1:" + port + "/" + unit),
                profile,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                options);
        return protocol.connect(target).toCompletableFuture().thenApply(session -> {
            image.adopt(session.points());
            return session;
        });
    }

    /** Reads all groups and returns what the image holds then. */
    public DeviceSnapshot readAll(DeviceSession session) throws Exception {
        for (PollGroup group : session.groups()) {
            read(session, group).get(10, TimeUnit.SECONDS);
        }
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.read(snapshot);
        return snapshot;
    }

    /** Completes with true, or exceptionally with the fault. */
    public CompletableFuture<Boolean> read(DeviceSession session, PollGroup group) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        session.read(group, image.target(), new ReadListener() {
            @Override
            public void completed() {
                done.complete(true);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new io.tieline.southbound.DeviceException(fault));
            }
        });
        return done;
    }

    public static CommandResult power(DeviceSession session, double watts, Duration reversion) throws Exception {
        return session.write(Command.power(watts, reversion, Duration.ofSeconds(3), "test"))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        protocol.close();
        slave.ifPresent(ModbusSlave::close);
    }
}
