package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several gateways of one site on a real broker. */
class SiteTalkTest {

    private static final String TOPIC = "tieline/group/site/hall 3/gateways";
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Path directory;
    private final SiteClock clock = SiteClock.system();
    private final LiveImage image = new LiveImage(List.of(new Device(0, "grid", DeviceKind.METER)));
    private final AlarmBoard alarms = new AlarmBoard(clock, event -> {});
    private final List<AutoCloseable> open = new ArrayList<>();

    SiteTalkTest(@TempDir Path directory) {
        this.directory = directory;
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
    }

    @ParameterizedTest
    @EnumSource(UplinkSettings.Mqtt.class)
    void whatOneSaysTheOthersHearAndLatecomersAreToldThatItWasKept(UplinkSettings.Mqtt version) throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Talker one = new Talker("hall 3");
        Uplink first = start(broker.uri(), "one", version, one);
        one.say("one is here");
        Awaitility.await().atMost(SOON).until(() -> one.heard.contains("one is here"));

        Talker two = new Talker("hall 3");
        start(broker.uri(), "two", version, two);
        two.say("two is here");
        Awaitility.await().atMost(SOON).until(() -> one.heard.contains("two is here"));
        Awaitility.await().atMost(SOON).until(() -> two.heard.contains("two is here"));
        assertThat(two.heard).containsExactly("kept: one is here", "two is here");
        assertThat(two.connected).containsExactly(broker.uri());

        one.lastWords = Optional.of("one has ended");
        first.close();
        Awaitility.await().atMost(SOON).until(() -> two.heard.contains("one has ended"));
        Talker three = new Talker("hall 3");
        start(broker.uri(), "three", version, three);
        three.say("three is here");
        Awaitility.await().atMost(SOON).until(() -> three.heard.contains("three is here"));
        assertThat(three.heard).as("nothing is kept of who has ended").containsExactly("three is here");
        assertThat(alarms.stands("uplink", "uplink.gateways")).isFalse();
    }

    @Test
    void whoGoesOnWithoutItsUplinkIsNotForgotten() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Talker one = new Talker("hall 3");
        Uplink first = start(broker.uri(), "one", UplinkSettings.Mqtt.V3_1_1, one);
        one.say("one is here");
        Awaitility.await().atMost(SOON).until(() -> one.heard.contains("one is here"));
        first.close();
        Talker two = new Talker("hall 3");
        start(broker.uri(), "two", UplinkSettings.Mqtt.V3_1_1, two);
        Awaitility.await().atMost(SOON).until(() -> two.heard.contains("kept: one is here"));
    }

    @Test
    void anotherSiteIsNotHeardNorWhatIsTooLongOrNothing() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Talker one = new Talker("hall 3");
        start(broker.uri(), "one", UplinkSettings.Mqtt.V3_1_1, one);
        Talker elsewhere = new Talker("hall 4");
        start(broker.uri(), "two", UplinkSettings.Mqtt.V3_1_1, elsewhere);
        elsewhere.say("hall 4 is here");
        Awaitility.await().atMost(SOON).until(() -> elsewhere.heard.contains("hall 4 is here"));
        Awaitility.await().atMost(SOON).until(() -> !one.connected.isEmpty());
        Listener anybody = keep(new Listener(broker.uri()));
        anybody.publish(TOPIC, new byte[SiteTalk.LARGEST + 1], false);
        anybody.publish(TOPIC, new byte[0], false);
        anybody.publish(TOPIC, new byte[] {(byte) 0xFF, '{'}, false);
        Awaitility.await().atMost(SOON).until(() -> !one.heard.isEmpty());
        assertThat(one.heard).containsExactly("\uFFFD{");
        assertThat(anybody.faults()).isEmpty();
    }

    @Test
    void itIsSaidAlsoWhileThePrimaryHostIsAway() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Talker one = new Talker("hall 3");
        UplinkSettings settings =
                settings(broker.uri(), "one", UplinkSettings.Mqtt.V3_1_1).withPrimaryHost("scada");
        start(settings, one);
        one.say("one is here");
        Awaitility.await().atMost(SOON).until(() -> one.heard.contains("one is here"));
    }

    @ParameterizedTest
    @EnumSource(UplinkSettings.Mqtt.class)
    void aBrokerThatDoesNotLetThemTalkIsAnAlarmAndNothingElse(UplinkSettings.Mqtt version) throws Exception {
        Path rights = Files.writeString(
                directory.resolve("acl"), "topic readwrite spBv1.0/#\ntopic readwrite tieline/group/one/#\n");
        Mosquitto broker = keep(new Mosquitto(directory, Mosquitto.freePort(), "user root\nacl_file " + rights + "\n"));
        Talker one = new Talker("hall 3");
        Uplink uplink = start(broker.uri(), "one", version, one);
        one.say("one is here");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> alarms.stands("uplink", "uplink.gateways"));
        Awaitility.await().until(() -> uplink.status().connected());
        assertThat(one.connected)
                .as("mosquitto ends the connection, so it is left in peace")
                .hasSize(2);
    }

    @Test
    void aBrokerThatEndsTheConnectionIsSpokenToTwice() throws Exception {
        Talker one = new Talker("hall 3");
        try (ServerSocket rude = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            List<Integer> attempts = new CopyOnWriteArrayList<>();
            Thread accepting = new Thread(() -> welcomeAndDrop(rude, attempts));
            accepting.setDaemon(true);
            accepting.start();
            one.say("one is here");
            start("tcp://127.0.0.1:" + rude.getLocalPort(), "one", UplinkSettings.Mqtt.V3_1_1, one);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> attempts.size() >= 6 && alarms.stands("uplink", "uplink.gateways"));
            assertThat(one.connected).hasSize(2);
        }
    }

    /** Agrees to CONNECT and to whatever is subscribed to, until something is published. */
    private static void welcomeAndDrop(ServerSocket rude, List<Integer> attempts) {
        try {
            while (true) {
                try (Socket client = rude.accept()) {
                    attempts.add(1);
                    byte[] packet = new byte[4096];
                    client.getInputStream().read(packet);
                    client.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
                    for (int read = client.getInputStream().read(packet);
                            read > 3 && (packet[0] & 0xFF) == 0x82;
                            read = client.getInputStream().read(packet)) {
                        client.getOutputStream().write(new byte[] {(byte) 0x90, 3, packet[2], packet[3], 1});
                    }
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private Uplink start(String broker, String node, UplinkSettings.Mqtt version, SiteTalk talk) {
        return start(settings(broker, node, version), talk);
    }

    private Uplink start(UplinkSettings settings, SiteTalk talk) {
        Journal journal = keep(Journal.open(
                directory.resolve(settings.identity().node()),
                JournalSettings.standard().withBlockEvery(Duration.ofMillis(100)),
                clock,
                new AlarmBoard(clock, event -> {})));
        return keep(Uplink.start(settings, image, journal, clock, alarms, journal, RequestDesk.CLOSED, () -> "", talk));
    }

    private static UplinkSettings settings(String broker, String node, UplinkSettings.Mqtt version) {
        return UplinkSettings.of(List.of(URI.create(broker)), "group", node)
                .withMqtt(version)
                .withBackOff(Duration.ofMillis(50), Duration.ofMillis(200));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    /** Says what it is told to, and writes down what it hears. */
    private static final class Talker implements SiteTalk {

        final List<String> heard = new CopyOnWriteArrayList<>();
        final List<String> connected = new CopyOnWriteArrayList<>();
        volatile Optional<String> lastWords = Optional.empty();
        private final Queue<String> toSay = new ConcurrentLinkedQueue<>();
        private final String site;
        private volatile String said = "";

        Talker(String site) {
            this.site = site;
        }

        void say(String words) {
            said = words;
            toSay.add(words);
        }

        @Override
        public String site() {
            return site;
        }

        @Override
        public void connected(String broker) {
            connected.add(broker);
            if (!said.isEmpty() && toSay.isEmpty()) {
                toSay.add(said);
            }
        }

        @Override
        public Optional<String> next() {
            return Optional.ofNullable(toSay.poll());
        }

        @Override
        public void heard(String broker, String words, boolean kept) {
            heard.add(kept ? "kept: " + words : words);
        }

        @Override
        public Optional<String> lastWords() {
            return lastWords;
        }
    }
}
