package io.tieline.rig.accept.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.rig.broker.Mosquitto;
import io.tieline.rig.broker.SparkplugMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkplugAcceptanceTest {

    private static final String TWO_AT_ONCE = "never connected to two brokers at once";

    @Test
    void twoConnectionsThatStandSideBySideAreSeen() {
        Transcript transcript = new Transcript();
        for (String broker : List.of("one", "two")) {
            transcript.open(broker).add(new Packet.Connect(4, true, -1, null));
        }
        Rule rule = SparkplugAcceptance.rules().stream()
                .filter(each -> each.says().equals(TWO_AT_ONCE))
                .findFirst()
                .orElseThrow();
        assertThat(rule.judge().apply(transcript)).isNotEmpty();
    }

    @Test
    void everyStatementOnAnEdgeNodeHasARuleAndEveryRuleAStatement() {
        Set<String> judged = new HashSet<>();
        SparkplugAcceptance.rules().forEach(rule -> judged.addAll(rule.ids()));
        Set<String> onEdges = new HashSet<>();
        SparkplugAcceptance.statements().stream()
                .filter(statement -> statement[1].equals("edge"))
                .forEach(statement -> onEdges.add(statement[0]));
        assertThat(judged).isEqualTo(onEdges);
        assertThat(SparkplugAcceptance.statements()).hasSize(299);
    }

    /** A judge that cannot say no is none: some damage to a good transcript breaks every rule. */
    @Test
    void ourEdgeNodeKeepsEveryRuleAndDamageBreaksEachOfThem(@TempDir Path directory) throws Exception {
        assumeTrue(Mosquitto.isInstalled(), "skipped: no mosquitto on this machine");
        Transcript good;
        try (Course course = new Course(directory)) {
            course.full();
            course.short5();
            good = course.transcript();
        }
        assertThat(SparkplugAcceptance.judge(good))
                .filteredOn(verdict -> verdict.outcome() == SparkplugAcceptance.Outcome.FAIL)
                .isEmpty();

        List<String> unbreakable = new ArrayList<>();
        SparkplugAcceptance.rules().forEach(rule -> unbreakable.add(rule.says()));
        damages(good).forEach((what, damage) -> {
            Transcript damaged = good.changed(damage);
            SparkplugAcceptance.rules().stream()
                    .filter(rule -> isBroken(rule, damaged))
                    .forEach(rule -> unbreakable.remove(rule.says()));
        });
        assertThat(unbreakable).as("rules that no damage breaks").containsExactly(TWO_AT_ONCE);
    }

    private static boolean isBroken(Rule rule, Transcript transcript) {
        try {
            return !rule.judge().apply(transcript).isEmpty();
        } catch (RuntimeException e) {
            // Not even readable.
            return true;
        }
    }

    private static Map<String, UnaryOperator<@Nullable Packet>> damages(Transcript good) {
        Map<String, UnaryOperator<@Nullable Packet>> damages = new LinkedHashMap<>();
        byte[] deviceBirth = good.of("DBIRTH").get(0).payload();
        byte[] nodeBirth = good.of("NBIRTH").get(0).payload();
        byte[] data = good.of("DDATA").get(0).payload();
        damages.put("retained", publish(p -> new Packet.Publish(p.topic(), p.qos(), true, p.payload())));
        damages.put("another node", publish(p -> moved(p, p.topic().replace(Course.NODE, "Other"))));
        for (String type : List.of("NBIRTH", "DBIRTH", "NDATA", "DDATA", "DDEATH", "NDEATH")) {
            damages.put("no " + type, publish(p -> p.isOf(type) ? null : p));
            damages.put(type + " with the payload of a DBIRTH", publish(p -> p.isOf(type) ? with(p, deviceBirth) : p));
            damages.put(type + " with the payload of an NBIRTH", publish(p -> p.isOf(type) ? with(p, nodeBirth) : p));
            damages.put(type + " with the payload of a DDATA", publish(p -> p.isOf(type) ? with(p, data) : p));
            damages.put(type + " is no protobuf", publish(p -> p.isOf(type) ? with(p, new byte[] {7, 7, 7}) : p));
        }
        damages.put(
                "data of devices in the name of the node",
                publish(p -> moved(p, p.topic().replace("DDATA", "NDATA"))));
        damages.put(
                "a device in capitals",
                publish(p -> p.topic().endsWith("/grid") && p.isOf("DDATA")
                        ? moved(p, p.topic().replace("/grid", "/GRID"))
                        : p.isOf("DBIRTH") && p.topic().endsWith("/grid")
                                ? moved(p, p.topic().replace("/grid", "/CAB-01"))
                                : p));
        damages.put("no time", bytes(SparkplugAcceptanceTest::withoutTimes));
        damages.put("the first data again and again", publish(p -> p.isOf("DDATA") ? with(p, data) : p));
        damages.put("unsubscribed", packet -> packet instanceof Packet.Subscribe ? null : packet);
        damages.put("connects otherwise", SparkplugAcceptanceTest::otherwise);
        damages.put("disconnects otherwise", p -> p instanceof Packet.Disconnect ? new Packet.Disconnect(0) : p);
        AtomicInteger count = new AtomicInteger();
        damages.put("every tenth is lost", publish(p -> count.incrementAndGet() % 10 == 0 ? null : p));
        AtomicInteger births = new AtomicInteger();
        damages.put(
                "data before the first birth",
                publish(p -> p.isOf("NBIRTH") && births.getAndIncrement() == 0
                        ? moved(p, p.topic().replace("NBIRTH", "NDATA"))
                        : p));
        return damages;
    }

    private static UnaryOperator<@Nullable Packet> publish(UnaryOperator<Packet.@Nullable Publish> change) {
        return packet -> packet instanceof Packet.Publish publish ? change.apply(publish) : packet;
    }

    private static UnaryOperator<@Nullable Packet> bytes(UnaryOperator<byte[]> change) {
        return publish(p -> with(p, change.apply(p.payload())));
    }

    private static Packet.Publish with(Packet.Publish publish, byte[] payload) {
        return new Packet.Publish(publish.topic(), publish.qos(), publish.retain(), payload);
    }

    private static Packet.Publish moved(Packet.Publish publish, String topic) {
        return new Packet.Publish(topic, publish.qos(), publish.retain(), publish.payload());
    }

    private static @Nullable Packet otherwise(@Nullable Packet packet) {
        return packet instanceof Packet.Connect connect
                ? new Packet.Connect(connect.level(), false, 3600, null)
                : packet;
    }

    /** Keeps the sequence number only. */
    private static byte[] withoutTimes(byte[] payload) {
        try {
            long seq = SparkplugMessage.decode(payload).seq();
            return seq < 128 ? new byte[] {3 << 3, (byte) seq} : new byte[] {3 << 3, (byte) (seq | 0x80), 1};
        } catch (java.io.IOException e) {
            return payload;
        }
    }
}
