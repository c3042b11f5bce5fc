package io.tieline.uplink;

import java.util.HashMap;
import java.util.Map;

/** Numbers for metrics, distinct within the edge node and the same in every birth of this process. */
final class Aliases {

    private record Key(String device, String point) {}

    private final Map<Key, Long> numbers = new HashMap<>();

    long of(String device, String point) {
        return numbers.computeIfAbsent(new Key(device, point), key -> (long) numbers.size() + 1);
    }
}
