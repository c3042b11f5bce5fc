package io.tieline.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of the page, all read into memory at the start. What is not on the list does not exist: a path is only ever a
 * key here, never a place in a file system.
 */
final class StaticFiles {

    private static final List<String> NAMES = List.of(
            "index.html",
            "page.css",
            "icon.svg",
            "js/app.js",
            "js/api.js",
            "js/batteries.js",
            "js/decisions.js",
            "js/demand.js",
            "js/devices.js",
            "js/diagram.js",
            "js/flow.js",
            "js/format.js",
            "js/header.js",
            "js/live.js",
            "js/login.js",
            "js/operation.js",
            "js/strings.js",
            "js/view.js",
            "vendor/preact.js",
            "vendor/htm.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, StaticFile> byPath;

    /** A file with the tag a browser revalidates it by. */
    record StaticFile(String contentType, byte[] bytes, String etag) {}

    private StaticFiles(Map<String, StaticFile> byPath) {
        this.byPath = byPath;
    }

    static StaticFiles load() {
        Map<String, StaticFile> byPath = new HashMap<>();
        NAMES.forEach(name -> byPath.put("/" + name, read(name)));
        byPath.put("/", Objects.requireNonNull(byPath.get("/index.html")));
        return new StaticFiles(Map.copyOf(byPath));
    }

    Optional<StaticFile> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static StaticFile read(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream("page/" + name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
            String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
            return new StaticFile(type, bytes, '"' + digest + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
