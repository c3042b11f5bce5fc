package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Quality;
import io.tieline.uplink.Listener.Arrival;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives upstream, over brokers that do what they should. */
class UplinkTest extends UplinkTrial {

    UplinkTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void birthsComeFirstAndEverySampleArrivesOnceInOrder() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Listener listener = keep(new Listener(broker.uri()));
        record(1);
        flush();
        Uplink uplink = start(broker.uri());
        Awaitility.await().until(() -> uplink.status().connected());
        for (int i = 0; i < 50; i++) {
            record(10);
            flush();
        }
        awaitAll(listener);

        assertThat(listener.faults()).isEmpty();
        assertThat(listener.types().subList(0, 3)).containsExactly("NBIRTH", "DBIRTH cab-01", "DBIRTH grid");
        assertThat(listener.properties("cab-01/battery.soc"))
                .containsEntry("engUnit", "%")
                .containsEntry("Quality", 192L);
        assertThat(withoutFlag(listener.arrivals(), "cab-01")).isEqualTo(withoutFlag(put, "cab-01"));
        assertThat(withoutFlag(listener.arrivals(), "grid")).isEqualTo(withoutFlag(put, "grid"));
        assertThat(listener.arrivals().stream().filter(Arrival::historical).count())
                .isEqualTo(6);
        Awaitility.await().until(() -> uplink.status().backlog() == 0);
        assertThat(uplink.status().acknowledged()).isEqualTo(put.size());

        uplink.close(Duration.ofSeconds(2));
        Awaitility.await().until(() -> listener.types().contains("NDEATH"));
        assertThat(listener.deathSequences()).isEqualTo(listener.birthSequences());
    }

    @Test
    void whatIsRecordedDuringAnOutageArrivesAfterwardsOnceAndHistorical() throws Exception {
        Mosquitto first = keep(new Mosquitto(directory));
        CuttableRelay wan = keep(new CuttableRelay(first.port()));
        Listener before = keep(new Listener(first.uri()));
        Uplink uplink = start(wan.uri());
        record(20);
        flush();
        awaitAll(before);
        Awaitility.await().until(() -> uplink.status().backlog() == 0);

        wan.cut();
        first.close();
        Awaitility.await().until(() -> alarms.stands("uplink", "uplink.lost"));
        int known = put.size();
        for (int i = 0; i < 20; i++) {
            record(25);
            flush();
        }
        List<Arrival> missed = List.copyOf(put.subList(known, put.size()));

        keep(new Mosquitto(directory, first.port()));
        Listener after = keep(new Listener(first.uri()));
        wan.mend();
        Awaitility.await().atMost(PATIENCE).until(() -> after.arrivals().size() >= missed.size());
        Awaitility.await().until(() -> uplink.status().backlog() == 0);

        assertThat(after.faults()).isEmpty();
        assertThat(after.types().get(0)).isEqualTo("NBIRTH");
        assertThat(after.arrivals()).hasSize(missed.size()).allMatch(Arrival::historical);
        assertThat(withoutFlag(after.arrivals(), "grid")).isEqualTo(withoutFlag(missed, "grid"));
        assertThat(alarms.stands("uplink", "uplink.lost")).isFalse();
    }

    @Test
    void whatWasSentButNotAcknowledgedIsSentAgainMarkedHistorical() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        CuttableRelay wan = keep(new CuttableRelay(broker.port()));
        Listener listener = keep(new Listener(broker.uri()));
        Uplink uplink = start(wan.uri());
        Awaitility.await().until(() -> uplink.status().connected());
        wan.deafen();
        record(30);
        flush();
        awaitAll(listener);
        wan.cut();
        wan.mend();
        Awaitility.await().atMost(PATIENCE).until(() -> uplink.status().acknowledged() == put.size());

        Awaitility.await().until(() -> listener.arrivals().size() >= 2 * put.size());
        List<Arrival> arrivals = listener.arrivals();
        assertThat(arrivals.subList(0, put.size())).noneMatch(Arrival::historical);
        assertThat(arrivals.subList(put.size(), arrivals.size())).allMatch(Arrival::historical);
        Set<Arrival> distinct = new LinkedHashSet<>(withoutFlag(arrivals, ""));
        assertThat(distinct).hasSize(put.size());
        assertThat(listener.deathSequences())
                .isEqualTo(listener.birthSequences().subList(0, 1));
    }

    @Test
    void aRebirthCommandIsAnsweredWithAllBirthsAndADeadDeviceDies() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Listener listener = keep(new Listener(broker.uri()));
        record(1);
        Uplink uplink = start(broker.uri());
        Awaitility.await().until(() -> uplink.status().connected());
        // Metric "Node Control/Rebirth" = true, by hand: field 2 { 1: name, 4: Boolean, 14: true }.
        byte[] name = "Node Control/Rebirth".getBytes(StandardCharsets.US_ASCII);
        byte[] command = new byte[2 + 2 + name.length + 4];
        command[0] = 2 << 3 | 2;
        command[1] = (byte) (command.length - 2);
        command[2] = 1 << 3 | 2;
        command[3] = (byte) name.length;
        System.arraycopy(name, 0, command, 4, name.length);
        System.arraycopy(new byte[] {4 << 3, 11, 14 << 3, 1}, 0, command, 4 + name.length, 4);
        listener.publish("spBv1.0/site/NCMD/node", command, false);
        Awaitility.await()
                .until(() -> listener.types().stream().filter("NBIRTH"::equals).count() == 2);
        listener.publish("spBv1.0/site/NCMD/node", new byte[] {7, 7, 7}, false);

        image.device("grid").orElseThrow().degrade(Quality.BAD_NO_CONNECTION, clock.utcMillis());
        Awaitility.await().atMost(PATIENCE).until(() -> listener.types().contains("DDEATH grid"));
        assertThat(listener.types().stream().filter("DBIRTH grid"::equals)).hasSize(2);
        assertThat(listener.faults()).isEmpty();
        assertThat(listener.arrivals()).contains(lastNull(listener));
    }

    @Test
    void withAPrimaryHostNothingIsSentBeforeItIsOnline() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Listener listener = keep(new Listener(broker.uri()));
        record(3);
        flush();
        Uplink uplink = keep(Uplink.start(
                settings(broker.uri()).withPrimaryHost("scada"),
                image,
                journal,
                clock,
                alarms,
                journal,
                RequestDesk.CLOSED));
        Awaitility.await().until(() -> uplink.status().lastError().contains("scada"));
        assertThat(listener.types()).isEmpty();
        listener.publish("spBv1.0/STATE/scada", state(true), true);
        awaitAll(listener);
        listener.publish("spBv1.0/STATE/scada", state(false), true);
        Awaitility.await().until(() -> listener.types().contains("NDEATH"));
        assertThat(listener.faults()).isEmpty();
    }

    @Test
    void overMqtt5NothingIsDifferent() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Listener listener = keep(new Listener(broker.uri()));
        record(5);
        flush();
        Uplink uplink = keep(start(settings(broker.uri()).withMqtt(UplinkSettings.Mqtt.V5)));
        record(20);
        flush();
        awaitAll(listener);
        Awaitility.await().until(() -> uplink.status().backlog() == 0);
        uplink.close(Duration.ofSeconds(2));
        Awaitility.await().until(() -> listener.types().contains("NDEATH"));
        assertThat(listener.faults()).isEmpty();
        assertThat(withoutFlag(listener.arrivals(), "grid")).isEqualTo(withoutFlag(put, "grid"));
    }

    @Test
    void smallChangesStayHereAndWhatIsSilentIsSaidAgain() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Listener listener = keep(new Listener(broker.uri()));
        record(1);
        flush();
        UplinkSettings.Pace pace =
                new UplinkSettings.Pace(50_000, 128 * 1024, DeadBands.parse("battery.soc=0.55"), Duration.ofSeconds(1));
        Uplink uplink = keep(start(settings(broker.uri()).withPace(pace)));
        Awaitility.await().until(() -> uplink.status().backlog() == 0);
        int before = listener.arrivals().size();
        record(30);
        flush();
        Awaitility.await().until(() -> uplink.status().backlog() == 0);
        Awaitility.await().until(() -> of(listener, "grid/battery.state.native") >= 30);
        long told = listener.arrivals().stream()
                .skip(before)
                .filter(arrival -> arrival.point().equals("grid/battery.soc"))
                .count();
        // Steps of 0.1: every sixth is beyond 0.55.
        assertThat(told).isBetween(4L, 6L);
        long words = of(listener, "grid/battery.state.native");
        Awaitility.await().atMost(PATIENCE).until(() -> of(listener, "grid/battery.state.native") > words);
        assertThat(listener.faults()).isEmpty();
    }

    @Test
    void aRequestIsAnsweredOnTheTopicAndAsTheNodesOwnMetric() throws Exception {
        Mosquitto broker = keep(new Mosquitto(directory));
        Listener listener = keep(new Listener(broker.uri()));
        Uplink uplink = keep(Uplink.start(
                settings(broker.uri()),
                image,
                journal,
                clock,
                alarms,
                journal,
                request -> CompletableFuture.completedFuture(new RequestDesk.Reply(false, "the grid is lost"))));
        Awaitility.await().until(() -> uplink.status().connected());
        List<String> replies = listener.listen("tieline/site/node/reply");
        listener.publish("tieline/site/node/request", "{\"id\":\"l-9\"}".getBytes(StandardCharsets.UTF_8), false);
        Awaitility.await().until(() -> !replies.isEmpty());
        assertThat(replies).containsExactly("{\"request\":\"l-9\",\"accepted\":false,\"reason\":\"the grid is lost\"}");
        Awaitility.await().until(() -> listener.types().contains("NDATA"));
        assertThat(listener.faults()).isEmpty();
    }

    private static long of(Listener listener, String point) {
        return listener.arrivals().stream()
                .filter(arrival -> arrival.point().equals(point))
                .count();
    }

    private static byte[] state(boolean online) {
        return ("{\"online\":" + online + ",\"timestamp\":1}").getBytes(StandardCharsets.US_ASCII);
    }

    private static Arrival lastNull(Listener listener) {
        return listener.arrivals().stream()
                .filter(arrival -> arrival.point().equals("grid/battery.soc")
                        && arrival.value().equals("null"))
                .findFirst()
                .orElseThrow();
    }
}
