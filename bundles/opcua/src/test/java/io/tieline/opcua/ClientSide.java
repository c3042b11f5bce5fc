package io.tieline.opcua;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.profile.CommandRule;
import io.tieline.profile.OpcUaPath;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.Rate;
import io.tieline.profile.Recognition;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** What every test needs of the client: profiles, sessions, reads; closes what it has opened. */
final class ClientSide implements AutoCloseable {

    static final Device BOARD = new Device(0, "board", DeviceKind.SWITCHBOARD);
    static final Map<String, String> PLAIN = Map.of("security", "None");

    final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    Duration poll = Duration.ofSeconds(1);
    SiteClock clock = SiteClock.system();
    private final Path keys;
    private final List<AutoCloseable> open = new ArrayList<>();

    ClientSide(Path keys) {
        this.keys = keys;
    }

    <T extends AutoCloseable> T opened(T closeable) {
        open.add(0, closeable);
        return closeable;
    }

    void closeNow(AutoCloseable closeable) throws Exception {
        open.remove(closeable);
        closeable.close();
    }

    static OpcUaPath path(String text) {
        return OpcUaPath.parse(text).orElseThrow();
    }

    static OpcUaPlan.Value value(String point, String path) {
        return value(point, path, ValueRule.IDENTITY);
    }

    static OpcUaPlan.Value value(String point, String path, ValueRule rule) {
        return OpcUaPlan.Value.of(point, path(path), rule, Rate.FAST);
    }

    static OpcUaPlan.Value value(String point, String path, Rate rate) {
        return OpcUaPlan.Value.of(point, path(path), ValueRule.IDENTITY, rate);
    }

    static ProfileLibrary library(List<OpcUaPlan.Value> values, Map<String, CommandRule> commands) {
        return new ProfileLibrary(List.of(new Profile(
                "board",
                "test",
                DeviceKind.SWITCHBOARD,
                List.of(new Recognition(Map.of("applicationUri", Pattern.compile("tieline-sim")), List.of(), 0.8)),
                new OpcUaPlan(values, List.of()),
                commands,
                Map.of("device.manufacturer", "Tieline"),
                "test")));
    }

    OpcUaProtocol protocol(ProfileLibrary library) {
        return opened(new OpcUaProtocol(library, keys, clock, alarms));
    }

    DeviceSession connect(ProfileLibrary library, int port, Map<String, String> options) throws Exception {
        return connect(protocol(library), port, options);
    }

    DeviceSession connect(OpcUaProtocol protocol, int port, Map<String, String> options) throws Exception {
        return protocol.connect(target(port, options)).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    DeviceTarget target(int port, Map<String, String> options) {
        return new DeviceTarget(
                BOARD,
                URI.create("opc.tcp://127.0.0.1:" + port + "/peer"),
                DeviceTarget.AUTO,
                poll,
                Duration.ofSeconds(5),
                options);
    }

    /** For peers from whom no sense is expected. */
    DeviceTarget impatient(int port) {
        return new DeviceTarget(
                BOARD,
                URI.create("opc.tcp://127.0.0.1:" + port + "/peer"),
                DeviceTarget.AUTO,
                poll,
                Duration.ofMillis(200),
                PLAIN);
    }

    DeviceFault refusal(ProfileLibrary library, int port, Map<String, String> options) throws Exception {
        return refusal(protocol(library), port, options);
    }

    DeviceFault refusal(OpcUaProtocol protocol, int port, Map<String, String> options) throws Exception {
        try {
            protocol.connect(target(port, options)).toCompletableFuture().get(70, TimeUnit.SECONDS);
            throw new AssertionError("connected");
        } catch (ExecutionException e) {
            return ((DeviceException) Objects.requireNonNull(e.getCause())).fault();
        }
    }

    /** Reads every group once. */
    static DeviceSnapshot read(DeviceSession session) throws Exception {
        LiveImage image = image(session);
        for (PollGroup group : session.groups()) {
            read(session, group, image).get(30, TimeUnit.SECONDS);
        }
        return snapshot(image);
    }

    static LiveImage image(DeviceSession session) {
        LiveImage image = new LiveImage(List.of(BOARD));
        image.device(0).adopt(session.points());
        return image;
    }

    static DeviceSnapshot snapshot(LiveImage image) {
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.device(0).read(snapshot);
        return snapshot;
    }

    static CompletableFuture<Void> read(DeviceSession session, PollGroup group, LiveImage image) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.read(group, image.device(0).target(), new ReadListener() {
            @Override
            public void completed() {
                done.complete(null);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new DeviceException(fault));
            }
        });
        return done;
    }

    /** Waits until something comes true; the only waiting there is. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came true: " + what);
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }
}
