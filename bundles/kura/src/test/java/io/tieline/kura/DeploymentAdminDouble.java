package io.tieline.kura;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.VersionRange;
import org.osgi.service.deploymentadmin.BundleInfo;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/** Installs whatever comes, as Felix does, signed or not; a fix package where the package it is for is. */
final class DeploymentAdminDouble implements DeploymentAdmin {

    final List<String> admitted = new CopyOnWriteArrayList<>();
    /** What came in the packages that were admitted. */
    final List<Set<String>> brought = new CopyOnWriteArrayList<>();

    volatile String installed = "0.1.0";

    @Nullable
    DeploymentException refusal;

    boolean takesFixes = true;

    @Nullable
    BundleException dead;

    @Override
    public @Nullable DeploymentPackage installDeploymentPackage(InputStream content) throws DeploymentException {
        if (refusal != null) {
            throw refusal;
        }
        try (JarInputStream jar = new JarInputStream(content, false)) {
            Attributes main = jar.getManifest().getMainAttributes();
            String fix = main.getValue("DeploymentPackage-FixPack");
            if (fix != null
                    && !(takesFixes && new VersionRange(fix).includes(new org.osgi.framework.Version(installed)))) {
                throw new DeploymentException(DeploymentException.CODE_MISSING_FIXPACK_TARGET, "not in " + fix);
            }
            Set<String> names = new HashSet<>();
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                names.add(entry.getName());
            }
            String version = main.getValue("DeploymentPackage-Version");
            brought.add(names);
            admitted.add(version);
            installed = version;
        } catch (IOException e) {
            throw new DeploymentException(DeploymentException.CODE_NOT_A_JAR, e.getMessage(), e);
        }
        return null;
    }

    @Override
    public DeploymentPackage[] listDeploymentPackages() {
        return new DeploymentPackage[0];
    }

    @Override
    public @Nullable DeploymentPackage getDeploymentPackage(String name) {
        return dead == null ? null : withDeadBundle(dead);
    }

    @Override
    public @Nullable DeploymentPackage getDeploymentPackage(Bundle bundle) {
        return null;
    }

    @Override
    public boolean cancel() {
        return false;
    }

    private static DeploymentPackage withDeadBundle(BundleException why) {
        BundleInfo info = answering(BundleInfo.class, Map.of("getSymbolicName", () -> "io.tieline.kura"));
        Bundle bundle = answering(Bundle.class, Map.of("getState", () -> Bundle.INSTALLED, "start", () -> {
            throw why;
        }));
        return answering(
                DeploymentPackage.class,
                Map.of("getBundleInfos", () -> new BundleInfo[] {info}, "getBundle", () -> bundle));
    }

    private static <T> T answering(Class<T> type, Map<String, Callable<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> Objects.requireNonNull(
                                answers.get(method.getName()), method.getName())
                        .call()));
    }
}
