package io.tieline.rig.accept.sparkplug;

import io.tieline.rig.broker.SparkplugMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What stands in the payloads. */
final class MetricRules {

    private static final String[] BIRTHS = {"NBIRTH", "DBIRTH"};
    private static final String[] DATA = {"NDATA", "DDATA"};
    private static final String REBIRTH = "Node Control/Rebirth";
    private static final int BOOLEAN = 11;
    private static final int INT32 = 3;
    private static final int INT_VALUE = 3;
    /** Chapter 6.4.16: the basic types are 1 to 14, the additional ones up to 34. */
    private static final long LAST_TYPE = 34;

    private MetricRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "births give every metric its name, its type and its value or null",
                        transcript -> Faults.eachMetric(transcript, MetricRules::isWellBorn, BIRTHS),
                        "topics-nbirth-metrics",
                        "topics-dbirth-metrics",
                        "payloads-name-requirement",
                        "payloads-metric-datatype-req",
                        "payloads-metric-datatype-value",
                        "payloads-metric-datatype-value-type",
                        "operational-behavior-data-publish-nbirth-values",
                        "operational-behavior-data-publish-dbirth-values"),
                Rule.of(
                        "an alias in a birth comes with a name",
                        transcript -> Faults.eachMetric(
                                transcript, metric -> metric.alias() < 0 || metric.name() != null, BIRTHS),
                        "payloads-alias-birth-requirement"),
                Rule.of(
                        "an alias means one metric of the edge node",
                        MetricRules::aliases,
                        "payloads-alias-uniqueness"),
                Rule.of(
                        "data gives the alias and no name",
                        transcript -> Faults.eachMetric(
                                transcript, metric -> metric.alias() >= 0 && metric.name() == null, DATA),
                        "payloads-alias-data-cmd-requirement"),
                Rule.of(
                        "data does not repeat the type",
                        transcript -> Faults.eachMetric(transcript, metric -> metric.datatype() < 0, DATA),
                        "payloads-metric-datatype-not-req"),
                Rule.of(
                        "only what was born is sent",
                        MetricRules::onlyTheBorn,
                        "topics-nbirth-metric-reqs",
                        "topics-dbirth-metric-reqs",
                        "operational-behavior-data-publish-nbirth",
                        "operational-behavior-data-publish-dbirth"),
                Rule.of(
                        "every metric has its own time, in UTC",
                        transcript -> Faults.eachMetric(
                                transcript,
                                metric -> Math.abs(metric.timestamp() - System.currentTimeMillis()) < 24 * 3_600_000L,
                                "NBIRTH",
                                "DBIRTH",
                                "NDATA",
                                "DDATA"),
                        "payloads-name-birth-data-requirement",
                        "payloads-metric-timestamp-in-UTC"),
                Rule.of(
                        "what is not historical stands in chronological order",
                        transcript -> Faults.eachMessage(
                                transcript, MetricRules::isInOrder, "NBIRTH", "DBIRTH", "NDATA", "DDATA"),
                        "operational-behavior-data-publish-nbirth-order",
                        "operational-behavior-data-publish-dbirth-order"),
                Rule.of(
                        "data is what has changed",
                        MetricRules::onlyChanges,
                        "principles-rbe-recommended",
                        "topics-ndata-payload",
                        "topics-ddata-payload",
                        "operational-behavior-data-publish-nbirth-change",
                        "operational-behavior-data-publish-dbirth-change"),
                Rule.of(
                        "names of a device differ, also in lower case",
                        transcript -> Faults.eachMessage(
                                transcript,
                                message -> message.metrics().stream()
                                                .map(metric -> String.valueOf(metric.name())
                                                        .toLowerCase(java.util.Locale.ROOT))
                                                .distinct()
                                                .count()
                                        == message.metrics().size(),
                                BIRTHS),
                        "case-sensitivity-metric-names"),
                Rule.of(
                        "NBIRTH has Node Control/Rebirth, Boolean, false, without an alias",
                        transcript -> Faults.eachMessage(
                                transcript,
                                message -> message.metrics().stream()
                                        .anyMatch(metric -> REBIRTH.equals(metric.name())
                                                && metric.alias() < 0
                                                && metric.datatype() == BOOLEAN
                                                && metric.value() == 0
                                                && !metric.isNull()),
                                "NBIRTH"),
                        "topics-nbirth-rebirth-metric",
                        "payloads-nbirth-rebirth-req",
                        "operational-behavior-data-commands-rebirth-name",
                        "operational-behavior-data-commands-rebirth-name-aliases",
                        "operational-behavior-data-commands-rebirth-datatype",
                        "operational-behavior-data-commands-rebirth-value"),
                Rule.of(
                        "a property set has as many keys as values, each with its type",
                        transcript -> Faults.eachMetric(
                                transcript, MetricRules::hasSoundProperties, "NBIRTH", "DBIRTH", "NDATA", "DDATA"),
                        "payloads-propertyset-keys-array-size",
                        "payloads-propertyset-values-array-size",
                        "payloads-metric-propertyvalue-type-type",
                        "payloads-metric-propertyvalue-type-value",
                        "payloads-metric-propertyvalue-type-req"),
                Rule.of(
                        "the property Quality is an Int32 of 0, 192 or 500",
                        transcript -> Faults.eachMetric(transcript, MetricRules::hasSoundQuality, "DBIRTH", "DDATA"),
                        "payloads-propertyset-quality-value-type",
                        "payloads-propertyset-quality-value-value"));
    }

    private static boolean isWellBorn(SparkplugMessage.Metric metric) {
        return metric.name() != null
                && metric.datatype() >= 1
                && metric.datatype() <= LAST_TYPE
                && metric.isNull() == (metric.valueField() == 0);
    }

    private static List<String> aliases(Transcript transcript) {
        return Faults.eachConnection(transcript, connection -> {
            Map<Long, String> meaning = new HashMap<>();
            for (Packet.Publish publish : connection.sparkplug()) {
                if (publish.isOf("NBIRTH")) {
                    meaning.clear();
                }
                if (publish.isOf("NBIRTH") || publish.isOf("DBIRTH")) {
                    for (SparkplugMessage.Metric metric :
                            Transcript.decode(publish).metrics()) {
                        String name = publish.topic() + "/" + metric.name();
                        String other = metric.alias() < 0 ? null : meaning.put(metric.alias(), name);
                        if (other != null && !other.equals(name)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        });
    }

    private static List<String> onlyTheBorn(Transcript transcript) {
        return Faults.eachConnection(transcript, connection -> {
            Map<String, Set<Long>> born = new HashMap<>();
            for (Packet.Publish publish : connection.sparkplug()) {
                String subject = publish.topic().replaceFirst("/(.)(BIRTH|DATA|DEATH)/", "/$1/");
                if (publish.isOf("NBIRTH")) {
                    born.clear();
                }
                Set<Long> known = born.computeIfAbsent(subject, key -> new HashSet<>());
                List<SparkplugMessage.Metric> metrics =
                        Transcript.decode(publish).metrics();
                if (publish.isOf("NBIRTH") || publish.isOf("DBIRTH")) {
                    known.clear();
                    metrics.forEach(metric -> known.add(metric.alias()));
                } else if (publish.isOf("NDATA") || publish.isOf("DDATA")) {
                    if (!metrics.stream().allMatch(metric -> known.contains(metric.alias()))) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    private static boolean isInOrder(SparkplugMessage message) {
        long last = Long.MIN_VALUE;
        for (SparkplugMessage.Metric metric : message.metrics()) {
            if (!metric.historical()) {
                if (metric.timestamp() < last) {
                    return false;
                }
                last = metric.timestamp();
            }
        }
        return true;
    }

    /** A live value that equals the live one before, with the same quality, is no change. */
    private static List<String> onlyChanges(Transcript transcript) {
        return Faults.eachConnection(transcript, connection -> {
            Map<Long, SparkplugMessage.Metric> last = new HashMap<>();
            for (Packet.Publish publish : connection.sparkplug()) {
                if (publish.isOf("NBIRTH") || publish.isOf("DBIRTH")) {
                    last.clear();
                }
                if (publish.isOf("NDATA") || publish.isOf("DDATA")) {
                    for (SparkplugMessage.Metric metric :
                            Transcript.decode(publish).metrics()) {
                        SparkplugMessage.Metric before = metric.historical() ? null : last.put(metric.alias(), metric);
                        if (before != null && isSame(before, metric)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        });
    }

    private static boolean isSame(SparkplugMessage.Metric one, SparkplugMessage.Metric other) {
        return one.value() == other.value()
                && one.isNull() == other.isNull()
                && Objects.equals(one.properties(), other.properties());
    }

    private static boolean hasSoundProperties(SparkplugMessage.Metric metric) {
        SparkplugMessage.Properties properties = metric.properties();
        return properties == null
                || (properties.keys().size() == properties.values().size()
                        && properties.values().stream()
                                .allMatch(value -> value.type() >= 1 && value.type() <= LAST_TYPE));
    }

    private static boolean hasSoundQuality(SparkplugMessage.Metric metric) {
        SparkplugMessage.Properties properties = metric.properties();
        int at = properties == null ? -1 : properties.keys().indexOf("Quality");
        if (properties == null || at < 0) {
            return true;
        }
        SparkplugMessage.Property quality = properties.values().get(at);
        return quality.type() == INT32
                && quality.valueField() == INT_VALUE
                && (quality.value() == 0 || quality.value() == 192 || quality.value() == 500);
    }
}
