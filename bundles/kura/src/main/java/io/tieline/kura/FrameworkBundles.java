package io.tieline.kura;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.deploymentadmin.BundleInfo;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/** The bundles of the framework that runs. */
final class FrameworkBundles implements HostBundles {

    private final String version;
    private final BundleContext framework;
    private final DeploymentAdmin admin;

    FrameworkBundles(BundleContext context, DeploymentAdmin admin) {
        this.version = context.getBundle().getVersion().toString();
        // Its own context ends with our bundle.
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.admin = admin;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Set<String> othersThan(String name) {
        Set<String> others = new TreeSet<>();
        for (Bundle bundle : framework.getBundles()) {
            others.add(String.valueOf(bundle.getSymbolicName()));
        }
        @Nullable DeploymentPackage installed = admin.getDeploymentPackage(name);
        if (installed != null) {
            Arrays.stream(installed.getBundleInfos())
                    .map(BundleInfo::getSymbolicName)
                    .forEach(others::remove);
        }
        return others;
    }

    @Override
    public Optional<String> lacking(Path deploymentPackage) throws IOException {
        return KuraImports.lacking(deploymentPackage, this::exports).map(KuraImports.Wanted::toString);
    }

    private boolean exports(String name, VersionRange versions) {
        return Arrays.stream(framework.getBundles())
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(wiring -> wiring != null)
                .flatMap(wiring -> wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .anyMatch(capability -> provides(capability, name, versions));
    }

    private static boolean provides(BundleCapability capability, String name, VersionRange versions) {
        return name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                && capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)
                        instanceof Version version
                && versions.includes(version);
    }
}
