package io.tieline.rig.accept.sparkplug;

import io.tieline.rig.broker.SparkplugMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Topics, sequence and order of what the edge node publishes. */
final class MessageRules {

    private static final String BASE = "spBv1.0/" + Course.GROUP + "/";
    private static final String[] SEQUENCED = {"NBIRTH", "DBIRTH", "NDATA", "DDATA", "DDEATH"};

    private MessageRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "everything is under namespace, group, type and node; devices where devices belong",
                        transcript -> Faults.each(
                                transcript,
                                MessageRules::isWellAddressed,
                                "NBIRTH",
                                "DBIRTH",
                                "NDATA",
                                "DDATA",
                                "NDEATH",
                                "DDEATH"),
                        "topic-structure",
                        "topic-structure-namespace-a",
                        "topic-structure-namespace-valid-group-id",
                        "topic-structure-namespace-valid-edge-node-id",
                        "topic-structure-namespace-valid-device-id",
                        "topic-structure-namespace-device-id-associated-message-types",
                        "topic-structure-namespace-device-id-non-associated-message-types",
                        "topics-nbirth-topic",
                        "topics-ndata-topic",
                        "topics-dbirth-topic",
                        "topics-ddata-topic",
                        "topics-ddeath-topic",
                        "intro-group-id-string",
                        "intro-group-id-chars",
                        "intro-edge-node-id-string",
                        "intro-edge-node-id-chars",
                        "intro-device-id-string",
                        "intro-device-id-chars",
                        "message-flow-edge-node-birth-publish-nbirth-topic",
                        "message-flow-device-birth-publish-dbirth-topic",
                        "message-flow-device-birth-publish-dbirth-match-edge-node-topic"),
                Rule.of(
                        "devices differ, also in lower case",
                        transcript -> Faults.holds(
                                devices(transcript).size()
                                        == devices(transcript).stream()
                                                .map(device -> device.toLowerCase(java.util.Locale.ROOT))
                                                .distinct()
                                                .count(),
                                "two devices that differ in case only"),
                        "topic-structure-namespace-unique-device-id",
                        "case-sensitivity-sparkplug-ids"),
                simple(
                        "NBIRTH",
                        "topics-nbirth-mqtt",
                        "payloads-nbirth-qos",
                        "payloads-nbirth-retain",
                        "message-flow-edge-node-birth-publish-nbirth-qos",
                        "message-flow-edge-node-birth-publish-nbirth-retained"),
                simple(
                        "DBIRTH",
                        "topics-dbirth-mqtt",
                        "payloads-dbirth-qos",
                        "payloads-dbirth-retain",
                        "message-flow-device-birth-publish-dbirth-qos",
                        "message-flow-device-birth-publish-dbirth-retained"),
                simple("NDATA", "topics-ndata-mqtt", "payloads-ndata-qos", "payloads-ndata-retain"),
                simple("DDATA", "topics-ddata-mqtt", "payloads-ddata-qos", "payloads-ddata-retain"),
                simple("DDEATH", "topics-ddeath-mqtt"),
                Rule.of(
                        "every message but NDEATH has a sequence number: 0 in NBIRTH, then one more each, 255 before 0",
                        MessageRules::sequence,
                        "payloads-sequence-num-always-included",
                        "payloads-sequence-num-req-nbirth",
                        "payloads-sequence-num-incrementing",
                        "topics-nbirth-seq-num",
                        "topics-ndata-seq-num",
                        "topics-dbirth-seq",
                        "topics-ddata-seq-num",
                        "topics-ddeath-seq-num",
                        "payloads-nbirth-seq",
                        "payloads-dbirth-seq",
                        "payloads-dbirth-seq-inc",
                        "payloads-ndata-seq",
                        "payloads-ndata-seq-inc",
                        "payloads-ddata-seq",
                        "payloads-ddata-seq-inc",
                        "payloads-ddeath-seq",
                        "payloads-ddeath-seq-inc",
                        "payloads-ddeath-seq-number",
                        "message-flow-edge-node-birth-publish-nbirth-payload-seq",
                        "message-flow-device-birth-publish-dbirth-payload-seq"),
                Rule.of(
                        "every message has the time it was sent, in UTC",
                        transcript -> Faults.eachMessage(transcript, MessageRules::isOfToday, SEQUENCED),
                        "payloads-timestamp-in-UTC",
                        "topics-nbirth-timestamp",
                        "topics-dbirth-timestamp",
                        "topics-ndata-timestamp",
                        "topics-ddata-timestamp",
                        "payloads-nbirth-timestamp",
                        "payloads-dbirth-timestamp",
                        "payloads-ndata-timestamp",
                        "payloads-ddata-timestamp",
                        "payloads-ddeath-timestamp"),
                Rule.of(
                        "payloads are protobuf",
                        transcript -> Faults.eachMessage(transcript, message -> true, SEQUENCED),
                        "message-flow-edge-node-birth-publish-nbirth-payload",
                        "message-flow-device-birth-publish-dbirth-payload"),
                Rule.of(
                        "NBIRTH, then a DBIRTH of every device that is there, before any data",
                        MessageRules::order,
                        "message-flow-device-birth-publish-nbirth-wait",
                        "payloads-dbirth-order",
                        "payloads-ndata-order",
                        "payloads-ddata-order"),
                Rule.of(
                        "a device that is lost gets a DDEATH, and a DBIRTH when it is back",
                        transcript -> Faults.holds(
                                transcript.of("DDEATH").stream().anyMatch(publish -> publish.topic()
                                                .endsWith("/grid"))
                                        && transcript.connections().get(0).after(Course.DEVICE_BACK).stream()
                                                .anyMatch(publish -> publish.isOf("DBIRTH")
                                                        && publish.topic().endsWith("/grid")),
                                "no DDEATH, or no DBIRTH afterwards"),
                        "operational-behavior-device-ddeath"),
                Rule.of(
                        "a rebirth request stops data and brings NBIRTH and every DBIRTH",
                        MessageRules::rebirth,
                        "operational-behavior-data-commands-rebirth-action-1",
                        "operational-behavior-data-commands-rebirth-action-2"));
    }

    private static Rule simple(String type, String... ids) {
        return Rule.of(
                type + " has QoS 0 and is not retained",
                transcript -> Faults.each(transcript, publish -> publish.qos() == 0 && !publish.retain(), type),
                ids);
    }

    private static boolean isWellAddressed(Packet.Publish publish) {
        String[] level = publish.topic().split("/", -1);
        boolean ofDevice = level[2].startsWith("D");
        return publish.topic().startsWith(BASE)
                && level[3].equals(Course.NODE)
                && level.length == (ofDevice ? 5 : 4)
                && !level[level.length - 1].isEmpty()
                && publish.topic().chars().noneMatch(c -> c == '+' || c == '#' || c == 0);
    }

    private static Set<String> devices(Transcript transcript) {
        Set<String> devices = new HashSet<>();
        transcript.of("DBIRTH").forEach(publish -> devices.add(publish.topic().split("/", -1)[4]));
        return devices;
    }

    private static List<String> sequence(Transcript transcript) {
        return Faults.eachConnection(transcript, connection -> {
            long expected = 0;
            for (Packet.Publish publish : connection.sparkplug()) {
                if (publish.isOf("NDEATH")) {
                    continue;
                }
                long seq = Transcript.decode(publish).seq();
                if (seq != (publish.isOf("NBIRTH") ? 0 : expected)) {
                    return false;
                }
                expected = (seq + 1) % 256;
            }
            return true;
        });
    }

    private static boolean isOfToday(SparkplugMessage message) {
        return Math.abs(message.timestamp() - System.currentTimeMillis()) < 24 * 3_600_000L;
    }

    private static List<String> order(Transcript transcript) {
        return Faults.eachConnection(transcript, connection -> {
            Map<String, Boolean> born = new HashMap<>();
            boolean node = false;
            for (Packet.Publish publish : connection.sparkplug()) {
                String[] level = publish.topic().split("/", -1);
                if (publish.isOf("NBIRTH")) {
                    node = true;
                    born.clear();
                } else if (!node) {
                    return false;
                } else if (publish.isOf("DBIRTH")) {
                    born.put(level[4], true);
                } else if (publish.isOf("DDATA") && !born.containsKey(level[4])) {
                    return false;
                }
            }
            return true;
        });
    }

    private static List<String> rebirth(Transcript transcript) {
        List<Packet.Publish> after = transcript.connections().get(0).after(Course.REBIRTH);
        int node = -1;
        for (int i = 0; i < after.size() && node < 0; i++) {
            node = after.get(i).isOf("NBIRTH") ? i : -1;
        }
        return Faults.holds(
                node >= 0
                        && after.size() > node + 2
                        && after.get(node + 1).isOf("DBIRTH")
                        && after.get(node + 2).isOf("DBIRTH"),
                "no complete births, one after the other");
    }
}
