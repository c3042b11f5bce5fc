package org.eclipse.kura.driver;

import java.util.List;
import java.util.Map;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.jspecify.annotations.Nullable;

/** Reads and writes channels. Called by several assets at once. */
public interface Driver {

    /** Names the driver of an asset. */
    String DRIVER_PID_PROPERTY_NAME = "driver.pid";

    void connect() throws ConnectionException;

    void disconnect() throws ConnectionException;

    ChannelDescriptor getChannelDescriptor();

    void read(List<ChannelRecord> records) throws ConnectionException;

    void write(List<ChannelRecord> records) throws ConnectionException;

    void registerChannelListener(Map<String, Object> channelConfig, ChannelListener listener)
            throws ConnectionException;

    void unregisterChannelListener(ChannelListener listener) throws ConnectionException;

    /** A prepared read, or null for the classic one. */
    @Nullable
    PreparedRead prepareRead(List<ChannelRecord> records);

    /** The device cannot be reached; fails the whole batch. */
    class ConnectionException extends Exception {

        private static final long serialVersionUID = 1L;

        public ConnectionException() {}

        public ConnectionException(String message) {
            super(message);
        }

        public ConnectionException(String message, Throwable cause) {
            super(message, cause);
        }

        public ConnectionException(Throwable cause) {
            super(cause);
        }
    }
}
