package io.tieline.kura;

import io.tieline.update.PackageGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks which package of ours Kura is going to start from. Kura asks nobody before it installs what comes through its console
 * or its REST: that a package nobody has signed came in can only be told afterwards.
 */
@Component(
        name = "io.tieline.kura.PackageWatch",
        service = {})
public final class PackageWatch {

    private static final int LOOK_SECONDS = 30;

    private final PackageGate gate;
    private final PackageList packages;
    private final KnownPackages known;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tieline-kura-packages"));
    private @Nullable Seen last;

    /** What need not be read again. */
    private record Seen(Path file, FileTime changed, long size) {}

    @Activate
    public PackageWatch(BundleContext context, @Reference PackageGate gate) {
        this(gate, PackageList.of(context));
        var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    PackageWatch(PackageGate gate, PackageList packages) {
        this.gate = gate;
        this.packages = packages;
        this.known = new KnownPackages(packages);
    }

    void look() {
        try {
            Optional<Path> listed = packages.file(DeploymentInstaller.PACKAGE);
            if (listed.isPresent()) {
                Path file = listed.get();
                Seen now = new Seen(file, Files.getLastModifiedTime(file), Files.size(file));
                if (!now.equals(last)) {
                    gate.strange(known.knows(file) ? "" : sentence(file));
                    last = now;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Half written, or gone again: the next look finds it whole.
        }
    }

    private static String sentence(Path file) {
        return "Kura starts from " + file.getFileName()
                + ", which came past the release keys: install a signed release, or"
                + " take it back in Kura's console";
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
    }
}
