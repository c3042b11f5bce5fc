package io.tieline.launcher.configuration;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
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
        ConfigurationLoader loader = new ConfigurationLoader(context, context.getService(reference));
        BiFunction<Path, Map<String, String>, List<String>> check = loader::problems;
        offer(context, "configuration", loader);
        offer(context, "configuration-check", check);
    }

    private static void offer(
            BundleContext context, String role, BiFunction<Path, Map<String, String>, List<String>> service) {
        context.registerService(BiFunction.class, service, new Hashtable<>(Map.of("tieline.role", role)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
