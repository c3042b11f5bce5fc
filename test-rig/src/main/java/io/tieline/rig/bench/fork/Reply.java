package io.tieline.rig.bench.fork;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named figures and words on one line: {@code missed=0 cpu=1.25}. */
public final class Reply {

    private final Map<String, String> values = new LinkedHashMap<>();

    static Reply parse(String line) {
        Reply reply = new Reply();
        for (String pair : line.strip().split(" ")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                reply.values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return reply;
    }

    /** @param value without blanks */
    public Reply with(String name, Object value) {
        values.put(name, String.valueOf(value).replace(' ', '_'));
        return this;
    }

    /** NaN if it is not there. */
    public double number(String name) {
        return Double.parseDouble(values.getOrDefault(name, "NaN"));
    }

    /** 0 if it is not there. */
    public long count(String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }

    /** Empty if it is not there. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach((name, value) ->
                line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return line.toString();
    }
}
