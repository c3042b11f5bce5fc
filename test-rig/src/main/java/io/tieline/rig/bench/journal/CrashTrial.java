package io.tieline.rig.bench.journal;

import io.tieline.journal.JournalFile;
import io.tieline.journal.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A writer under load is killed again and again at random moments, in the same store; and its files are taken as a power
 * cut leaves them. After each: the record is whole, what was said to be on disk is there, once, and at most the reading
 * that was on its way is missing.
 */
public final class CrashTrial {

    private static final long LATEST_MILLIS = 400;

    /** What one life of the writer said: its last reading on disk, how many events. */
    private record Said(long reading, long events) {}

    private final int kills;
    private final int cuts;
    private final Path work;
    private final Random random;
    private final long seed;
    private int damaged;
    private int lost;
    private long mostMissing;
    private long readings;
    private long events;

    CrashTrial(int kills, int cuts, Path work, long seed) {
        this.kills = kills;
        this.cuts = cuts;
        this.work = work;
        this.seed = seed;
        random = new Random(seed);
    }

    static CrashTrial of(boolean quick, Path work, long seed) {
        return quick ? new CrashTrial(20, 10, work, seed) : new CrashTrial(200, 50, work, seed);
    }

    /** Does all of it; whether nothing was damaged, lost or doubled. */
    public boolean run(PrintStream out) throws IOException, InterruptedException {
        Path store = Files.createDirectories(work.resolve("store"));
        for (int i = 0; i < kills; i++) {
            check(store, crash(store, store, readings + 1), "kill " + i, out);
        }
        for (int i = 0; i < cuts; i++) {
            Path copy = Files.createDirectories(work.resolve("cut-" + i));
            check(copy, crash(store, copy, readings + 1), "power cut " + i, out);
            Contest.delete(copy);
            recount(store);
        }
        out.printf(
                "RESULT journal-crash kills=%d cuts=%d damaged=%d lost=%d most-readings-missing=%d readings=%d seed=%d%n",
                kills, cuts, damaged, lost, mostMissing, readings, seed);
        return damaged == 0 && lost == 0 && mostMissing <= 1;
    }

    /**
     * Runs a writer for a random while and ends it.
     *
     * @param take where its files are wanted: the store itself, or a folder that gets them as a power cut leaves them
     */
    private Said crash(Path store, Path take, long first) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(JournalFork.command(CrashWriter.class, store, first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
            String begun = lines.readLine();
            CompletableFuture<Said> said = CompletableFuture.supplyAsync(() -> listen(begun, lines));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(LATEST_MILLIS)));
            if (!take.equals(store)) {
                freeze(writer);
                copy(store, take);
                WalTail.tear(take.resolve("journal.db-wal"), random);
            }
            writer.destroyForcibly();
            writer.waitFor();
            return said.join();
        }
    }

    private static Said listen(String begun, BufferedReader lines) {
        long reading = 0;
        long events = 0;
        try {
            for (String line = begun; line != null; line = lines.readLine()) {
                long number = line.length() > 2 ? Long.parseLong(line.substring(2)) : 0;
                reading = line.startsWith("r ") ? number : reading;
                events += line.startsWith("e ") ? 1 : 0;
            }
        } catch (IOException | NumberFormatException e) {
            // A line that was cut off by the kill says nothing.
        }
        return new Said(reading, events);
    }

    private void check(Path folder, Said said, String what, PrintStream out) {
        try (JournalFile file = JournalFile.open(folder)) {
            Verification found = file.verify();
            if (!found.isWhole()) {
                damaged++;
                out.println(what + ": " + found.problems());
            }
            long before = readings;
            readings = found.samples() / CrashWriter.SAMPLES;
            long eventsBefore = events;
            events = found.events();
            boolean allThere = found.samples() == readings * CrashWriter.SAMPLES
                    && isEveryReadingThereOnce(file)
                    && readings >= said.reading()
                    && events >= eventsBefore + said.events();
            if (!allThere) {
                lost++;
                out.printf(
                        "%s: said %s, before %d, found %d samples, %d events%n",
                        what, said, before, found.samples(), events);
            }
            mostMissing = Math.max(mostMissing, said.reading() - readings);
        }
    }

    private boolean isEveryReadingThereOnce(JournalFile file) {
        long[] next = {1};
        String device = CrashWriter.device(random.nextInt(CrashWriter.DEVICES));
        String point = "outlet." + (1 + random.nextInt(CrashWriter.POINTS)) + ".power";
        file.samples(device, point, 0, Long.MAX_VALUE, (time, value, quality, text) -> {
            if (value == next[0] && time == CrashWriter.utcMillis(next[0])) {
                next[0]++;
            }
        });
        return next[0] == readings + 1;
    }

    /** After a cut the store itself goes on from what the killed writer left in it. */
    private void recount(Path store) {
        try (JournalFile file = JournalFile.open(store)) {
            Verification found = file.verify();
            readings = found.samples() / CrashWriter.SAMPLES;
            events = found.events();
        }
    }

    /** Returns once every thread stands still: kill(2) only sends the signal, and whoever has a core goes on for a while. */
    private static void freeze(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
        Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
        while (!isStill(threads)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static boolean isStill(Path threads) throws IOException {
        try (Stream<Path> all = Files.list(threads)) {
            return all.allMatch(CrashTrial::isStopped);
        }
    }

    /** Whether a thread is in state T, the first field after its name in brackets (proc(5)). */
    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            // It ended between the two looks.
            return false;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "journal.{db,db-wal,anchor}")) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
