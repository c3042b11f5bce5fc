package io.tieline.control.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The texts met since the last beginning, and those that are new since they were last asked for. */
final class Texts {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> fresh = new ArrayList<>();

    void forget() {
        numbers.clear();
        fresh.clear();
    }

    int size() {
        return numbers.size();
    }

    long number(String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        int next = numbers.size();
        numbers.put(text, next);
        fresh.add(text);
        return next;
    }

    List<String> takeFresh() {
        List<String> taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }
}
