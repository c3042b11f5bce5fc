package io.tieline.kura;

import io.tieline.update.Host;
import io.tieline.update.Installer;
import io.tieline.update.release.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.deploymentadmin.DeploymentAdmin;

/** A Kura that has a deployment admin: every Kura 5. Without one this is never loaded. */
@Component(name = "io.tieline.kura.DeploymentHost", service = Host.class)
public final class DeploymentHost implements Host {

    /** At most, on a box where an exchange itself takes that long. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);

    private final BundleContext context;
    private final DeploymentAdmin admin;
    private final @Nullable ConfigurationService configurations;

    @Activate
    public DeploymentHost(
            BundleContext context,
            @Reference DeploymentAdmin admin,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ConfigurationService configurations) {
        this.context = context;
        this.admin = admin;
        this.configurations = configurations;
    }

    @Override
    public Platform platform() {
        return Platform.KURA_5;
    }

    @Override
    public Installer installer(Path folder, Duration probation, Runnable beforeRestart) {
        try {
            return new DeploymentInstaller(
                    admin,
                    new KeptConfiguration(configurations),
                    PackageList.of(context),
                    new FrameworkBundles(context, admin),
                    folder.resolve("kura"),
                    TAKE_OVER,
                    beforeRestart);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
