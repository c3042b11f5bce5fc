package io.tieline.rig.scenario;

import io.tieline.rig.product.RunningGateway;
import io.tieline.rig.site.SiteTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The product in a process of its own, and what a story does to it: its life, its clock, its disk. Its clock is that of the site,
 * on the same leash.
 */
final class TrialGateway implements AutoCloseable {

    private final Path script;
    private final Path folder;
    private final SiteTime time;
    private final Map<String, String> settings;
    private final Map<String, String> framework;

    private final Path leash;
    private final Path clockOffset;
    private volatile RunningGateway running;
    private volatile long steppedMillis;

    /**
     * Starts it; time stands until it has decided.
     *
     * @param folder for what it leaves
     * @param startMillis UTC at site time 0
     */
    TrialGateway(Path script, Path folder, SiteTime time, long startMillis, Map<String, String> settings)
            throws IOException, GeneralSecurityException {
        this.script = script;
        this.folder = folder;
        this.time = time;
        this.settings = new LinkedHashMap<>(settings);
        this.leash = folder.resolve("clock-leash");
        this.clockOffset = folder.resolve("clock-offset");
        this.framework = Map.of(
                "tieline.clock.factor", "" + time.speed(),
                "tieline.clock.start", Instant.ofEpochMilli(startMillis).toString(),
                "tieline.clock.leash.file", leash.toString(),
                "tieline.clock.offset.file", clockOffset.toString());
        tell(time.stand());
        running = begin();
    }

    private RunningGateway begin() throws IOException, GeneralSecurityException {
        return RunningGateway.start(script, folder.resolve("gateway"), settings, framework);
    }

    RunningGateway running() {
        return running;
    }

    /** What its clock was set forward by. */
    long steppedMillis() {
        return steppedMillis;
    }

    /** The site's time may go so far, its own too. */
    synchronized void allow(long limitNanos) {
        tell(time.allow(limitNanos));
    }

    /** Time goes on without it. */
    synchronized void kill() {
        running.process().destroyForcibly();
        tell(time.allow(Long.MAX_VALUE));
    }

    /** Time stands until the new one has decided: how long a process takes to start is the machine's affair. */
    synchronized void start() {
        try {
            tell(time.stand());
            running = begin();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the gateway cannot be started again", e);
        }
    }

    void stepClock(long millis) {
        steppedMillis += millis;
        write(clockOffset, Long.toString(steppedMillis));
    }

    private void tell(SiteTime.Leash now) {
        write(leash, now.realNanos() + " " + now.siteNanos() + " " + now.limitNanos());
    }

    /** Whole or not at all: somebody reads it at any time. */
    private void write(Path file, String text) {
        try {
            Path whole = Files.writeString(folder.resolve(file.getFileName() + ".new"), text);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void damageStateFile(String nonsense) {
        try {
            Files.writeString(running.data().resolve("control.state"), nonsense);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void fillDisk(boolean full) {
        try {
            new ProcessBuilder(
                            "prlimit", "--pid", "" + running.process().pid(), "--fsize=" + (full ? "1:" : "unlimited:"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
