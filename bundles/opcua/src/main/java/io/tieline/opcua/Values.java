package io.tieline.opcua;

import io.tieline.model.Point;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ValueRule;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.jspecify.annotations.Nullable;

/** OPC UA values to values of the model and back. */
final class Values {

    private Values() {}

    static void put(SampleTarget target, Doubtful doubtful, int index, Point point, ValueRule rule, DataValue value) {
        Quality quality = Statuses.quality(value.getStatusCode());
        Object raw = value.getValue().getValue();
        if (!quality.isUsable()) {
            target.putBad(index, quality);
            return;
        }
        SampleTarget out = quality.isGood() ? target : doubtful.about(target, quality);
        if (raw instanceof Boolean || raw instanceof Number) {
            rule.put(out, index, point, number(raw));
        } else if (raw instanceof String || raw instanceof LocalizedText) {
            putText(out, index, point, rule, text(raw));
        } else {
            // Null, or an array or structure where the profile expects a scalar.
            target.putBad(index, raw == null ? Quality.BAD_SENTINEL : Quality.BAD_CONFIGURATION);
        }
    }

    private static void putText(SampleTarget out, int index, Point point, ValueRule rule, String text) {
        if (point.definition().isNumeric()) {
            out.putBad(index, Quality.BAD_CONFIGURATION);
        } else {
            rule.putText(out, index, text);
        }
    }

    private static double number(Object raw) {
        return raw instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) raw).doubleValue();
    }

    private static String text(Object raw) {
        return raw instanceof LocalizedText localized ? String.valueOf(localized.getText()) : (String) raw;
    }

    /** The number in a variable, NaN if there is none. */
    static double number(DataValue value) {
        Object raw = value.getValue().getValue();
        return isBad(value) || !(raw instanceof Boolean || raw instanceof Number) ? Double.NaN : number(raw);
    }

    static Optional<String> text(DataValue value) {
        Object raw = value.getValue().getValue();
        return isBad(value) || !(raw instanceof String || raw instanceof LocalizedText)
                ? Optional.empty()
                : Optional.of(text(raw));
    }

    private static boolean isBad(DataValue value) {
        StatusCode status = value.getStatusCode();
        return status.isBad();
    }

    /**
     * A number in the type a variable has: servers refuse any other.
     *
     * @param present the variable's present value; null: unknown, taken for a Double
     */
    static Variant like(@Nullable Object present, double raw) {
        long whole = Math.round(raw);
        if (present instanceof Boolean) {
            return Variant.ofBoolean(whole != 0);
        } else if (present instanceof Byte) {
            return Variant.ofSByte((byte) whole);
        } else if (present instanceof UByte) {
            return Variant.ofByte(UByte.valueOf(whole));
        } else if (present instanceof Short) {
            return Variant.ofInt16((short) whole);
        } else if (present instanceof UShort) {
            return Variant.ofUInt16(UShort.valueOf((int) whole));
        } else if (present instanceof Integer) {
            return Variant.ofInt32((int) whole);
        } else if (present instanceof UInteger) {
            return Variant.ofUInt32(UInteger.valueOf(whole));
        } else if (present instanceof Long) {
            return Variant.ofInt64(whole);
        } else if (present instanceof ULong) {
            return Variant.ofUInt64(ULong.valueOf(whole));
        } else if (present instanceof Float) {
            return Variant.ofFloat((float) raw);
        }
        return Variant.ofDouble(raw);
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
