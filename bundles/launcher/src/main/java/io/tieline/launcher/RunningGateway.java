package io.tieline.launcher;

import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** A started Tieline. */
public final class RunningGateway implements AutoCloseable {

    /** An orderly stop writes what the journal still holds; a bundle that takes longer is not waited for. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Framework framework;

    RunningGateway(Framework framework) {
        this.framework = framework;
    }

    /** The framework's own view of all bundles and services. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * Waits until the framework was stopped from within.
     *
     * @return whether it was an orderly stop
     */
    boolean awaitStop() throws InterruptedException {
        return framework.waitForStop(0).getType() == FrameworkEvent.STOPPED;
    }

    /** Stops all bundles in the reverse order of their start levels. */
    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_WITHIN.toMillis());
        } catch (BundleException e) {
            throw new IllegalStateException("the framework refuses to stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
