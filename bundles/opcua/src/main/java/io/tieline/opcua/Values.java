package io.tieline.opcua;

import io.tieline.model.Point;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ValueRule;
import java.lang.reflect.Array;
import java.time.DateTimeException;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.jspecify.annotations.Nullable;

/** OPC UA values to values of the model. */
final class Values {

    /** A device text longer than this is no name, number or state. */
    private static final int MOST_TEXT = 1000;

    private Values() {}

    /** Puts what a variable holds, or the reason why that is no value. Allocates nothing for numbers. */
    static void put(SampleTarget target, Doubtful doubtful, Variable variable, DataValue value) {
        int index = variable.index();
        StatusCode status = value.getStatusCode();
        Quality quality = Statuses.quality(status);
        if (!quality.isUsable()) {
            target.putBad(index, quality);
            return;
        }
        Variable.Source source = variable.from();
        Object raw = value.getValue().getValue();
        if (source.element() >= 0 && raw != null) {
            if (!raw.getClass().isArray()) {
                target.putBad(index, Quality.BAD_CONFIGURATION);
                return;
            }
            raw = source.element() < Array.getLength(raw) ? Array.get(raw, source.element()) : null;
        }
        if (quality.isGood() && isBeyond(source.range(), raw)) {
            quality = Quality.UNCERTAIN_SENSOR_LIMITED;
        }
        put(quality.isGood() ? target : doubtful.about(target, quality), index, variable.point(), variable.rule(), raw);
    }

    private static void put(SampleTarget out, int index, Point point, ValueRule rule, @Nullable Object raw) {
        if (raw instanceof Boolean || raw instanceof Number) {
            rule.put(out, index, point, number(raw));
        } else if (raw == null) {
            out.putBad(index, Quality.BAD_SENTINEL);
        } else {
            String text = text(raw);
            // A text where a number is expected, or an array or structure, does not belong to this point.
            if (text == null || point.definition().isNumeric() || text.length() > MOST_TEXT) {
                out.putBad(index, Quality.BAD_CONFIGURATION);
            } else {
                rule.putText(out, index, text);
            }
        }
    }

    /** OPC 10000-8, 5.3.2.3: outside EURange a value is possible, but not normal. */
    private static boolean isBeyond(@Nullable Range range, @Nullable Object raw) {
        if (range == null || !(raw instanceof Number)) {
            return false;
        }
        double number = number(raw);
        return number < range.getLow() || number > range.getHigh();
    }

    private static double number(Object raw) {
        return raw instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) raw).doubleValue();
    }

    private static @Nullable String text(Object raw) {
        if (raw instanceof String text) {
            return text;
        } else if (raw instanceof LocalizedText localized) {
            return localized.getText() == null ? "" : localized.getText();
        } else if (raw instanceof DateTime time) {
            return iso(time);
        }
        return null;
    }

    /** ISO 8601 in UTC. */
    private static @Nullable String iso(DateTime time) {
        try {
            return time.getJavaInstant().toString();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** The number in a variable, NaN if there is none. */
    static double number(DataValue value) {
        Object raw = value.getValue().getValue();
        return value.getStatusCode().isBad() || !(raw instanceof Boolean || raw instanceof Number)
                ? Double.NaN
                : number(raw);
    }

    static Optional<String> text(DataValue value) {
        Object raw = value.getValue().getValue();
        return value.getStatusCode().isBad() || raw == null ? Optional.empty() : Optional.ofNullable(text(raw));
    }

    /** What stands on the wire, for people: {@code Int32 -12}, {@code Float[3] 1.0 2.0 3.0}, {@code Bad_NoData}. */
    static String verbatim(DataValue value) {
        Object raw = value.getValue().getValue();
        StringBuilder text = new StringBuilder();
        if (!value.getStatusCode().isGood()) {
            text.append(Statuses.name(value.getStatusCode())).append(' ');
        }
        if (raw == null) {
            return text.append("null").toString();
        }
        text.append(value.getValue()
                .getDataType()
                .map(Enum::name)
                .orElse(raw.getClass().getSimpleName()));
        if (!raw.getClass().isArray()) {
            return text.append(' ').append(verbatim(raw)).toString();
        }
        int length = Array.getLength(raw);
        text.append('[').append(length).append(']');
        for (int i = 0; i < Math.min(length, 16); i++) {
            text.append(' ').append(verbatim(Array.get(raw, i)));
        }
        return text.append(length > 16 ? " …" : "").toString();
    }

    private static String verbatim(@Nullable Object raw) {
        if (raw instanceof ByteString bytes) {
            return bytes.length() + " bytes";
        }
        String text = raw == null ? null : text(raw);
        return text != null ? text : String.valueOf(raw);
    }

    /** Gives what a rule finds good the server's own doubt. One per session: its reads come one after the other. */
    static final class Doubtful implements SampleTarget {
        private @Nullable SampleTarget target;
        private Quality quality = Quality.GOOD;

        SampleTarget about(SampleTarget nextTarget, Quality nextQuality) {
            target = nextTarget;
            quality = nextQuality;
            return this;
        }

        private SampleTarget target() {
            if (target == null) {
                throw new IllegalStateException("no target");
            }
            return target;
        }

        @Override
        public void begin(long utcMillis) {
            target().begin(utcMillis);
        }

        @Override
        public void put(int point, double value) {
            target().put(point, value, quality);
        }

        @Override
        public void put(int point, double value, Quality own) {
            target().put(point, value, own.isGood() ? quality : own);
        }

        @Override
        public void putText(int point, String text) {
            target().putText(point, text);
        }

        @Override
        public void putBad(int point, Quality why) {
            target().putBad(point, why);
        }

        @Override
        public void commit() {
            target().commit();
        }
    }
}
