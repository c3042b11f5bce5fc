package io.tieline.rig.accept;

import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.snmp.SnmpProtocol;
import io.tieline.snmp.SnmpSession;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.ReadListener;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Connects to recorded devices, lets them be recognised, and reads everything once. */
final class RecordedDevices {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final SnmpProtocol protocol;
    private final int port;

    RecordedDevices(SnmpProtocol protocol, int port) {
        this.protocol = protocol;
        this.port = port;
    }

    /** What came of one device. */
    record Reading(@Nullable SnmpSession session, DeviceSnapshot snapshot, String fault) {

        /**
         * A device is recognised if a profile was found and reads good values from its objects: at least three, or all
         * that the profile found if those are fewer.
         */
        boolean isRecognised() {
            return session != null && !values().isEmpty() && (values().size() >= 3 || values().size() == numbers());
        }

        private long numbers() {
            return snapshot.points().asList().stream()
                    .filter(point -> point.definition().kind() != PointKind.TEXT)
                    .filter(point -> source(point.name()).isPresent())
                    .count();
        }

        /** The good values that come from objects of the device: no totals, no texts. */
        Map<String, Double> values() {
            Map<String, Double> values = new TreeMap<>();
            for (int i = 0; i < points(); i++) {
                Point point = snapshot.points().get(i);
                Double value = value(point.name());
                boolean text = point.definition().kind() == PointKind.TEXT;
                if (!text && value != null && source(point.name()).isPresent()) {
                    values.put(point.name(), value);
                }
            }
            return values;
        }

        /** Whether a point has a word instead of a quantity. */
        boolean isState(String point) {
            PointKind kind = snapshot.points()
                    .get(snapshot.points().indexOf(point))
                    .definition()
                    .kind();
            return kind == PointKind.STATE || kind == PointKind.FLAG;
        }

        /** The object a point is read from. */
        Optional<String> source(String point) {
            return session == null ? Optional.empty() : session.source(point);
        }

        String maker() {
            return session == null ? "" : session.identity().manufacturer();
        }

        String profile() {
            return session == null ? "not recognised" : session.identity().profile();
        }

        int points() {
            return snapshot.points().size();
        }

        int good() {
            int good = 0;
            for (int i = 0; i < points(); i++) {
                if (snapshot.quality(i) == Quality.GOOD) {
                    good++;
                }
            }
            return good;
        }

        @Nullable
        Double value(String point) {
            double value = snapshot.usable(point);
            return Double.isNaN(value) ? null : value;
        }

        /** The measurement in a unit that is read from an object. */
        Optional<String> pointOf(String oid, String unit) {
            if (session == null) {
                return Optional.empty();
            }
            SnmpSession opened = session;
            return opened.points().asList().stream()
                    .filter(point -> Expectation.fits(unit, point.definition().unit()))
                    .map(point -> point.name())
                    .filter(point -> opened.source(point).filter(oid::equals).isPresent())
                    .findFirst();
        }

        String why(String point) {
            int index = snapshot.points().indexOf(point);
            if (index < 0) {
                return session == null ? fault : "no such point";
            }
            return snapshot.quality(index).reason();
        }
    }

    private DeviceTarget target(String kind, String device) {
        return new DeviceTarget(
                new Device(0, device, DeviceKind.UPS),
                URI.create("snmp://127.0.0.1:" + port),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                TIMEOUT,
                Map.of("community", kind + "/" + device));
    }

    /** The profiles that may fit, by what the device says of itself. */
    List<Proposal> proposals(String kind, String device) throws InterruptedException {
        try {
            return protocol.propose(target(kind, device)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }

    Reading read(String kind, String device) throws InterruptedException {
        DeviceTarget target = target(kind, device);
        DeviceImage image = new LiveImage(List.of(target.device())).device(0);
        DeviceSnapshot snapshot = new DeviceSnapshot();
        try {
            SnmpSession session =
                    (SnmpSession) protocol.connect(target).toCompletableFuture().get(60, TimeUnit.SECONDS);
            image.adopt(session.points());
            for (PollGroup group : session.groups()) {
                read(session, group, image);
            }
            image.read(snapshot);
            session.close();
            return new Reading(session, snapshot, "");
        } catch (ExecutionException e) {
            image.read(snapshot);
            Throwable cause = e.getCause();
            return new Reading(null, snapshot, String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
        } catch (TimeoutException e) {
            image.read(snapshot);
            return new Reading(null, snapshot, "not identified within a minute");
        }
    }

    private static void read(SnmpSession session, PollGroup group, DeviceImage image)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.read(group, image.target(), new ReadListener() {
            @Override
            public void completed() {
                done.complete(null);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new IllegalStateException(fault.text()));
            }
        });
        done.get(30, TimeUnit.SECONDS);
    }
}
