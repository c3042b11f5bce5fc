package io.tieline.opcua;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options a device may have in the site description; what they mean is told at {@link OpcUaProtocol}. */
enum DeviceOption {
    SECURITY,
    MODE,
    TRUST,
    HOSTNAME,
    USER,
    PASSWORD,
    USER_CERTIFICATE,
    USER_KEY,
    SUBSCRIBE,
    TIME;

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** What is written there; null where it is not given. */
    @Nullable
    String in(Map<String, String> options) {
        return options.get(word());
    }

    boolean is(String value, Map<String, String> options) {
        return value.equals(in(options));
    }

    static Set<String> words() {
        return Arrays.stream(values()).map(DeviceOption::word).collect(Collectors.toUnmodifiableSet());
    }
}
