package io.tieline.rig.accept.sparkplug;

import io.tieline.rig.broker.SparkplugMessage;
import java.util.List;
import java.util.Optional;

/** How a connection begins and ends, and whose word the edge node follows. */
final class SessionRules {

    private static final String NODE_TOPIC = "spBv1.0/" + Course.GROUP + "/%s/" + Course.NODE;
    private static final int INT64 = 4;
    private static final int DISCONNECT_WITH_WILL = 4;

    private SessionRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "MQTT 3.1.1: clean session",
                        transcript -> Faults.eachConnection(transcript, 4, connection -> connection
                                .connect()
                                .clean()),
                        "principles-persistence-clean-session-311"),
                Rule.of(
                        "MQTT 5: clean start, session expiry 0",
                        transcript -> Faults.eachConnection(
                                transcript,
                                5,
                                connection -> connection.connect().clean()
                                        && connection.connect().sessionExpirySeconds() <= 0),
                        "principles-persistence-clean-session-50"),
                Rule.of(
                        "CONNECT has a will on the NDEATH topic, QoS 1, not retained, with the bdSeq as INT64",
                        transcript -> Faults.eachConnection(transcript, SessionRules::hasProperWill),
                        "message-flow-edge-node-birth-publish-will-message",
                        "message-flow-edge-node-birth-publish-will-message-topic",
                        "message-flow-edge-node-birth-publish-will-message-payload",
                        "message-flow-edge-node-birth-publish-will-message-qos",
                        "message-flow-edge-node-birth-publish-will-message-will-retained",
                        "payloads-ndeath-will-message",
                        "payloads-ndeath-will-message-qos",
                        "payloads-ndeath-will-message-retain"),
                Rule.of(
                        "the bdSeq starts at 0 and grows by one with every CONNECT",
                        transcript -> Faults.successive(
                                transcript,
                                (before, after) -> bdSeq(will(after)) == (bdSeq(will(before)) + 1) % 256
                                        // Another process: its count starts anew.
                                        || (after.broker().equals("mqtt5") && bdSeq(will(after)) == 0)),
                        "topics-nbirth-bdseq-increment",
                        "message-flow-edge-node-birth-publish-will-message-payload-bdSeq"),
                Rule.of(
                        "NBIRTH and NDEATH repeat the bdSeq of the will, also after a rebirth",
                        transcript -> Faults.eachConnection(transcript, SessionRules::repeatsItsSequence),
                        "topics-nbirth-bdseq-included",
                        "topics-nbirth-bdseq-matching",
                        "payloads-nbirth-bdseq",
                        "payloads-nbirth-bdseq-repeat",
                        "payloads-ndeath-bdseq",
                        "message-flow-edge-node-birth-publish-nbirth-payload-bdSeq",
                        "operational-behavior-data-commands-rebirth-action-3"),
                Rule.of(
                        "births come after CONNECT and are the first that is published",
                        transcript -> Faults.eachConnection(
                                transcript,
                                connection ->
                                        connection.of(Packet.Publish.class).isEmpty()
                                                || connection
                                                        .of(Packet.Publish.class)
                                                        .get(0)
                                                        .isOf("NBIRTH")
                                                || !anyBirth(connection)),
                        "principles-birth-certificates-order",
                        "message-flow-edge-node-birth-publish-connect"),
                Rule.of(
                        "it subscribes to its NCMD with QoS 1",
                        transcript -> Faults.eachConnection(
                                transcript, connection -> subscribes(connection, NODE_TOPIC.formatted("NCMD"))),
                        "message-flow-edge-node-ncmd-subscribe"),
                Rule.of(
                        "it subscribes to the DCMD of its devices with QoS 1",
                        transcript -> Faults.eachConnection(
                                transcript, connection -> subscribes(connection, NODE_TOPIC.formatted("DCMD") + "/+")),
                        "message-flow-device-dcmd-subscribe"),
                Rule.of(
                        "with a primary host it subscribes to its STATE",
                        transcript -> Faults.eachConnection(
                                transcript, 4, connection -> subscribes(connection, "spBv1.0/STATE/" + Course.HOST)),
                        "operational-behavior-primary-application-state-with-multiple-servers-state-subs"),
                Rule.of(
                        "nothing is sent before the primary host, and no other, is online",
                        transcript -> Faults.holds(
                                transcript
                                                .connections()
                                                .get(0)
                                                .after(Course.OTHER_HOST_ONLINE)
                                                .isEmpty()
                                        && transcript
                                                .connections()
                                                .get(0)
                                                .after(Course.HOST_OFFLINE_FIRST)
                                                .isEmpty()
                                        && anyBirth(transcript.connections().get(0)),
                                "something was sent too early, or nothing at all"),
                        "message-flow-edge-node-birth-publish-phid-wait",
                        "message-flow-edge-node-birth-publish-phid-wait-id",
                        "message-flow-edge-node-birth-publish-phid-wait-online",
                        "operational-behavior-edge-node-birth-sequence-wait"),
                Rule.of(
                        "a STATE message older than one before means nothing",
                        transcript -> Faults.holds(
                                transcript.connections().get(0).after(Course.STALE_OFFLINE).stream()
                                        .anyMatch(publish -> publish.isOf("DDATA")),
                                "no data after the old message"),
                        "message-flow-edge-node-birth-publish-phid-wait-timestamp",
                        "operational-behavior-edge-node-termination-host-offline-timestamp"),
                Rule.of(
                        "when the primary host goes, it says NDEATH, disconnects and tries the next broker",
                        transcript -> Faults.holds(
                                transcript.connections().get(0).after(Course.HOST_OFFLINE).stream()
                                                .anyMatch(publish -> publish.isOf("NDEATH"))
                                        && transcript
                                                .connections()
                                                .get(1)
                                                .broker()
                                                .equals("two"),
                                "no NDEATH, or not the next broker"),
                        "message-flow-edge-node-birth-publish-phid-offline",
                        "operational-behavior-edge-node-termination-host-offline",
                        "operational-behavior-edge-node-termination-host-offline-reconnect",
                        "operational-behavior-primary-application-state-with-multiple-servers-walk"),
                Rule.of(
                        "never connected to two brokers at once",
                        transcript -> Faults.holds(
                                transcript.connections().stream()
                                        .limit(transcript.connections().size() - 1L)
                                        .allMatch(Transcript.Connection::hasEnded),
                                "an earlier connection still stands"),
                        "operational-behavior-primary-application-state-with-multiple-servers-single-server"),
                Rule.of(
                        "NDEATH goes before DISCONNECT",
                        transcript -> Faults.holds(
                                transcript.connections().stream()
                                        .filter(connection -> !connection
                                                        .of(Packet.Disconnect.class)
                                                        .isEmpty()
                                                && anyBirth(connection))
                                        .allMatch(SessionRules::saysGoodbye),
                                "a DISCONNECT without NDEATH before it"),
                        "operational-behavior-edge-node-intentional-disconnect-ndeath",
                        "operational-behavior-edge-node-intentional-disconnect-packet",
                        "payloads-ndeath-will-message-publisher",
                        "payloads-ndeath-will-message-publisher-disconnect-mqtt311"),
                Rule.of(
                        "MQTT 5: the DISCONNECT has the reason that lets the will be sent",
                        transcript -> Faults.eachConnection(
                                transcript, 5, connection -> connection.of(Packet.Disconnect.class).stream()
                                        .anyMatch(disconnect -> disconnect.reason() == DISCONNECT_WITH_WILL)),
                        "payloads-ndeath-will-message-publisher-disconnect-mqtt50"),
                Rule.of(
                        "NDEATH has its topic, the bdSeq alone, and no sequence number",
                        transcript -> Faults.each(
                                transcript,
                                publish -> publish.topic().equals(NODE_TOPIC.formatted("NDEATH"))
                                        && Transcript.decode(publish).seq() < 0
                                        && Transcript.decode(publish).metrics().size() == 1,
                                "NDEATH"),
                        "topics-ndeath-topic",
                        "topics-ndeath-payload",
                        "topics-ndeath-seq",
                        "payloads-ndeath-seq"));
    }

    private static boolean hasProperWill(Transcript.Connection connection) {
        Packet.Publish will = connection.connect().will();
        return will != null
                && will.topic().equals(NODE_TOPIC.formatted("NDEATH"))
                && will.qos() == 1
                && !will.retain()
                && Transcript.decode(will).metrics().stream()
                        .anyMatch(metric -> "bdSeq".equals(metric.name()) && metric.datatype() == INT64);
    }

    private static Packet.Publish will(Transcript.Connection connection) {
        return Optional.ofNullable(connection.connect().will()).orElseThrow();
    }

    private static long bdSeq(Packet.Publish publish) {
        return Transcript.decode(publish).metrics().stream()
                .filter(metric -> "bdSeq".equals(metric.name()))
                .mapToLong(SparkplugMessage.Metric::value)
                .findFirst()
                .orElse(-1);
    }

    private static boolean repeatsItsSequence(Transcript.Connection connection) {
        long expected = bdSeq(will(connection));
        return connection.sparkplug().stream()
                .filter(publish -> publish.isOf("NBIRTH") || publish.isOf("NDEATH"))
                .allMatch(publish -> bdSeq(publish) == expected);
    }

    private static boolean anyBirth(Transcript.Connection connection) {
        return connection.sparkplug().stream().anyMatch(publish -> publish.isOf("NBIRTH"));
    }

    private static boolean subscribes(Transcript.Connection connection, String topic) {
        return connection.of(Packet.Subscribe.class).stream()
                .flatMap(subscribe -> subscribe.filters().stream())
                .anyMatch(filter -> filter.topic().equals(topic) && filter.qos() == 1);
    }

    private static boolean saysGoodbye(Transcript.Connection connection) {
        List<Packet.Publish> said = connection.sparkplug();
        return said.get(said.size() - 1).isOf("NDEATH");
    }
}
