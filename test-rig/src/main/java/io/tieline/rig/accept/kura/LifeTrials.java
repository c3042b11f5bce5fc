package io.tieline.rig.accept.kura;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.service.deploymentadmin.DeploymentAdmin;

/** Installing, upgrading and uninstalling, as Kura's deployment agent does it. */
final class LifeTrials {

    private static final String VERSION = "DeploymentPackage-Version";
    private static final String NEXT_VERSION = "99.0.0";

    private final Path file;
    private final Path work;
    private final List<String> before = new ArrayList<>();

    LifeTrials(Path file, Path work) {
        this.file = file;
        this.work = work;
    }

    Trial install() {
        return new Trial(
                "life-install",
                "every bundle is active after an installation, which the installer does not look at",
                product -> {
                    before.addAll(names(product));
                    product.install(file);
                    return product.kura().inactive();
                });
    }

    Trial upgrade() {
        return new Trial(
                "life-upgrade",
                "a newer package comes over an older one, and the site is read again as it was configured",
                product -> {
                    product.install(renamed());
                    List<String> faults = new ArrayList<>(product.kura().inactive());
                    if (!product.readsTheMeter()) {
                        faults.add("no value of " + InstalledProduct.METER);
                    }
                    return faults;
                });
    }

    /** The same bundles under a higher version of the package. */
    private Path renamed() throws IOException {
        Path next = work.resolve("next.dp");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
                OutputStream out = Files.newOutputStream(next);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals(DeploymentPackage.MANIFEST)) {
                    Manifest manifest = new Manifest(in);
                    manifest.getMainAttributes().putValue(VERSION, NEXT_VERSION);
                    manifest.write(zip);
                } else {
                    in.transferTo(zip);
                }
            }
        }
        return next;
    }

    Trial uninstall() {
        return new Trial(
                "life-uninstall", "nothing is left after an uninstallation but the record of the site", product -> {
                    var admin = product.kura().service(DeploymentAdmin.class);
                    for (var installed : admin.listDeploymentPackages()) {
                        installed.uninstall();
                    }
                    Set<String> left = new TreeSet<>(names(product));
                    before.forEach(left::remove);
                    List<String> faults = new ArrayList<>(left);
                    if (!holdsAnything(product.data())) {
                        faults.add("the data of the site is gone");
                    }
                    return faults;
                });
    }

    private static boolean holdsAnything(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(Files::isRegularFile);
        }
    }

    private static List<String> names(InstalledProduct product) {
        return Stream.of(product.kura().context().getBundles())
                .map(Bundle::getSymbolicName)
                .collect(Collectors.toList());
    }
}
