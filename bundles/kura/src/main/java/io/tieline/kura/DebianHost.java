package io.tieline.kura;

import io.tieline.kura.debian.DebianRelease;
import io.tieline.kura.debian.Spool;
import io.tieline.update.Host;
import io.tieline.update.Installer;
import io.tieline.update.release.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Objects;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * A Kura 6 our bundles have come to in a Debian package, which brings the updater; anywhere else there is none. It goes before
 * a deployment admin: Kura 6 may have one as an add-on, and what dpkg has installed is dpkg's to exchange.
 */
@Component(
        name = "io.tieline.kura.DebianHost",
        immediate = true,
        service = {})
public final class DebianHost implements Host {

    /** Where the updater keeps its things, if not where the package puts them. */
    private static final String HOME = "tieline.updater.home";

    private static final Path MACHINE = Path.of("/");

    private final BundleContext context;
    private final @Nullable ConfigurationService configurations;
    private final Spool spool;
    private final @Nullable ServiceRegistration<Host> registration;

    @Activate
    public DebianHost(
            BundleContext context,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ConfigurationService configurations) {
        this.context = context;
        this.configurations = configurations;
        this.spool =
                new Spool(Path.of(Objects.requireNonNullElse(context.getProperty(HOME), Spool.USUAL_HOME.toString())));
        this.registration =
                Files.isWritable(spool.folder()) ? context.registerService(Host.class, this, ranked()) : null;
    }

    private static Dictionary<String, Object> ranked() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, 1);
        return properties;
    }

    @Deactivate
    void deactivate() {
        if (registration != null) {
            registration.unregister();
        }
    }

    @Override
    public Platform platform() {
        return Platform.KURA_6;
    }

    @Override
    public Installer installer(Path folder, Duration probation, Runnable beforeRestart) {
        try {
            return new SpoolInstaller(
                    spool,
                    new DebianRelease(MACHINE),
                    new KeptConfiguration(configurations),
                    folder.resolve("kura"),
                    context.getBundle().getVersion().toString(),
                    probation,
                    beforeRestart);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
