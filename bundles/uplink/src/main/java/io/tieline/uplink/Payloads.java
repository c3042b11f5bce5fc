package io.tieline.uplink;

import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.Unit;
import io.tieline.uplink.payload.Sparkplug;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the payloads of Sparkplug 3.0, chapter 6.4. */
final class Payloads {

    static final String REBIRTH = "Node Control/Rebirth";
    static final String REQUEST = "Tieline/Request";
    static final String REPLY = "Tieline/Reply";
    static final String UPDATE = "Tieline/Update";
    static final String BIRTH_DEATH_SEQUENCE = "bdSeq";

    private static final int INT32 = 3;
    private static final int INT64 = 4;
    private static final int DOUBLE = 10;
    private static final int BOOLEAN = 11;
    private static final int STRING = 12;

    /** 6.4.15: the three values the property Quality may have. */
    private static final int QUALITY_BAD = 0;

    private static final int QUALITY_GOOD = 192;
    private static final int QUALITY_STALE = 500;

    private static final byte[][] QUALITIES = Arrays.stream(Quality.Level.values())
            .map(level -> addQuality(Sparkplug.PropertySet.newBuilder(), level).toByteArray())
            .toArray(byte[][]::new);

    private Payloads() {}

    static byte[] nodeDeath(long birthDeathSequence, long utcMillis) {
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .addMetrics(birthDeathSequence(birthDeathSequence, utcMillis))
                .build()
                .toByteArray();
    }

    /** The node's own metrics: its session, those that carry requests and what became of them, and how its software stands. */
    static byte[] nodeBirth(long birthDeathSequence, Aliases aliases, int seq, long utcMillis) {
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .setSeq(seq)
                .addMetrics(birthDeathSequence(birthDeathSequence, utcMillis))
                .addMetrics(Sparkplug.Metric.newBuilder()
                        .setName(REBIRTH)
                        .setTimestamp(utcMillis)
                        .setDatatype(BOOLEAN)
                        .setBooleanValue(false))
                .addMetrics(text(REQUEST, aliases, utcMillis))
                .addMetrics(text(REPLY, aliases, utcMillis))
                .addMetrics(text(UPDATE, aliases, utcMillis))
                .build()
                .toByteArray();
    }

    private static Sparkplug.Metric.Builder text(String name, Aliases aliases, long utcMillis) {
        return Sparkplug.Metric.newBuilder()
                .setName(name)
                .setAlias(aliases.of("", name))
                .setTimestamp(utcMillis)
                .setDatatype(STRING)
                .setIsNull(true);
    }

    /**
     * A word of the node itself.
     *
     * @param metric its name in the birth
     */
    static byte[] nodeData(String metric, String words, Aliases aliases, int seq, long utcMillis) {
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .setSeq(seq)
                .addMetrics(Sparkplug.Metric.newBuilder()
                        .setAlias(aliases.of("", metric))
                        .setTimestamp(utcMillis)
                        .setStringValue(words))
                .build()
                .toByteArray();
    }

    /**
     * All metrics of a device with their present values, the oldest first
     * (tck-id-operational-behavior-data-publish-dbirth-order); those it does not have any more are null.
     */
    static byte[] deviceBirth(MetricSet metrics, DeviceSnapshot now, int seq, long utcMillis, long nanos) {
        List<Sparkplug.Metric> born = new ArrayList<>();
        for (MetricSet.Metric each : metrics.all()) {
            born.add(birth(each, now, utcMillis, nanos));
        }
        born.sort(Comparator.comparingLong(Sparkplug.Metric::getTimestamp));
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .setSeq(seq)
                .addAllMetrics(born)
                .build()
                .toByteArray();
    }

    private static Sparkplug.Metric birth(MetricSet.Metric each, DeviceSnapshot now, long utcMillis, long nanos) {
        PointKind kind = each.point().definition().kind();
        int point = now.points().indexOf(each.point().name());
        Quality quality = point < 0 ? Quality.BAD_NOT_SUPPORTED : now.quality(point);
        double value = point < 0 ? Double.NaN : now.value(point);
        String text = point < 0 ? null : now.text(point);
        long time = point < 0 || now.utcMillis(point) == 0 ? utcMillis : now.utcMillis(point);
        each.mustTell(quality);
        each.live().is(quality, value, text, nanos);
        Sparkplug.Metric.Builder metric = Sparkplug.Metric.newBuilder()
                .setName(each.point().name())
                .setAlias(each.alias())
                .setTimestamp(time)
                .setDatatype(datatype(kind))
                .setProperties(birthProperties(each, quality));
        setValue(metric, kind, quality, value, text);
        return metric.build();
    }

    static byte[] deviceDeath(int seq, long utcMillis) {
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .setSeq(seq)
                .build()
                .toByteArray();
    }

    /** The property set that tells a quality, as it goes into a data message. */
    static byte[] quality(Quality quality) {
        return QUALITIES[quality.level().ordinal()];
    }

    private static Sparkplug.Metric.Builder birthDeathSequence(long number, long utcMillis) {
        return Sparkplug.Metric.newBuilder()
                .setName(BIRTH_DEATH_SEQUENCE)
                .setTimestamp(utcMillis)
                .setDatatype(INT64)
                .setLongValue(number);
    }

    private static void setValue(
            Sparkplug.Metric.Builder metric, PointKind kind, Quality quality, double value, @Nullable String text) {
        if (!quality.isUsable() || (kind == PointKind.TEXT ? text == null : Double.isNaN(value))) {
            metric.setIsNull(true);
            return;
        }
        switch (kind) {
            case TEXT -> metric.setStringValue(String.valueOf(text));
            case FLAG -> metric.setBooleanValue(value != 0);
            case STATE -> metric.setIntValue((int) value);
            case MEASUREMENT, COUNTER -> metric.setDoubleValue(value);
        }
    }

    private static int datatype(PointKind kind) {
        return switch (kind) {
            case TEXT -> STRING;
            case FLAG -> BOOLEAN;
            case STATE -> INT32;
            case MEASUREMENT, COUNTER -> DOUBLE;
        };
    }

    private static Sparkplug.PropertySet birthProperties(MetricSet.Metric metric, Quality quality) {
        Sparkplug.PropertySet.Builder properties = Sparkplug.PropertySet.newBuilder();
        if (metric.point().definition().unit() != Unit.NONE) {
            addText(properties, "engUnit", metric.point().definition().unit().symbol());
        }
        if (metric.point().definition().kind() == PointKind.STATE) {
            addText(
                    properties,
                    "states",
                    String.join(" ", metric.point().definition().states()));
        }
        return addQuality(properties, quality.level());
    }

    private static void addText(Sparkplug.PropertySet.Builder properties, String key, String text) {
        properties.addKeys(key);
        properties.addValues(
                Sparkplug.PropertyValue.newBuilder().setType(STRING).setStringValue(text));
    }

    private static Sparkplug.PropertySet addQuality(Sparkplug.PropertySet.Builder properties, Quality.Level level) {
        int code =
                switch (level) {
                    case GOOD -> QUALITY_GOOD;
                    case UNCERTAIN -> QUALITY_STALE;
                    case BAD -> QUALITY_BAD;
                };
        properties.addKeys("Quality");
        properties.addValues(Sparkplug.PropertyValue.newBuilder().setType(INT32).setIntValue(code));
        return properties.build();
    }
}
