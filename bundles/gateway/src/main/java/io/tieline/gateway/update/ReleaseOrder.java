package io.tieline.gateway.update;

import io.tieline.model.AlarmBoard;
import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.release.Durable;
import io.tieline.update.release.RefusedException;
import io.tieline.update.source.Download;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one release upstream has ordered by its address; an order outlives a restart, and a later one takes its place. */
final class ReleaseOrder implements ReleaseSource {

    private static final Duration TRY_AGAIN_WITHIN = Duration.ofMinutes(10);

    private final Path folder;
    private final Path order;
    /** Outlives the order: who gave it looks for what became of it. */
    private final Path lastId;

    private final long bytesPerSecond;
    private final AlarmBoard alarms;
    private String id;
    private @Nullable Download download;
    private @Nullable ReleaseWeb web;

    /**
     * @param folder its own
     * @param bytesPerSecond the most a download takes of the line; 0: as fast as it goes
     */
    ReleaseOrder(Path folder, long bytesPerSecond, AlarmBoard alarms) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.order = folder.resolve("order");
        this.lastId = folder.resolve("id");
        this.id = Files.exists(lastId) ? Files.readString(lastId) : "";
        this.bytesPerSecond = bytesPerSecond;
        this.alarms = alarms;
        if (Files.exists(order)) {
            begin(new Download(URI.create(Files.readString(order).strip()), folder, bytesPerSecond));
        }
    }

    /**
     * Fetches a release.
     *
     * @param said the id of the request
     * @throws IllegalArgumentException if it cannot be fetched from there
     */
    synchronized void place(String said, URI address) throws IOException {
        Download ordered = new Download(address, folder, bytesPerSecond);
        close();
        Files.deleteIfExists(fetched());
        // Who orders the same again wants it again.
        ordered.forget();
        Durable.write(lastId, said);
        id = said;
        Durable.write(order, address + "\n");
        begin(ordered);
    }

    private void begin(Download ordered) {
        download = ordered;
        web = new ReleaseWeb(ordered, fetched(), TRY_AGAIN_WITHIN, alarms);
    }

    private Path fetched() {
        return folder.resolve("ordered.tlp");
    }

    /** Bytes that have come of a release that is not whole yet. */
    synchronized long received() {
        return download == null ? 0 : download.received();
    }

    /** The id of the last order, pending or not; empty: there was none. */
    synchronized String id() {
        return id;
    }

    /** Whether what was ordered is still to come. */
    synchronized boolean isPending() {
        return web != null;
    }

    @Override
    public Wish wish() {
        return Wish.DELIBERATE;
    }

    @Override
    public synchronized Optional<Path> next() {
        return web == null ? Optional.empty() : web.next();
    }

    @Override
    public synchronized void taken(Path release) throws IOException {
        Files.deleteIfExists(order);
        close();
        Files.deleteIfExists(release);
    }

    @Override
    public void refused(Path release, RefusedException why) throws IOException {
        taken(release);
    }

    @Override
    public synchronized void close() {
        if (web != null) {
            web.close();
        }
        web = null;
        download = null;
    }
}
