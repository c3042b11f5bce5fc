package io.tieline.southbound;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One wire protocol. Thread-safe; none of its methods blocks. */
public interface Protocol extends AutoCloseable {

    /** The URI schemes it speaks, lower case: {@code modbus}, {@code snmp}, {@code opc.tcp}. */
    Set<String> schemes();

    /**
     * Connects to a device and finds out what it is and which points it has.
     *
     * @return completes with the session, or exceptionally with a {@link DeviceException}; within a few timeouts of the
     *     target
     */
    CompletionStage<DeviceSession> connect(DeviceTarget target);

    /** Looks at a device and says which profiles might fit it, best first; nothing stays connected. */
    default CompletionStage<List<Proposal>> propose(DeviceTarget target) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Ends all sessions and frees threads and sockets. */
    @Override
    void close();
}
