package io.tieline.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The jars of the standalone runtime, {@code plugins/NN/*.jar}, and what they were before an update.
 *
 * <p>A jar is replaced under the name it has, by one rename: the framework knows a bundle by that name, and a power cut
 * leaves either the old content or the new one. The copies of all jars to be replaced are complete before the first is
 * touched.
 */
final class PluginFiles {

    /** In the copies, in place of a jar that was not there before. */
    private static final String NEW_JAR = ".new";

    private final Path plugins;
    private final Path previous;

    /**
     * The files of one runtime.
     *
     * @param previous the folder the jars before an update are kept in; there only while they may be needed
     */
    PluginFiles(Path plugins, Path previous) {
        this.plugins = plugins;
        this.previous = previous;
    }

    /** Whether there is something {@link #restore} would put back. */
    boolean hasPrevious() {
        return Files.isDirectory(previous);
    }

    /**
     * Puts the jars of a checked package in place.
     *
     * @return the files that are different now
     */
    List<Path> replace(Path packageFile, Iterable<String> names) throws IOException {
        try (ZipFile zip = new ZipFile(packageFile.toFile())) {
            Map<Path, ZipEntry> wanted = places(zip, names);
            keep(wanted.keySet());
            for (Map.Entry<Path, ZipEntry> one : wanted.entrySet()) {
                try (InputStream content = zip.getInputStream(one.getValue())) {
                    put(content, one.getKey());
                }
            }
            return List.copyOf(wanted.keySet());
        }
    }

    /**
     * Puts back what was there before the last {@link #replace}; may be interrupted and repeated.
     *
     * @return the files that are different now
     */
    List<Path> restore() throws IOException {
        List<Path> restored = new ArrayList<>();
        if (!hasPrevious()) {
            return restored;
        }
        for (Path level : children(previous)) {
            for (Path kept : children(level)) {
                String name = String.valueOf(kept.getFileName());
                Path folder = plugins.resolve(String.valueOf(level.getFileName()));
                if (name.endsWith(NEW_JAR)) {
                    Path added = folder.resolve(name.substring(0, name.length() - NEW_JAR.length()));
                    Files.deleteIfExists(added);
                    restored.add(added);
                } else {
                    try (InputStream content = Files.newInputStream(kept)) {
                        put(content, folder.resolve(name));
                    }
                    restored.add(folder.resolve(name));
                }
            }
        }
        forget();
        return restored;
    }

    void forget() throws IOException {
        if (hasPrevious()) {
            // By one rename: half of the copies must never look like all of them.
            Path gone = previous.resolveSibling("previous.gone");
            delete(gone);
            Files.move(previous, gone, StandardCopyOption.ATOMIC_MOVE);
            delete(gone);
        }
    }

    /** Where each bundle goes: over the jar of the same symbolic name, else beside the last ones to start. */
    private Map<Path, ZipEntry> places(ZipFile zip, Iterable<String> names) throws IOException {
        Map<String, Path> installed = installed();
        Path last = plugins;
        for (Path level : children(plugins)) {
            last = level;
        }
        Map<Path, ZipEntry> places = new TreeMap<>();
        for (String name : names) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null || !name.endsWith(".jar")) {
                throw new IOException(name + " is no bundle of the package");
            }
            Path place = installed.getOrDefault(symbolicName(zip, entry), last.resolve(name));
            if (places.put(place, entry) != null) {
                throw new IOException("the package holds the bundle of " + place.getFileName() + " twice");
            }
        }
        return places;
    }

    private Map<String, Path> installed() throws IOException {
        Map<String, Path> installed = new TreeMap<>();
        for (Path level : children(plugins)) {
            for (Path jar : children(level)) {
                if (jar.toString().endsWith(".jar")) {
                    try (JarFile file = new JarFile(jar.toFile())) {
                        installed.put(symbolicName(file.getManifest(), jar.toString()), jar);
                    }
                }
            }
        }
        return installed;
    }

    private static String symbolicName(ZipFile zip, ZipEntry entry) throws IOException {
        try (JarInputStream jar = new JarInputStream(zip.getInputStream(entry))) {
            return symbolicName(jar.getManifest(), entry.getName());
        }
    }

    private static String symbolicName(@Nullable Manifest manifest, String file) throws IOException {
        String header = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
        if (header == null) {
            throw new IOException(file + " is no bundle: it has no Bundle-SymbolicName");
        }
        return header.split(";", 2)[0].strip();
    }

    private void keep(Iterable<Path> jars) throws IOException {
        Path copies = previous.resolveSibling("previous.next");
        delete(copies);
        for (Path jar : jars) {
            Path copy = copies.resolve(plugins.relativize(jar));
            Files.createDirectories(copy.resolveSibling(""));
            if (Files.exists(jar)) {
                try (InputStream content = Files.newInputStream(jar)) {
                    write(content, copy);
                }
            } else {
                Files.createFile(copy.resolveSibling(copy.getFileName() + NEW_JAR));
            }
        }
        Files.move(copies, previous, StandardCopyOption.ATOMIC_MOVE);
        force(previous.resolveSibling(""));
    }

    private static void put(InputStream content, Path jar) throws IOException {
        // The launcher takes *.jar only: one that is not whole yet is no bundle to it.
        Path next = jar.resolveSibling(jar.getFileName() + ".next");
        write(content, next);
        Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(jar.resolveSibling(""));
    }

    private static void write(InputStream content, Path to) throws IOException {
        Files.copy(content, to, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Without this the rename itself can be lost in a power cut (POSIX: the directory is a file of its own). */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path child : children(folder)) {
                delete(child);
            }
        }
        Files.deleteIfExists(folder);
    }
}
