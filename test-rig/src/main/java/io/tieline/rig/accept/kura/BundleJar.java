package io.tieline.rig.accept.kura;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.eclipse.osgi.util.ManifestElement;
import org.osgi.framework.BundleException;

/**
 * What the rules look at in a bundle.
 *
 * @param file its path in the package it came in
 * @param headers of its manifest
 * @param entries the names of everything in it
 * @param documents the XML files below OSGI-INF by path
 * @param newestClass the largest major version of its class files, those of META-INF/versions left out
 * @param sha256 of the file
 */
record BundleJar(
        String file,
        Map<String, String> headers,
        List<String> entries,
        Map<String, String> documents,
        int newestClass,
        String sha256) {

    private static final int CLASS_MAGIC = 0xCAFEBABE;

    /** Reads to the end of the stream, which stays open. */
    static BundleJar read(String file, InputStream in) throws IOException {
        DigestInputStream digested = new DigestInputStream(in, digest());
        // Not closed: it would close the package around it.
        JarInputStream jar = new JarInputStream(digested, false);
        Map<String, String> headers = new LinkedHashMap<>();
        Manifest manifest = jar.getManifest();
        if (manifest != null) {
            manifest.getMainAttributes().forEach((name, value) -> headers.put(String.valueOf(name), "" + value));
        }
        List<String> entries = new ArrayList<>();
        Map<String, String> documents = new LinkedHashMap<>();
        int newest = 0;
        for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
            String name = entry.getName();
            entries.add(name);
            if (name.endsWith(".class") && !name.startsWith("META-INF/versions/")) {
                newest = Math.max(newest, classVersion(jar));
            } else if (name.startsWith("OSGI-INF/") && name.endsWith(".xml")) {
                documents.put(name, new String(jar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        digested.transferTo(OutputStream.nullOutputStream());
        return new BundleJar(
                file,
                headers,
                entries,
                documents,
                newest,
                HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int classVersion(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != CLASS_MAGIC) {
            return 0;
        }
        data.readUnsignedShort();
        return data.readUnsignedShort();
    }

    String symbolicName() {
        return clauses("Bundle-SymbolicName")
                .findFirst()
                .map(ManifestElement::getValue)
                .orElse("");
    }

    String version() {
        return headers.getOrDefault("Bundle-Version", "");
    }

    /** The clauses of a header of the manifest; none if it is not there or cannot be read. */
    Stream<ManifestElement> clauses(String header) {
        try {
            ManifestElement[] elements = ManifestElement.parseHeader(header, headers.get(header));
            return elements == null ? Stream.empty() : Stream.of(elements);
        } catch (BundleException e) {
            return Stream.empty();
        }
    }

    /** Imports of what a platform gives: not those of our own wrapped libraries, which have a mandatory attribute. */
    Stream<ManifestElement> platformImports() {
        return clauses("Import-Package").filter(clause -> clause.getAttribute("tieline") == null);
    }

    Stream<ScrComponent> components() {
        return documents.entrySet().stream()
                .filter(document -> !document.getKey().startsWith("OSGI-INF/metatype/"))
                .filter(document -> document.getValue().contains(":component ")
                        || document.getValue().contains("<component "))
                .map(document -> ScrComponent.parse(document.getKey(), document.getValue()));
    }

    Stream<Form> forms() {
        return documents.entrySet().stream()
                .filter(document -> document.getKey().startsWith("OSGI-INF/metatype/"))
                .map(document -> Form.parse(document.getKey(), document.getValue()));
    }
}
