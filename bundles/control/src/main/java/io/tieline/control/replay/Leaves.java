package io.tieline.control.replay;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Values that are one number or one text. */
final class Leaves {

    private static final Map<Class<?>, Codec> ALL = Map.ofEntries(
            Map.entry(double.class, number((Double d) -> Double.doubleToRawLongBits(d), Double::longBitsToDouble)),
            Map.entry(Double.class, number((Double d) -> Double.doubleToRawLongBits(d), Double::longBitsToDouble)),
            Map.entry(long.class, number((Long l) -> l, bits -> bits)),
            Map.entry(Long.class, number((Long l) -> l, bits -> bits)),
            Map.entry(int.class, number((Integer i) -> i, bits -> (int) (long) bits)),
            Map.entry(Integer.class, number((Integer i) -> i, bits -> (int) (long) bits)),
            Map.entry(boolean.class, number((Boolean b) -> b ? 1 : 0, bits -> bits == 1)),
            Map.entry(Boolean.class, number((Boolean b) -> b ? 1 : 0, bits -> bits == 1)),
            Map.entry(LocalTime.class, number(LocalTime::toNanoOfDay, LocalTime::ofNanoOfDay)),
            Map.entry(String.class, text((String s) -> s, s -> s)),
            Map.entry(Duration.class, text(Duration::toString, Duration::parse)));

    private Leaves() {}

    /** The codec of a class that is one; null of others. */
    static @Nullable Codec of(Class<?> type) {
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return number((Enum<?> one) -> one.ordinal(), bits -> constants[(int) (long) bits]);
        }
        return ZoneId.class.isAssignableFrom(type) ? text(ZoneId::getId, ZoneId::of) : ALL.get(type);
    }

    /** An age: the moment it counts from where that gives back the same age, else the age. */
    static Codec age() {
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                double age = (Double) value;
                long since = out.moment() - Math.round(age * 1000);
                boolean exact =
                        Double.doubleToRawLongBits((out.moment() - since) / 1000.0) == Double.doubleToRawLongBits(age);
                out.number(exact ? 1 : 0);
                out.number(exact ? since : Double.doubleToRawLongBits(age));
            }

            @Override
            public Object read(Source in) {
                boolean exact = in.number() == 1;
                long bits = in.number();
                return exact ? (in.moment() - bits) / 1000.0 : Double.longBitsToDouble(bits);
            }
        };
    }

    @SuppressWarnings("unchecked") // the class the codec is asked for by
    static <T> Codec text(Function<T, String> to, Function<String, ? extends Object> from) {
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                out.text(to.apply((T) value));
            }

            @Override
            public Object read(Source in) {
                return from.apply(in.text());
            }
        };
    }

    @SuppressWarnings("unchecked") // the class the codec is asked for by
    private static <T> Codec number(ToLongFunction<T> to, Function<Long, ? extends Object> from) {
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                out.number(to.applyAsLong((T) value));
            }

            @Override
            public Object read(Source in) {
                return from.apply(in.number());
            }
        };
    }
}
