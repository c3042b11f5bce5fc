package io.tieline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.uplink.Forwarder;
import io.tieline.uplink.UplinkSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final SiteClock clock = SiteClock.system();
    private final AlarmBoard alarms = new AlarmBoard(clock, event -> {});
    private final LiveImage image = new LiveImage(List.of(new Device(0, "cab-01", DeviceKind.BATTERY)));

    @Test
    void theRecordArrivesWholeAndInOrderAlsoOverARestartOfTheCluster(@TempDir Path directory) throws Exception {
        DeviceImage cabinet = image.devices().get(0);
        cabinet.adopt(PointSet.named(List.of("battery.soc")));
        KafkaSettings settings;
        try (KafkaBroker kafka = new KafkaBroker(directory);
                Journal journal = Journal.open(
                        directory.resolve("journal"),
                        JournalSettings.standard().withBlockEvery(Duration.ofMillis(50)),
                        clock,
                        alarms)) {
            settings = new KafkaSettings(
                    kafka.servers(), "tieline", Map.of("delivery.timeout.ms", "10000", "request.timeout.ms", "3000"));
            image.listen(journal::record);
            record(journal, cabinet, 0, 50);
            try (Forwarder forwarder = Forwarder.start(
                    "kafka",
                    new KafkaSink(settings),
                    journal,
                    alarms,
                    new UplinkSettings.BackOff(Duration.ofMillis(100), Duration.ofSeconds(1)),
                    Duration.ofSeconds(15))) {
                Awaitility.await().atMost(PATIENCE).until(() -> forwarder.backlog() == 0);
                kafka.stop();
                record(journal, cabinet, 50, 100);
                kafka.start();
                Awaitility.await().atMost(PATIENCE).until(() -> forwarder.backlog() == 0);
            }
            assertThat(values(settings)).isEqualTo(expected(100));
            assertThat(alarms.stands("kafka", "kafka.lost")).isFalse();
        }
    }

    @Test
    void nonsenseIsRefusedAndSecretsAreNotPrinted() {
        assertThatThrownBy(() -> new KafkaSettings(" ", "t", Map.of())).hasMessageContaining("kafka.servers");
        assertThatThrownBy(() -> new KafkaSettings("k:1", "a b", Map.of())).hasMessageContaining("kafka.topic");
        assertThatThrownBy(() -> new KafkaSettings("k:1", "t", Map.of("acks", "0")))
                .hasMessageContaining("acks");
        KafkaSettings secret = new KafkaSettings("k:1", "t", Map.of("sasl.jaas.config", "password=hidden"));
        assertThat(secret.toString()).contains("sasl.jaas.config").doesNotContain("hidden");
    }

    private void record(Journal journal, DeviceImage cabinet, int from, int to) {
        for (int i = from; i < to; i++) {
            SampleTarget target = cabinet.target();
            target.begin(clock.utcMillis() + i);
            target.put(0, i / 10.0);
            target.commit();
        }
        journal.append(Event.state(clock.utcMillis(), "test", "written " + to))
                .toCompletableFuture()
                .join();
        journal.flush().toCompletableFuture().join();
    }

    private static List<Double> expected(int count) {
        List<Double> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add(i / 10.0);
        }
        return expected;
    }

    /** The state of charge as a consumer sees it, what came twice left out by its position. */
    private static List<Double> values(KafkaSettings settings) {
        List<Double> values = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", settings.servers(),
                "group.id", "test",
                "auto.offset.reset", "earliest",
                "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
                "value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer"))) {
            consumer.subscribe(List.of("tieline"));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < 100 && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(500))) {
                    String position =
                            new String(each.headers().lastHeader("position").value(), StandardCharsets.US_ASCII);
                    if (each.key().equals("cab-01") && seen.add(position)) {
                        String list = each.value().replaceFirst(".*\"v\":\\[([^]]*)].*", "$1");
                        for (String value : list.split(",")) {
                            values.add(Double.valueOf(value));
                        }
                    }
                }
            }
        }
        return values;
    }
}
