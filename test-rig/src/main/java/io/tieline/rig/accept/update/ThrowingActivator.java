package io.tieline.rig.accept.update;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into a release: its bundle does not start. */
public final class ThrowingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("this bundle never starts");
    }

    @Override
    public void stop(BundleContext context) {
        // It never ran.
    }
}
