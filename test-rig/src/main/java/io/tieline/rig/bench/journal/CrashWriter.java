package io.tieline.rig.bench.journal;

import io.tieline.journal.Batch;
import io.tieline.journal.Cursor;
import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * The process that is killed: reads its devices as fast as the disk takes it and says, a line each, which reading
 * ({@code r}) and which event ({@code e}) it was told to be on disk, and up to which reading the cursor has delivered
 * ({@code c}). Blocks are merged all the time.
 */
final class CrashWriter {

    static final int DEVICES = 3;
    static final int POINTS = 8;
    static final int SAMPLES = DEVICES * POINTS;

    private CrashWriter() {}

    static String device(int index) {
        return "cab-%02d".formatted(index);
    }

    /** The time of a reading. Its value is its number. */
    static long utcMillis(long reading) {
        return NoisyDay.START + reading * 1000;
    }

    /** @param args folder, number of the first reading */
    public static void main(String[] args) {
        SiteClock clock = SiteClock.system();
        LiveImage image = new LiveImage(IntStream.range(0, DEVICES)
                .mapToObj(i -> new Device(i, device(i), DeviceKind.PDU))
                .toList());
        PointSet shape = PointSet.named(IntStream.rangeClosed(1, POINTS)
                .mapToObj(i -> "outlet." + i + ".power")
                .toList());
        image.devices().forEach(device -> device.adopt(shape));
        JournalSettings settings = JournalSettings.standard()
                .withBlockEvery(Duration.ofHours(1))
                .withMaximumSilence(Duration.ZERO)
                .withMergedRounds(3);
        Journal journal = Journal.open(Path.of(args[0]), settings, clock, new AlarmBoard(clock, event -> {}));
        Cursor cursor = journal.cursor("reader");
        for (long reading = Long.parseLong(args[1]); ; reading++) {
            read(image, journal, reading);
            journal.flush().toCompletableFuture().join();
            say("r " + reading);
            if (reading % 4 == 0) {
                journal.append(Event.state(utcMillis(reading), "control", "reading " + reading))
                        .toCompletableFuture()
                        .join();
                say("e " + reading);
            }
            Batch batch = cursor.next(SAMPLES);
            if (!batch.isEmpty()) {
                cursor.commit(batch.from(), batch.to());
                say("c " + batch.to());
            }
        }
    }

    private static void read(LiveImage image, Journal journal, long reading) {
        for (DeviceImage device : image.devices()) {
            SampleTarget target = device.target();
            target.begin(utcMillis(reading));
            for (int point = 0; point < POINTS; point++) {
                target.put(point, (double) reading);
            }
            target.commit();
            journal.record(device);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
