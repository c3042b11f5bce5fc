package io.tieline.rig.accept.sparkplug;

import io.tieline.rig.broker.SparkplugMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The ways a rule is judged. A rule without anything to judge is not kept: what never happened proves nothing. */
final class Faults {

    private static final int MOST = 5;

    private Faults() {}

    /** Every message of these types must be so. */
    static List<String> each(Transcript transcript, Predicate<Packet.Publish> holds, String... types) {
        return each(transcript.of(types), holds, Packet.Publish::topic);
    }

    /** Every message of these types must be so, looking into it. */
    static List<String> eachMessage(Transcript transcript, Predicate<SparkplugMessage> holds, String... types) {
        return each(transcript, publish -> holds.test(Transcript.decode(publish)), types);
    }

    /** Every metric of messages of these types must be so. */
    static List<String> eachMetric(Transcript transcript, Predicate<SparkplugMessage.Metric> holds, String... types) {
        return eachMessage(transcript, message -> message.metrics().stream().allMatch(holds), types);
    }

    /** Every connection must be so. */
    static List<String> eachConnection(Transcript transcript, Predicate<Transcript.Connection> holds) {
        return each(transcript.connections(), holds, connection -> "connection to " + connection.broker());
    }

    /** Every connection whose MQTT is of a level must be so. */
    static List<String> eachConnection(Transcript transcript, int level, Predicate<Transcript.Connection> holds) {
        return each(
                transcript.connections().stream()
                        .filter(connection -> connection.connect().level() == level)
                        .toList(),
                holds,
                connection -> "connection to " + connection.broker());
    }

    /** Every connection and the one before must be so. */
    static List<String> successive(
            Transcript transcript, BiPredicate<Transcript.Connection, Transcript.Connection> holds) {
        List<Transcript.Connection> connections = transcript.connections();
        List<Integer> later = new ArrayList<>();
        for (int i = 1; i < connections.size(); i++) {
            later.add(i);
        }
        return each(later, i -> holds.test(connections.get(i - 1), connections.get(i)), i -> "connection " + (i + 1));
    }

    static List<String> holds(boolean right, String otherwise) {
        return right ? List.of() : List.of(otherwise);
    }

    private static <T> List<String> each(
            List<T> subjects, Predicate<T> holds, java.util.function.Function<T, String> name) {
        if (subjects.isEmpty()) {
            return List.of("nothing of the kind was seen");
        }
        return subjects.stream()
                .filter(holds.negate())
                .map(name)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
