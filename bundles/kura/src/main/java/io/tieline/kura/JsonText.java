package io.tieline.kura;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON. Numbers keep every bit; NaN and infinities, which JSON does not have, become null. */
final class JsonText {

    private final StringBuilder out;

    JsonText(StringBuilder out) {
        this.out = out;
    }

    void value(@Nullable Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            out.append("null");
        } else {
            out.append(value);
        }
    }

    private void map(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            text(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            before = ',';
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void list(List<?> list) {
        char before = '[';
        for (Object item : list) {
            out.append(before);
            value(item);
            before = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
