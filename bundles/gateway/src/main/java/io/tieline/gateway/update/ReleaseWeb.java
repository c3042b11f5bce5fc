package io.tieline.gateway.update;

import io.tieline.gateway.foundation.DaemonThreads;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.release.RefusedException;
import io.tieline.update.source.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A release at an address that is asked now and then whether it has a newer one; on a thread of its own. */
final class ReleaseWeb implements ReleaseSource {

    private static final String ALARM = "download";
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Download download;
    private final Path fetched;
    private final Duration every;
    private final AlarmBoard alarms;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("update-download"));
    private Duration pause = AGAIN;

    ReleaseWeb(Download download, Path fetched, Duration every, AlarmBoard alarms) {
        this.download = download;
        this.fetched = fetched;
        this.every = every;
        this.alarms = alarms;
        thread.execute(this::fetch);
    }

    @Override
    public Wish wish() {
        return Wish.AUTOMATIC;
    }

    /** What is cut off goes on soon; only what does not come on at all is waited for with growing pauses. */
    private void fetch() {
        long before = download.received();
        try {
            if (!Files.exists(fetched)) {
                download.fetch(fetched);
            }
            alarms.clear(Updating.SOURCE, ALARM);
            pause = AGAIN;
            again(every);
        } catch (IOException | RuntimeException e) {
            alarms.raise(
                    Updating.SOURCE,
                    ALARM,
                    Severity.MINOR,
                    "Releases cannot be fetched: " + e.getMessage() + "; it is tried again");
            boolean cameOn = download.received() > before;
            pause = cameOn ? AGAIN : pause.multipliedBy(2).compareTo(every) < 0 ? pause.multipliedBy(2) : every;
            again(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void again(Duration after) {
        if (!thread.isShutdown()) {
            thread.schedule(this::fetch, after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Optional<Path> next() {
        return Files.exists(fetched) ? Optional.of(fetched) : Optional.empty();
    }

    @Override
    public void taken(Path release) throws IOException {
        Files.deleteIfExists(release);
    }

    @Override
    public void refused(Path release, RefusedException why) throws IOException {
        if (why.reason() == RefusedException.Reason.INCOMPLETE || why.reason() == RefusedException.Reason.ALTERED) {
            download.forget();
        }
        Files.deleteIfExists(release);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
