package io.tieline.southbound;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A device that has been identified and can be read.
 *
 * <p>The poll engine asks for one read at a time; commands may come while a read is under way.
 */
public interface DeviceSession extends AutoCloseable {

    Identity identity();

    /** The points it fills, in the order of their indexes; fixed for the life of the session. */
    PointSet points();

    /** What is read together; group 0 first. Never empty. */
    List<PollGroup> groups();

    /**
     * Reads every point of a group and puts the values into the target, in one batch or in several.
     *
     * <p>Does not block and, in steady state, allocates nothing of its own per value. Calls the listener exactly once,
     * on any thread, and touches the target no more afterwards. A value the device cannot give is put as bad; the read
     * fails only if the device as a whole did not answer. A pending read fails when the session is closed.
     */
    void read(PollGroup group, SampleTarget target, ReadListener listener);

    /** The canonical commands it can carry out: {@code pcs.power.set}, {@code outlet.3.switch} … */
    Set<String> commands();

    /** The alarms it can report through its {@code alarm.WORD} points; fixed for the life of the session. */
    default List<DeviceAlarm> alarms() {
        return List.of();
    }

    /**
     * Says whom to wake when the device reports something by itself: a trap, a notification. The engine then reads group
     * 0 at once, so what the device said needs no second way into the image.
     *
     * @param readNow cheap, never blocks, may be called from any thread and as often as one likes
     */
    default void onNews(Runnable readNow) {}

    /** The sign of life it wants; fixed for the life of the session. */
    default Optional<Heartbeat> heartbeat() {
        return Optional.empty();
    }

    /**
     * Writes the sign of life once. Does not block; may come while a read or a command is under way and should go
     * before them where the wire allows. Calls the listener exactly once, on any thread; the next one comes only after
     * that, or after a few timeouts.
     */
    default void beat(ReadListener listener) {
        listener.completed();
    }

    /**
     * Reads one point once more and says what stood on the wire. For diagnosis, not for polling.
     *
     * @return empty if the point is not read from the wire or could not be read
     */
    default CompletionStage<Optional<RawValue>> raw(int point) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Sends a command, reads back what the device made of it, and says how it ended. Never repeats by itself. The stage
     * completes normally, within the command's timeout.
     */
    CompletionStage<CommandResult> write(Command command);

    @Override
    void close();
}
