package io.tieline.launcher.configuration;

import java.util.Hashtable;
import java.util.Map;
import java.util.function.BiFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/** Offers the {@link ConfigurationLoader} to the launcher outside. Its start level is above ConfigurationAdmin's. */
public final class ConfigurationActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            throw new IllegalStateException("no ConfigurationAdmin; its bundle belongs in a lower start level");
        }
        context.registerService(
                BiFunction.class,
                new ConfigurationLoader(context, context.getService(reference)),
                new Hashtable<>(Map.of("tieline.role", "configuration")));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
