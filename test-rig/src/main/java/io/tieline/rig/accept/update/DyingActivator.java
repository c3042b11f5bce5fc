package io.tieline.rig.accept.update;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into a release: its bundle takes the whole process with it. */
public final class DyingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Runtime.getRuntime().halt(1);
    }

    @Override
    public void stop(BundleContext context) {
        // It never ran.
    }
}
