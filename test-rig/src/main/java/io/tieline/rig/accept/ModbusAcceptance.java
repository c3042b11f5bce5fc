package io.tieline.rig.accept;

import com.eclipsesource.json.Json;
import io.tieline.modbus.ModbusProtocol;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.rig.accept.RegisterCapture.Claim;
import io.tieline.rig.accept.RegisterCapture.Expected;
import io.tieline.rig.accept.RegisterCapture.Reading;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves register images of real devices through an independent slave (j2mod), reads them with the real driver
 * and compares with what other projects make of them. A value the driver does not deliver is wrong, not skipped.
 */
public final class ModbusAcceptance {

    private static final Device DEVICE = new Device(0, "capture", DeviceKind.PCS);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final boolean json;
    private final PrintStream out;
    private final Map<String, Integer> outside = new TreeMap<>();
    private int devices;
    private int decoded;
    private int values;
    private int right;

    private ModbusAcceptance(boolean json, PrintStream out) {
        this.json = json;
        this.out = out;
    }

    /**
     * Runs the suite.
     *
     * @param data holds {@code sunspec-images} and {@code register-dumps}, itself or in {@code captures} or {@code
     *     modbus/captures}
     * @return 0: every value right and every image decoded; 1: not; 2: cannot be run
     */
    public static int run(Path data, boolean json, PrintStream out) {
        Path folder = List.of("modbus/captures", "captures", "").stream()
                .map(data::resolve)
                .filter(path -> Files.isDirectory(path.resolve("sunspec-images"))
                        || Files.isDirectory(path.resolve("register-dumps"))
                        || Files.isDirectory(path.resolve("decode-suites")))
                .findFirst()
                .orElse(null);
        if (folder == null) {
            out.println(data + " holds no sunspec-images/ or register-dumps/; name a folder of that shape");
            return 2;
        }
        try {
            return new ModbusAcceptance(json, out).run(new CaptureFiles(folder, ProfileLibrary.builtIn()).read());
        } catch (IOException e) {
            out.println(e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    private int run(List<RegisterCapture> captures) throws IOException, InterruptedException {
        List<Profile> written = captures.stream()
                .map(RegisterCapture::reading)
                .filter(Reading.Written.class::isInstance)
                .map(reading -> ((Reading.Written) reading).profile())
                .toList();
        try (ModbusProtocol protocol =
                new ModbusProtocol(SiteClock.system(), ProfileLibrary.builtIn().with(written))) {
            for (RegisterCapture capture : captures) {
                judge(protocol, capture);
            }
        }
        outside.forEach(this::notJudged);
        double ratio = values == 0 ? 0 : (double) right / values;
        out.println(String.format(
                Locale.ROOT,
                "RESULT accept-modbus images=%d decoded=%d values=%d right=%d ratio=%.4f not-judged=%d",
                devices,
                decoded,
                values,
                right,
                ratio,
                outside.values().stream().mapToInt(Integer::intValue).sum()));
        return values > 0 && right == values && decoded == devices ? 0 : 1;
    }

    private void notJudged(String reason, int count) {
        out.println(
                json
                        ? Json.object()
                                .add("notJudged", count)
                                .add("reason", reason)
                                .toString()
                        : "NOT JUDGED " + count + ": " + reason);
    }

    private void judge(ModbusProtocol protocol, RegisterCapture capture) throws IOException, InterruptedException {
        capture.outside().forEach(reason -> outside.merge(reason, 1, Integer::sum));
        if (capture.words().isEmpty() && capture.coils().isEmpty()) {
            return;
        }
        devices++;
        DeviceSnapshot snapshot = new DeviceSnapshot();
        try (CaptureSlave slave = new CaptureSlave(capture.words(), capture.coils())) {
            read(protocol, slave.port(), capture, snapshot);
            decoded++;
        } catch (ExecutionException | TimeoutException e) {
            String why = e.getCause() instanceof DeviceException fault
                    ? fault.fault().text()
                    : e.toString();
            mismatch(capture.name(), "", "a device that can be read", why);
        }
        for (Claim claim : capture.claims()) {
            values++;
            Optional<Map.Entry<String, Expected>> wrong = claim.points().entrySet().stream()
                    .filter(entry -> !isMet(snapshot, entry.getKey(), entry.getValue()))
                    .findFirst();
            if (wrong.isEmpty()) {
                right++;
            } else {
                String point = wrong.get().getKey();
                String of = claim.what().equals(point) ? point : claim.what() + " (" + point + ")";
                mismatch(capture.name(), of, shown(wrong.get().getValue()), shown(snapshot, point));
            }
        }
    }

    private static void read(ModbusProtocol protocol, int port, RegisterCapture capture, DeviceSnapshot into)
            throws InterruptedException, ExecutionException, TimeoutException {
        DeviceTarget target = new DeviceTarget(
                DEVICE,
                URI.create("modbus://127.0.0.1:" + port + "/1"),
                capture.reading().profileId(),
                Duration.ofSeconds(1),
                TIMEOUT,
                Map.of("sunspec.base", String.valueOf(capture.sunSpecBase().orElse(40000))));
        DeviceImage image = new LiveImage(List.of(DEVICE)).device(0);
        try (DeviceSession session =
                protocol.connect(target).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
            image.adopt(session.points());
            for (PollGroup group : session.groups()) {
                read(session, group, image).get(30, TimeUnit.SECONDS);
            }
        }
        image.read(into);
    }

    private static CompletableFuture<PollGroup> read(DeviceSession session, PollGroup group, DeviceImage image) {
        CompletableFuture<PollGroup> done = new CompletableFuture<>();
        session.read(group, image.target(), new ReadListener() {
            @Override
            public void completed() {
                done.complete(group);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new DeviceException(fault));
            }
        });
        return done;
    }

    private static boolean isMet(DeviceSnapshot snapshot, String point, Expected expected) {
        int index = snapshot.points().indexOf(point);
        boolean usable = index >= 0 && snapshot.quality(index).isUsable();
        if (expected instanceof Expected.Nothing) {
            return !usable;
        }
        if (!usable) {
            return false;
        }
        if (expected instanceof Expected.Measured number) {
            return Math.abs(snapshot.value(index) - number.value()) <= number.tolerance();
        }
        if (expected instanceof Expected.State state) {
            return snapshot.points()
                    .get(index)
                    .definition()
                    .stateName(snapshot.value(index))
                    .equals(state.name());
        }
        return plain(((Expected.Text) expected).value()).equals(plain(String.valueOf(snapshot.text(index))));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    private static String shown(Expected expected) {
        if (expected instanceof Expected.Measured number) {
            return String.valueOf(number.value());
        }
        if (expected instanceof Expected.State state) {
            return state.name();
        }
        return expected instanceof Expected.Text text ? text.value() : "nothing";
    }

    private static String shown(DeviceSnapshot snapshot, String point) {
        int index = snapshot.points().indexOf(point);
        if (index < 0) {
            return "no such point";
        }
        if (!snapshot.quality(index).isUsable()) {
            return snapshot.quality(index).reason();
        }
        String text = snapshot.text(index);
        return text == null ? String.valueOf(snapshot.value(index)) : text;
    }

    private void mismatch(String image, String point, String expected, String got) {
        out.println(
                json
                        ? Json.object()
                                .add("image", image)
                                .add("point", point)
                                .add("expected", expected)
                                .add("got", got)
                                .toString()
                        : "MISMATCH " + image + " " + point + ": expected " + expected + ", got " + got);
    }
}
