package io.tieline.rig.accept.update;

import com.eclipsesource.json.JsonObject;
import io.tieline.rig.product.RunningGateway;
import io.tieline.update.release.ReleaseKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The product on the site, started again like by systemd when its process ends. */
final class UpdatedGateway implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;
    private static final double READY_SECONDS = 60;
    private static final double LIVELY_SECONDS = 1.5;

    private final Path script;
    private final Path folder;
    private final UpdateSite site;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private RunningGateway running;
    private int starts;

    /**
     * @param more settings, over those of all cases
     */
    UpdatedGateway(Path product, Path folder, UpdateSite site, Releases releases, Map<String, String> more)
            throws IOException, GeneralSecurityException {
        this.script = product.resolve("bin/tieline-gateway");
        this.folder = folder;
        this.site = site;
        Files.createDirectories(folder);
        Path key = Files.writeString(
                folder.resolve("release.pub"), ReleaseKeys.pem(releases.key().getPublic()));
        settings.put("site.file", site.siteFile().toString());
        settings.put("peak-shaving.enabled", "false");
        settings.put("site-limits.import.limit", "" + Math.round(UpdateSite.LIMIT_W));
        settings.put("commissioning.required", "false");
        settings.put("update.trusted.key", key.toString());
        settings.put("update.when", "now");
        settings.put("update.probation", "10");
        settings.putAll(more);
        running = begin();
        requireEventually(
                "the batteries are controlled",
                () -> site.watch().silentSeconds() < LIVELY_SECONDS
                        && Files.isDirectory(data().resolve("update/inbox"))
                        && !decision().isEmpty());
    }

    private RunningGateway begin() throws IOException, GeneralSecurityException {
        starts++;
        return RunningGateway.start(script, folder, settings, Map.of());
    }

    Path data() {
        return folder.resolve("data");
    }

    private JsonObject decision() {
        return running.decision();
    }

    /** Starts the process again if it has ended. */
    void supervise() throws IOException, GeneralSecurityException {
        if (!running.process().isAlive()) {
            running = begin();
        }
    }

    void kill() throws InterruptedException {
        running.kill();
    }

    int starts() {
        return starts;
    }

    void drop(Path release, String name) throws IOException {
        Files.move(release, data().resolve("update/inbox").resolve(name));
    }

    /** The phase on disk; empty: no update yet. */
    String phase() {
        return line("update/state", 0);
    }

    String reason() {
        return line("update/state", 5);
    }

    /** The bundles that are started when nothing is on trial; empty: those of the installation. */
    String plugins() {
        return line("update/boot", 1);
    }

    private String line(String file, int index) {
        try {
            List<String> lines = Files.readAllLines(data().resolve(file));
            return index < lines.size() ? lines.get(index) : "";
        } catch (IOException e) {
            return "";
        }
    }

    boolean isRefused(String name) {
        return Files.exists(data().resolve("update/inbox").resolve(name + ".refused"));
    }

    /** What the alarm about a refusal says; empty: there is none. */
    String refusal() {
        return running.list("alarms").stream()
                .filter(alarm -> alarm.getString("id", "").contains("update")
                        && alarm.getString("id", "").contains("refused"))
                .map(JsonObject::toString)
                .findFirst()
                .orElse("");
    }

    boolean isLively() {
        return running.process().isAlive() && site.watch().silentSeconds() < LIVELY_SECONDS;
    }

    private void requireEventually(String what, BooleanSupplier condition)
            throws IOException, GeneralSecurityException {
        if (!eventually(READY_SECONDS, condition)) {
            throw new IOException("not within " + READY_SECONDS + " s: " + what + "; see " + folder);
        }
    }

    /** Waits, keeping the process up; whether it came true. */
    boolean eventually(double seconds, BooleanSupplier condition) throws IOException, GeneralSecurityException {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (starts > 0) {
                supervise();
            }
        }
        return true;
    }

    @Nullable
    String configuration() {
        try {
            return Files.readString(folder.resolve("gateway.yaml"));
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
