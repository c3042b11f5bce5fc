package org.eclipse.kura.channel;

import java.util.Map;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.jspecify.annotations.Nullable;

/** A request for a channel on its way to the driver, the answer on its way back. */
public class ChannelRecord {

    private final String name;
    private final DataType type;
    private Map<String, Object> configuration = Map.of();
    private @Nullable ChannelStatus status;
    private @Nullable TypedValue<?> value;
    private @Nullable String unit;
    private long timestamp;

    private ChannelRecord(String name, DataType type) {
        this.name = name;
        this.type = type;
    }

    public static ChannelRecord createReadRecord(String channelName, DataType valueType) {
        return new ChannelRecord(channelName, valueType);
    }

    public static ChannelRecord createWriteRecord(String channelName, TypedValue<?> value) {
        ChannelRecord written = new ChannelRecord(channelName, value.getType());
        written.setValue(value);
        return written;
    }

    public String getChannelName() {
        return name;
    }

    public DataType getValueType() {
        return type;
    }

    public Map<String, Object> getChannelConfig() {
        return configuration;
    }

    public void setChannelConfig(Map<String, Object> channelConfig) {
        this.configuration = channelConfig;
    }

    public @Nullable ChannelStatus getChannelStatus() {
        return status;
    }

    public void setChannelStatus(ChannelStatus status) {
        this.status = status;
    }

    public @Nullable TypedValue<?> getValue() {
        return value;
    }

    public void setValue(TypedValue<?> value) {
        this.value = value;
    }

    /** Since Kura 5.1. */
    public @Nullable String getUnit() {
        return unit;
    }

    /** Since Kura 5.1. */
    public void setUnit(String unit) {
        this.unit = unit;
    }

    public long getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }
}
