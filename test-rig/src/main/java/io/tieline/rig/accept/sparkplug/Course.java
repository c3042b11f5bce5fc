package io.tieline.rig.accept.sparkplug;

import com.google.protobuf.CodedOutputStream;
import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.rig.broker.Mosquitto;
import io.tieline.uplink.RequestDesk;
import io.tieline.uplink.Uplink;
import io.tieline.uplink.UplinkSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * What the edge node is led through: two brokers, a primary host that comes and goes, devices that do the same, commands,
 * a broken line and a proper end; once over MQTT 3.1.1, and its essence over MQTT 5. Real time: about ten seconds.
 */
final class Course implements AutoCloseable {

    static final String GROUP = "Plant-7";
    static final String NODE = "Gateway-3";
    static final String HOST = "scada";

    /** Marks in the transcript, named after what was done just before. */
    static final String OTHER_HOST_ONLINE = "another host is online";

    static final String HOST_OFFLINE_FIRST = "the primary host is offline";
    static final String HOST_ONLINE = "the primary host is online";
    static final String REBIRTH = "a rebirth was asked for";
    static final String STALE_OFFLINE = "an old message says offline";
    static final String HOST_OFFLINE = "the primary host has gone offline";
    static final String DEVICE_LOST = "a device was lost";
    static final String DEVICE_BACK = "the device is back";
    static final String REQUESTED = "something was asked for";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SETTLE_MILLIS = 700;

    private final Path directory;
    private final SiteClock clock = SiteClock.system();
    private final LiveImage image = new LiveImage(List.of(
            new Device(0, "cab-01", DeviceKind.BATTERY),
            new Device(1, "grid", DeviceKind.METER),
            new Device(2, "late", DeviceKind.METER)));
    private final Journal journal;
    private final Transcript transcript = new Transcript();
    private int serial;

    Course(Path directory) {
        this.directory = directory;
        AlarmBoard alarms = new AlarmBoard(clock, event -> {});
        journal = Journal.open(
                directory.resolve("journal"),
                JournalSettings.standard().withBlockEvery(Duration.ofMillis(100)),
                clock,
                alarms);
        image.listen(journal::record);
        device("cab-01").adopt(PointSet.named(List.of("battery.soc", "battery.state", "battery.state.native")));
        device("grid").adopt(PointSet.named(List.of("meter.power", "meter.frequency")));
    }

    Transcript transcript() {
        return transcript;
    }

    /** Everything over MQTT 3.1.1. */
    void full() throws IOException, InterruptedException, MqttException {
        try (Mosquitto one = Mosquitto.start(directory);
                Mosquitto two = Mosquitto.start(directory);
                WireTap first = new WireTap("one", one.port(), transcript);
                WireTap second = new WireTap("two", two.port(), transcript)) {
            MqttClient hostAtOne = host(one);
            MqttClient hostAtTwo = host(two);
            measure(3);
            Uplink uplink =
                    start(UplinkSettings.of(List.of(URI.create(first.uri()), URI.create(second.uri())), GROUP, NODE)
                            .withPrimaryHost(HOST));
            waitForHost(hostAtOne);
            commands(hostAtOne);
            devicesComeAndGo();
            hostGoes(hostAtOne, hostAtTwo);
            await("births at the second broker", () -> births() == 3);
            measure(20);
            drained(uplink);
            first.cut();
            second.cut();
            state(hostAtOne, true, 20);
            await("births after the line broke", () -> births() >= 4);
            measure(300);
            drained(uplink);
            uplink.close(Duration.ofSeconds(5));
            hostAtOne.disconnectForcibly(100, 100);
            hostAtTwo.disconnectForcibly(100, 100);
        }
    }

    /** A short life over MQTT 5. */
    void short5() throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(directory);
                WireTap tap = new WireTap("mqtt5", broker.port(), transcript)) {
            long before = births();
            Uplink uplink = start(UplinkSettings.of(List.of(URI.create(tap.uri())), GROUP, NODE)
                    .withMqtt(UplinkSettings.Mqtt.V5));
            await("births over MQTT 5", () -> births() > before);
            measure(10);
            drained(uplink);
            uplink.close(Duration.ofSeconds(5));
        }
    }

    private Uplink start(UplinkSettings settings) {
        return Uplink.start(
                settings.withBackOff(Duration.ofMillis(50), Duration.ofMillis(200)),
                image,
                journal,
                clock,
                new AlarmBoard(clock, event -> {}),
                event -> {},
                RequestDesk.CLOSED);
    }

    private void waitForHost(MqttClient host) throws InterruptedException, MqttException {
        await("a connection", () -> !transcript.connections().isEmpty());
        host.publish("spBv1.0/STATE/other", json(true, 5), 1, true);
        markAndSettle(OTHER_HOST_ONLINE);
        state(host, false, 5);
        markAndSettle(HOST_OFFLINE_FIRST);
        transcript.mark(HOST_ONLINE);
        state(host, true, 10);
        await("births", () -> births() == 1);
        measure(20);
        await("data", () -> !transcript.of("DDATA").isEmpty());
    }

    private void commands(MqttClient host) throws InterruptedException, MqttException {
        transcript.mark(REBIRTH);
        host.publish("spBv1.0/" + GROUP + "/NCMD/" + NODE, command("Node Control/Rebirth", 11, 14, 1), 0, false);
        await("births again", () -> births() == 2 && devicesBornAfter(REBIRTH) == 2);
        // Names nobody announced, and something that is no payload at all: nothing may come of it.
        host.publish("spBv1.0/" + GROUP + "/NCMD/" + NODE, command("Unknown", 11, 14, 1), 0, false);
        host.publish("spBv1.0/" + GROUP + "/NCMD/" + NODE, new byte[] {7, 7, 7}, 0, false);
        transcript.mark(REQUESTED);
        host.publish("spBv1.0/" + GROUP + "/DCMD/" + NODE + "/cab-01", command("battery.soc", 10, 10, 1), 0, false);
        await("a reply", () -> !transcript.of("NDATA").isEmpty());
        state(host, false, 2);
        transcript.mark(STALE_OFFLINE);
        measure(10);
        pause(SETTLE_MILLIS);
    }

    private long devicesBornAfter(String mark) {
        return transcript.connections().get(0).after(mark).stream()
                .filter(publish -> publish.isOf("DBIRTH"))
                .count();
    }

    private void devicesComeAndGo() throws InterruptedException {
        device("late").adopt(PointSet.named(List.of("meter.power")));
        put("late", 1);
        await("a birth of the device that came late", () -> transcript.has(birthOf("late")));
        transcript.mark(DEVICE_LOST);
        device("grid").degrade(Quality.BAD_NO_CONNECTION, clock.utcMillis());
        await("a death of the device", () -> !transcript.of("DDEATH").isEmpty());
        transcript.mark(DEVICE_BACK);
        measure(5);
        pause(SETTLE_MILLIS);
    }

    private void hostGoes(MqttClient hostAtOne, MqttClient hostAtTwo) throws InterruptedException, MqttException {
        transcript.mark(HOST_OFFLINE);
        state(hostAtTwo, true, 10);
        state(hostAtOne, false, 11);
        await("a goodbye", () -> !transcript.of("NDEATH").isEmpty());
    }

    private static java.util.function.Predicate<Packet.Publish> birthOf(String device) {
        return publish -> publish.isOf("DBIRTH") && publish.topic().endsWith("/" + device);
    }

    private long births() {
        return transcript.of("NBIRTH").size();
    }

    private static MqttClient host(Mosquitto broker) throws MqttException {
        MqttClient client = new MqttClient(broker.uri(), "host", new MemoryPersistence());
        client.connect();
        return client;
    }

    private static void state(MqttClient host, boolean online, long timestamp) throws MqttException {
        host.publish("spBv1.0/STATE/" + HOST, json(online, timestamp), 1, true);
    }

    private static byte[] json(boolean online, long timestamp) {
        return ("{\"online\":" + online + ",\"timestamp\":" + timestamp + "}").getBytes(StandardCharsets.US_ASCII);
    }

    /** A payload with one metric, made from the field numbers of the specification. */
    private static byte[] command(String name, int datatype, int valueField, int value) {
        try {
            byte[] metric = new byte[128];
            CodedOutputStream out = CodedOutputStream.newInstance(metric);
            out.writeString(1, name);
            out.writeUInt32(4, datatype);
            out.writeUInt32(valueField, value);
            byte[] payload = new byte[256];
            CodedOutputStream whole = CodedOutputStream.newInstance(payload);
            whole.writeUInt64(1, 1);
            whole.writeByteArray(2, metric, 0, out.getTotalBytesWritten());
            return java.util.Arrays.copyOf(payload, whole.getTotalBytesWritten());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** New values on every device that is there, one batch after another. */
    private void measure(int batches) {
        for (int i = 0; i < batches; i++) {
            put("cab-01", 3);
            put("grid", 2);
            if (device("late").points().size() > 0) {
                put("late", 1);
            }
        }
        journal.flush().toCompletableFuture().join();
    }

    private void put(String device, int points) {
        SampleTarget target = device(device).target();
        target.begin(Math.max(clock.utcMillis(), 1));
        serial++;
        for (int point = 0; point < points; point++) {
            if (point == 2) {
                target.putText(point, "word " + serial);
            } else {
                target.put(point, point == 1 && points == 3 ? serial % 5 : serial / 10.0);
            }
        }
        target.commit();
    }

    private DeviceImage device(String id) {
        return image.device(id).orElseThrow();
    }

    private void drained(Uplink uplink) throws InterruptedException {
        await("everything acknowledged", () -> uplink.status().backlog() == 0);
    }

    private void markAndSettle(String what) throws InterruptedException {
        transcript.mark(what);
        pause(SETTLE_MILLIS);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no " + what + " within " + PATIENCE.toSeconds() + " s");
            }
            pause(10);
        }
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    @Override
    public void close() {
        journal.close();
    }
}
