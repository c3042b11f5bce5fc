package io.tieline.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the framework run the jars that were changed, and takes them back if the gateway does not come up with them.
 *
 * <p>Runs on a thread of its own while its own bundle is stopped and replaced: from then on no class can be loaded that
 * was not loaded before, so it uses no lambda, and what it needs is loaded on construction.
 */
final class Switchover implements Runnable, FrameworkListener {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");
    private static final Duration REFRESH_WITHIN = Duration.ofSeconds(60);
    private static final String REFERENCE = "reference:";

    /** Loaded here and now. */
    private static final List<Class<?>> NEEDED = List.of(
            PluginFiles.class,
            Bundle.class,
            BundleException.class,
            BundleStartLevel.class,
            Constants.class,
            FrameworkEvent.class,
            FrameworkWiring.class);

    private final BundleContext framework;
    private final PluginFiles files;
    private final List<Path> changed;
    private final Path state;
    private final String waiting;
    private final Duration takeOverWithin;
    private volatile CountDownLatch refreshed = new CountDownLatch(1);

    /**
     * A switch that has not begun.
     *
     * @param framework the context of the system bundle: the one that outlives ours
     * @param state the file of the update agent; its first line changes when the agent of the new version takes over
     * @param waiting what that line says until then; empty: nobody has to take over
     */
    Switchover(
            BundleContext framework,
            PluginFiles files,
            List<Path> changed,
            Path state,
            String waiting,
            Duration takeOverWithin) {
        this.framework = framework;
        this.files = files;
        this.changed = List.copyOf(changed);
        this.state = state;
        this.waiting = waiting;
        this.takeOverWithin = takeOverWithin;
    }

    /** The folder of the standalone runtime a bundle was started from. */
    static Path pluginsOf(Bundle bundle) {
        String location = bundle.getLocation();
        if (!location.startsWith(REFERENCE + "file:")) {
            throw new IllegalArgumentException(
                    "this gateway was not started from a folder of its own; on Kura update its deployment package");
        }
        Path jar = Path.of(URI.create(location.substring(REFERENCE.length())));
        return jar.resolve("../..").normalize();
    }

    void start() {
        LOG.debug("switching over with {}", NEEDED);
        Thread thread = new Thread(this, "tieline-switchover");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            boolean up = take(changed);
            if (!waiting.isEmpty() && !(up && takenOver())) {
                LOG.error("the new version did not come up; the one before is put back");
                take(files.restore());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the bundles could not be exchanged: {}; restart the gateway", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all of them are up. */
    private boolean take(List<Path> jars) throws InterruptedException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            try {
                exchange(jar, bundles);
            } catch (BundleException e) {
                LOG.error("{} is not taken: {}", jar, e.getMessage());
            }
        }
        refresh(bundles);
        boolean up = true;
        for (Bundle bundle : bundles) {
            up &= start(bundle);
        }
        return up;
    }

    private void exchange(Path jar, List<Bundle> exchanged) throws BundleException {
        String location = REFERENCE + jar.toAbsolutePath().toUri();
        Bundle bundle = framework.getBundle(location);
        if (bundle == null && Files.exists(jar)) {
            bundle = framework.installBundle(location);
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(Integer.parseInt(
                            String.valueOf(jar.resolveSibling("").getFileName())));
            exchanged.add(bundle);
        } else if (bundle != null) {
            exchanged.add(bundle);
            bundle.stop(Bundle.STOP_TRANSIENT);
            if (Files.exists(jar)) {
                bundle.update();
            } else {
                bundle.uninstall();
            }
        }
    }

    private void refresh(List<Bundle> bundles) throws InterruptedException {
        refreshed = new CountDownLatch(1);
        framework
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(bundles, this);
        refreshed.await(REFRESH_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
            refreshed.countDown();
        }
    }

    private static boolean start(Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED || bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return true;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return true;
        } catch (BundleException e) {
            LOG.error("{} does not start: {}", bundle.getSymbolicName(), e.getMessage());
            return false;
        }
    }

    private boolean takenOver() throws InterruptedException {
        long end = System.nanoTime() + takeOverWithin.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (!Files.readAllLines(state).get(0).equals(waiting)) {
                    return true;
                }
            } catch (IOException | IndexOutOfBoundsException e) {
                LOG.debug("the state of the update cannot be read", e);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return false;
    }
}
