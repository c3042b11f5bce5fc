package io.tieline.cli.device;

import io.tieline.cli.outcome.CliException;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import io.tieline.southbound.RawValue;
import io.tieline.southbound.ReadListener;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at one device from the command line: who is it, what does it give, what stands on the wire. */
final class DeviceReader {

    private static final int PATIENCE_SECONDS = 30;
    private static final Device SCANNED = new Device(0, "scanned", DeviceKind.SENSOR);

    private final Protocol protocol;
    private final URI uri;
    private final Map<String, String> options;

    /** @param options of the protocol, by name */
    DeviceReader(Protocol protocol, URI uri, Map<String, String> options) {
        this.protocol = protocol;
        this.uri = uri;
        this.options = Map.copyOf(options);
    }

    /** The profiles that might fit, best first. */
    List<Proposal> proposals() throws InterruptedException {
        return await(
                "what it says of itself",
                protocol.propose(target(DeviceTarget.AUTO)).toCompletableFuture());
    }

    /**
     * Everything the device gives.
     *
     * @param profile id, or {@link DeviceTarget#AUTO}
     */
    DeviceReading read(String profile) throws InterruptedException {
        try (DeviceSession session =
                await("the device", protocol.connect(target(profile)).toCompletableFuture())) {
            DeviceImage image = new LiveImage(List.of(SCANNED)).device(0);
            image.adopt(session.points());
            for (PollGroup group : session.groups()) {
                await("its values", read(session, group, image));
            }
            DeviceSnapshot snapshot = new DeviceSnapshot();
            image.read(snapshot);
            return new DeviceReading(
                    session.identity(),
                    points(session, snapshot),
                    session.alarms(),
                    session.commands().stream().sorted().toList());
        }
    }

    private DeviceTarget target(String profile) {
        return new DeviceTarget(SCANNED, uri, profile, Duration.ofSeconds(1), Duration.ofSeconds(2), options);
    }

    private List<PointReading> points(DeviceSession session, DeviceSnapshot snapshot) throws InterruptedException {
        List<PointReading> readings = new ArrayList<>();
        for (int i = 0; i < snapshot.points().size(); i++) {
            Optional<RawValue> raw = await("a raw value", session.raw(i).toCompletableFuture());
            readings.add(new PointReading(
                    snapshot.points().get(i),
                    snapshot.value(i),
                    Optional.ofNullable(snapshot.text(i)).orElse(""),
                    snapshot.quality(i),
                    raw));
        }
        return readings;
    }

    private static CompletableFuture<Boolean> read(DeviceSession session, PollGroup group, DeviceImage image) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        session.read(group, image.target(), new ReadListener() {
            @Override
            public void completed() {
                done.complete(true);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new CliException(group.name() + ": " + fault.text()));
            }
        });
        return done;
    }

    private <T> T await(String what, CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            String why =
                    String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage());
            throw new CliException(uri + ": " + why + withoutTrust(why));
        } catch (TimeoutException e) {
            throw new CliException(uri + ": " + what + " did not come within " + PATIENCE_SECONDS + " s");
        }
    }

    /** Without the trust of a gateway nobody is trusted. */
    private static String withoutTrust(String why) {
        return why.contains("certificate")
                ? " To look with the trust of your gateway add --data DIR; to look without encryption -o security=None"
                : "";
    }
}
