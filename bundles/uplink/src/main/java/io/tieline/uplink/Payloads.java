package io.tieline.uplink;

import io.tieline.journal.Samples;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.Unit;
import io.tieline.uplink.payload.Sparkplug;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Builds the payloads of Sparkplug 3.0, chapter 6.4. */
final class Payloads {

    static final String REBIRTH = "Node Control/Rebirth";
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

    private Payloads() {}

    static byte[] nodeDeath(long birthDeathSequence, long utcMillis) {
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .addMetrics(birthDeathSequence(birthDeathSequence, utcMillis))
                .build()
                .toByteArray();
    }

    static byte[] nodeBirth(long birthDeathSequence, int seq, long utcMillis) {
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .setSeq(seq)
                .addMetrics(birthDeathSequence(birthDeathSequence, utcMillis))
                .addMetrics(Sparkplug.Metric.newBuilder()
                        .setName(REBIRTH)
                        .setTimestamp(utcMillis)
                        .setDatatype(BOOLEAN)
                        .setBooleanValue(false))
                .build()
                .toByteArray();
    }

    /** All metrics of a device with their present values; those it does not have any more are null. */
    static byte[] deviceBirth(MetricSet metrics, DeviceSnapshot now, int seq, long utcMillis) {
        Sparkplug.Payload.Builder payload =
                Sparkplug.Payload.newBuilder().setTimestamp(utcMillis).setSeq(seq);
        for (MetricSet.Metric each : metrics.all()) {
            int point = now.points().indexOf(each.point().name());
            Quality quality = point < 0 ? Quality.BAD_NOT_SUPPORTED : now.quality(point);
            long time = point < 0 || now.utcMillis(point) == 0 ? utcMillis : now.utcMillis(point);
            Sparkplug.Metric.Builder metric = Sparkplug.Metric.newBuilder()
                    .setName(each.point().name())
                    .setAlias(each.alias())
                    .setTimestamp(time)
                    .setDatatype(datatype(each.point().definition().kind()));
            each.mustTell(quality);
            setValue(
                    metric,
                    each.point().definition().kind(),
                    quality,
                    point < 0 ? Double.NaN : now.value(point),
                    point < 0 ? null : now.text(point));
            metric.setProperties(birthProperties(each, quality));
            payload.addMetrics(metric);
        }
        return payload.build().toByteArray();
    }

    static byte[] deviceDeath(int seq, long utcMillis) {
        return Sparkplug.Payload.newBuilder()
                .setTimestamp(utcMillis)
                .setSeq(seq)
                .build()
                .toByteArray();
    }

    /** Samples [from, to), each with its own time. */
    static byte[] deviceData(
            MetricSet metrics, Samples samples, int from, int to, IntPredicate historical, int seq, long utcMillis) {
        Sparkplug.Payload.Builder payload =
                Sparkplug.Payload.newBuilder().setTimestamp(utcMillis).setSeq(seq);
        for (int i = from; i < to; i++) {
            MetricSet.Metric known = metrics.find(samples.point(i));
            if (known == null) {
                continue;
            }
            Quality quality = samples.quality(i);
            PointKind kind = known.point().definition().kind();
            Sparkplug.Metric.Builder metric = Sparkplug.Metric.newBuilder()
                    .setAlias(known.alias())
                    .setTimestamp(samples.utcMillis(i))
                    .setDatatype(datatype(kind));
            if (historical.test(i)) {
                metric.setIsHistorical(true);
            }
            if (known.mustTell(quality)) {
                metric.setProperties(addQuality(Sparkplug.PropertySet.newBuilder(), quality));
            }
            setValue(metric, kind, quality, samples.value(i), samples.text(i));
            payload.addMetrics(metric);
        }
        return payload.build().toByteArray();
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
        return addQuality(properties, quality);
    }

    private static void addText(Sparkplug.PropertySet.Builder properties, String key, String text) {
        properties.addKeys(key);
        properties.addValues(
                Sparkplug.PropertyValue.newBuilder().setType(STRING).setStringValue(text));
    }

    private static Sparkplug.PropertySet addQuality(Sparkplug.PropertySet.Builder properties, Quality quality) {
        int code =
                switch (quality.level()) {
                    case GOOD -> QUALITY_GOOD;
                    case UNCERTAIN -> QUALITY_STALE;
                    case BAD -> QUALITY_BAD;
                };
        properties.addKeys("Quality");
        properties.addValues(Sparkplug.PropertyValue.newBuilder().setType(INT32).setIntValue(code));
        return properties.build();
    }
}
