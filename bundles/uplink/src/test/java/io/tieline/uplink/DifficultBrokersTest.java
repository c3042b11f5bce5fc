package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that take little, allow little, or never say so. */
class DifficultBrokersTest extends UplinkTrial {

    DifficultBrokersTest(@TempDir Path directory) {
        super(directory);
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatTakesSmallMessagesOnlyStillGetsEverything(UplinkSettings.Mqtt mqtt) throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory, Mosquitto.freePort(), "max_packet_size 2000\n"));
        Listener listener = keep(new Listener(broker.uri()));
        for (int i = 0; i < 20; i++) {
            record(40);
            flush();
        }
        Uplink uplink = keep(start(settings(broker.uri()).withMqtt(mqtt)));
        Awaitility.await().atMost(PATIENCE).until(() -> uplink.status().backlog() == 0);
        awaitAll(listener);
        assertThat(withoutFlag(listener.arrivals(), "grid").stream().distinct().toList())
                .isEqualTo(withoutFlag(put, "grid"));
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatDropsLargeMessagesWithoutAWordStillGetsEverything(UplinkSettings.Mqtt mqtt) throws Exception {
        // A mosquitto whose queues have no limit ends the connection instead.
        Mosquitto broker = keep(new Mosquitto(
                directory, Mosquitto.freePort(), "message_size_limit 1200\nmax_queued_messages 100000\n"));
        Listener listener = keep(new Listener(broker.uri()));
        for (int i = 0; i < 20; i++) {
            record(40);
            flush();
        }
        Uplink uplink = keep(start(settings(broker.uri()).withMqtt(mqtt)));
        Awaitility.await().atMost(PATIENCE).until(() -> uplink.status().backlog() == 0);
        awaitAll(listener);
        assertThat(withoutFlag(listener.arrivals(), "grid")).isEqualTo(withoutFlag(put, "grid"));
        assertThat(alarms.stands("uplink", "uplink.size")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatForbidsToListenToOurselvesIsNoObstacle(UplinkSettings.Mqtt mqtt) throws Exception {
        Path rights = Files.writeString(
                directory.resolve("rights"),
                "topic readwrite spBv1.0/#\ntopic readwrite tieline/site/node/fence\n"
                        + "topic readwrite tieline/site/node/request\n");
        Mosquitto broker = keep(new Mosquitto(directory, Mosquitto.freePort(), "user root\nacl_file " + rights + "\n"));
        Listener listener = keep(new Listener(broker.uri()));
        record(5);
        flush();
        Uplink uplink = keep(start(settings(broker.uri()).withMqtt(mqtt)));
        Awaitility.await().atMost(PATIENCE).until(() -> uplink.status().backlog() == 0);
        awaitAll(listener);
        assertThat(alarms.stands("uplink", "uplink.size")).isFalse();
    }

    @Test
    void aBrokerThatNeverAcknowledgesIsLeftWithAnAlarmAndNothingIsForgotten() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        CuttableRelay wan = keep(new CuttableRelay(broker.port()));
        Uplink uplink = keep(start(settings(wan.uri()).withAcknowledgeTimeout(Duration.ofMillis(500))));
        Awaitility.await().until(() -> uplink.status().connected());
        wan.deafen();
        record(10);
        flush();
        Awaitility.await().atMost(PATIENCE).until(() -> alarms.stands("uplink", "uplink.lost"));
        assertThat(uplink.status().acknowledged()).isZero();
        assertThat(uplink.status().backlog()).isGreaterThanOrEqualTo(put.size());
    }

    @Test
    void aBrokerThatDropsUsAfterConnectIsNotHammered() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (ServerSocket rude = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> {
                try {
                    while (true) {
                        try (Socket client = rude.accept()) {
                            attempts.incrementAndGet();
                            client.getInputStream().read(new byte[1000]);
                            client.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
                        }
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            accepting.setDaemon(true);
            accepting.start();
            record(10);
            flush();
            UplinkSettings.Connection usual = settings("tcp://x:1").connection();
            Uplink uplink = keep(start(settings("tcp://127.0.0.1:" + rude.getLocalPort())
                    .withConnection(new UplinkSettings.Connection(
                            usual.mqtt(),
                            null,
                            null,
                            usual.keepAlive(),
                            Duration.ofSeconds(1),
                            usual.acknowledgeTimeout(),
                            new UplinkSettings.BackOff(Duration.ofMillis(100), Duration.ofSeconds(60))))));
            Awaitility.await().atMost(PATIENCE).until(() -> attempts.get() >= 4);
            assertThat(alarms.stands("uplink", "uplink.lost")).isTrue();
            assertThat(uplink.status().backlog()).isGreaterThanOrEqualTo(put.size());
            // The fourth pause lasts at least 0.4 s: at the first pause three more attempts would have been made.
            Awaitility.await()
                    .during(Duration.ofMillis(350))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> attempts.get() <= 5);
        }
    }
}
