package org.eclipse.kura.message;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Named metrics with one time. */
public class KuraPayload {

    private final Map<String, Object> metrics = new HashMap<>();
    private @Nullable Date timestamp;
    private byte @Nullable [] body;

    public @Nullable Date getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(Date timestamp) {
        this.timestamp = timestamp;
    }

    /** A Double, Float, Long, Integer, Boolean, String or byte[]; anything else fails when it is encoded. */
    public void addMetric(String name, Object value) {
        metrics.put(name, value);
    }

    public Map<String, Object> metrics() {
        return metrics;
    }

    public Set<String> metricNames() {
        return metrics.keySet();
    }

    public byte @Nullable [] getBody() {
        return body;
    }

    public void setBody(byte[] body) {
        this.body = body;
    }
}
