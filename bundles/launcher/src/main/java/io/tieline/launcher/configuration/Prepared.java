package io.tieline.launcher.configuration;

import java.util.Map;
import java.util.TreeMap;

/**
 * A checked configuration, complete with defaults.
 *
 * @param form whose it is
 * @param instance the name of a factory's instance; empty for a single component
 */
record Prepared(Form form, String instance, Map<String, Object> properties) {

    Prepared {
        properties = new TreeMap<>(properties);
    }

    /** Keeps passwords out of logs and messages. */
    @Override
    public String toString() {
        return form.pid() + (instance.isEmpty() ? "" : "~" + instance) + properties.keySet();
    }
}
