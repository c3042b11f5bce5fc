package io.tieline.control.replay;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Values that hold any number of others of one kind. */
final class Several {

    private Several() {}

    static Codec list(Codec element) {
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                List<?> list = (List<?>) value;
                out.number(list.size());
                for (Object one : list) {
                    element.write(one, out);
                }
            }

            @Override
            public Object read(Source in) {
                int count = in.count();
                List<Object> list = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    list.add(element.read(in));
                }
                return List.copyOf(list);
            }
        };
    }

    static Codec set(Codec element) {
        Codec list = list(element);
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                list.write(((Set<?>) value).stream().sorted().toList(), out);
            }

            @Override
            public Object read(Source in) {
                return new LinkedHashSet<>((List<?>) list.read(in));
            }
        };
    }

    /** Sorted by key: the order of an unsorted map is another one in every run. */
    static Codec map(Codec key, Codec element) {
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                Map<?, ?> map = new TreeMap<>((Map<?, ?>) value);
                out.number(map.size());
                map.forEach((name, one) -> {
                    key.write(name, out);
                    element.write(one, out);
                });
            }

            @Override
            public Object read(Source in) {
                int count = in.count();
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < count; i++) {
                    map.put(key.read(in), element.read(in));
                }
                return map;
            }
        };
    }

    static Codec optional(Codec element) {
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                Optional<?> optional = (Optional<?>) value;
                out.number(optional.isPresent() ? 1 : 0);
                optional.ifPresent(one -> element.write(one, out));
            }

            @Override
            public Object read(Source in) {
                return in.number() == 1 ? Optional.of(element.read(in)) : Optional.empty();
            }
        };
    }

    static Codec array(Class<?> of, Codec element) {
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                int length = Array.getLength(value);
                out.number(length);
                for (int i = 0; i < length; i++) {
                    element.write(Array.get(value, i), out);
                }
            }

            @Override
            public Object read(Source in) {
                Object array = Array.newInstance(of, in.count());
                for (int i = 0; i < Array.getLength(array); i++) {
                    Array.set(array, i, element.read(in));
                }
                return array;
            }
        };
    }
}
