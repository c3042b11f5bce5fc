package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.journal.RecordedSite.SettableClock;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks are written between those who wait for the disk, and none of them is lost with a transaction. */
class BlockAppenderTest {

    private static final int DEVICES = 3;

    private final SettableClock clock = new SettableClock();
    private final LiveImage image = new LiveImage(IntStream.range(0, DEVICES)
            .mapToObj(i -> new Device(i, RecordedSite.name(i), DeviceKind.PDU))
            .toList());
    private final List<DeviceRecorder> recorders = IntStream.range(0, DEVICES)
            .mapToObj(i -> new DeviceRecorder(RecordedSite.name(i), JournalSettings.standard(), clock))
            .toList();
    private final Store store;
    private final BlockAppender appender;
    private boolean awaited;
    private long nanos;
    private long nanosPerLook;

    BlockAppenderTest(@TempDir Path directory) throws SQLException, IOException {
        store = new Store(new Database(directory).openForWriting(), 1, Optional.empty());
        appender = new BlockAppender(new Dictionary(), new PassingClock(), () -> awaited);
        clock.utcMillis = RecordedSite.START;
        PointSet shape = PointSet.named(List.of("outlet.1.power"));
        image.devices().forEach(device -> device.adopt(shape));
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    /** Goes on by some time whenever somebody looks. */
    private final class PassingClock implements SiteClock {
        @Override
        public long utcMillis() {
            return clock.utcMillis;
        }

        @Override
        public long monotonicNanos() {
            nanos += nanosPerLook;
            return nanos;
        }
    }

    private void read(int device) {
        DeviceImage read = image.devices().get(device);
        SampleTarget target = read.target();
        target.begin(clock.utcMillis);
        target.put(0, clock.utcMillis % 1000);
        target.commit();
        recorders.get(device).record(read);
        clock.utcMillis += 1001;
    }

    private void readAll() {
        IntStream.range(0, DEVICES).forEach(this::read);
    }

    @Test
    void everyDeviceInOneGoWhileNobodyWaits() throws SQLException {
        readAll();
        assertThat(appender.append(store, recorders)).isEqualTo(DEVICES);
        assertThat(appender.isInterrupted()).isFalse();
        assertThat(appender.release()).isEqualTo(DEVICES);
    }

    @Test
    void whoeverWaitsLetsThosePassThatAreWrittenInNoTime() throws SQLException {
        readAll();
        awaited = true;
        nanosPerLook = BlockAppender.SLICE_NANOS / DEVICES - 1;
        assertThat(appender.append(store, recorders)).isEqualTo(DEVICES);
        assertThat(appender.isInterrupted()).isFalse();
    }

    @Test
    void whoeverWaitsComesAfterOneSlowDeviceAndEveryDeviceHasItsTurn() throws SQLException {
        readAll();
        awaited = true;
        nanosPerLook = BlockAppender.SLICE_NANOS;
        for (int device = 0; device < DEVICES; device++) {
            assertThat(appender.append(store, recorders)).isEqualTo(1);
            assertThat(appender.release()).isEqualTo(1);
            // One that is always read anew keeps nobody else from the disk.
            read(0);
            assertThat(appender.isInterrupted()).isEqualTo(device < DEVICES - 1);
        }
        awaited = false;
        assertThat(appender.append(store, recorders)).as("what came meanwhile").isEqualTo(1);
    }

    @Test
    void whatWasNotCommittedIsWrittenAgainIntoTheFileThatIsOpenedNext() throws SQLException {
        readAll();
        appender.append(store, recorders);
        store.rollback();
        appender.beginAnew();
        assertThat(appender.release()).as("handed back without being on disk").isZero();
        assertThat(appender.append(store, recorders)).isEqualTo(DEVICES);
    }
}
