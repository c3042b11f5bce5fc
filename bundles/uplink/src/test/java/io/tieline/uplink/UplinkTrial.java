package io.tieline.uplink;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.uplink.Listener.Arrival;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A site that is recorded, and everything to send it over a real broker. */
abstract class UplinkTrial {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Path directory;
    final SiteClock clock = SiteClock.system();
    final LiveImage image = new LiveImage(
            List.of(new Device(0, "cab-01", DeviceKind.BATTERY), new Device(1, "grid", DeviceKind.METER)));
    final Journal journal;
    final AlarmBoard alarms;
    final List<Arrival> put = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private long time = clock.utcMillis();
    private int serial;

    UplinkTrial(Path directory) {
        this.directory = directory;
        AlarmBoard quiet = new AlarmBoard(clock, event -> {});
        journal = Journal.open(
                directory.resolve("journal"),
                JournalSettings.standard().withBlockEvery(Duration.ofMillis(100)),
                clock,
                quiet);
        alarms = new AlarmBoard(clock, journal);
        image.listen(journal::record);
        for (DeviceImage device : image.devices()) {
            device.adopt(PointSet.named(List.of("battery.soc", "battery.state", "battery.state.native")));
        }
    }

    @BeforeEach
    void needMosquitto() {
        assumeTrue(Files.isExecutable(Mosquitto.PROGRAM), "skipped: no /usr/sbin/mosquitto on this machine");
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        journal.close();
    }

    Uplink start(String uri) {
        return keep(start(settings(uri)));
    }

    Uplink start(UplinkSettings settings) {
        return Uplink.start(settings, image, journal, clock, alarms, journal, RequestDesk.CLOSED);
    }

    static UplinkSettings settings(String uri) {
        return UplinkSettings.of(List.of(URI.create(uri)), "site", "node")
                .withBackOff(Duration.ofMillis(50), Duration.ofMillis(200));
    }

    /** Batches of three changed samples on both devices. */
    void record(int batches) {
        for (int i = 0; i < batches; i++) {
            time = Math.max(time + 1, clock.utcMillis());
            serial++;
            for (DeviceImage device : image.devices()) {
                SampleTarget target = device.target();
                target.begin(time);
                target.put(0, serial / 10.0);
                target.put(1, serial % 5);
                target.putText(2, "word " + serial);
                target.commit();
                String id = device.device().id();
                put.add(new Arrival(id + "/battery.soc", time, serial / 10.0, false));
                put.add(new Arrival(id + "/battery.state", time, (long) (serial % 5), false));
                put.add(new Arrival(id + "/battery.state.native", time, "word " + serial, false));
            }
        }
    }

    void awaitAll(Listener listener) {
        Awaitility.await().atMost(PATIENCE).until(() -> listener.arrivals().size() >= put.size());
    }

    void flush() {
        journal.flush().toCompletableFuture().join();
    }

    static List<Arrival> withoutFlag(List<Arrival> arrivals, String device) {
        return arrivals.stream()
                .filter(arrival -> arrival.point().startsWith(device))
                .map(arrival -> new Arrival(arrival.point(), arrival.utcMillis(), arrival.value(), false))
                .toList();
    }

    <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }
}
