package io.tieline.kura;

import io.tieline.update.release.Durable;
import io.tieline.update.release.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packages that came in with a signature, by their SHA-256, and the one somebody installed to begin with. */
final class KnownPackages {

    private final Path file;

    KnownPackages(PackageList packages) {
        this.file = packages.folder().resolve(DeploymentInstaller.PACKAGE + ".known");
    }

    synchronized void add(Path deploymentPackage) throws IOException {
        List<String> known = read();
        String sha256 = sha256(deploymentPackage);
        if (!known.contains(sha256)) {
            known.add(sha256);
            Durable.write(file, String.join("\n", known) + "\n");
        }
    }

    /** Whether it is one of them; the first one ever asked about is. */
    synchronized boolean knows(Path deploymentPackage) throws IOException {
        if (!Files.exists(file)) {
            add(deploymentPackage);
        }
        return read().contains(sha256(deploymentPackage));
    }

    private List<String> read() throws IOException {
        return Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
    }

    private static String sha256(Path deploymentPackage) throws IOException {
        try (InputStream in = Files.newInputStream(deploymentPackage)) {
            return Sha256.copy(in, OutputStream.nullOutputStream(), Files.size(deploymentPackage));
        }
    }
}
