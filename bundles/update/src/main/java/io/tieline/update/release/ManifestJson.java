package io.tieline.update.release;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import com.eclipsesource.json.WriterConfig;
import io.tieline.update.release.RefusedException.Reason;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as JSON. Signed are the bytes of the file as they are, so it is read only after its signatures were
 * checked; a key twice or one we do not know is refused all the same, for nobody may mean something we skip.
 */
final class ManifestJson {

    private static final Set<String> KEYS = Set.of(
            "product",
            "version",
            "counter",
            "compatibleFrom",
            "minimumFreeBytes",
            "files",
            "migrations",
            "releaseKeys");

    private ManifestJson() {}

    static byte[] write(ReleaseManifest manifest) {
        JsonObject files = Json.object();
        manifest.files()
                .forEach((path, file) -> files.add(
                        path, Json.object().add("sha256", file.sha256()).add("size", file.size())));
        JsonArray migrations = new JsonArray();
        manifest.migrations()
                .forEach(migration -> migrations.add(Json.object()
                        .add("component", migration.component())
                        .add("from", migration.from())
                        .add("to", migration.to())));
        JsonArray keys = new JsonArray();
        manifest.releaseKeys().forEach(keys::add);
        JsonObject whole = Json.object()
                .add("product", manifest.product())
                .add("version", manifest.version().toString())
                .add("counter", manifest.counter())
                .add("compatibleFrom", manifest.compatibleFrom().toString())
                .add("minimumFreeBytes", manifest.minimumFreeBytes())
                .add("files", files)
                .add("migrations", migrations)
                .add("releaseKeys", keys);
        return (whole.toString(WriterConfig.PRETTY_PRINT) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static ReleaseManifest read(byte[] bytes) throws RefusedException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonObject whole = object(Json.parse(text), KEYS);
            return new ReleaseManifest(
                    text(whole, "product"),
                    Version.parse(text(whole, "version")),
                    number(whole, "counter"),
                    Version.parse(text(whole, "compatibleFrom")),
                    number(whole, "minimumFreeBytes"),
                    files(value(whole, "files").asObject()),
                    migrations(value(whole, "migrations").asArray()),
                    texts(value(whole, "releaseKeys").asArray()));
        } catch (CharacterCodingException
                | ParseException
                | IllegalArgumentException
                | UnsupportedOperationException e) {
            throw new RefusedException(
                    Reason.NOT_READABLE,
                    "the manifest of the release is not usable: " + e.getMessage() + "; make the release anew");
        }
    }

    private static SortedMap<String, ReleaseManifest.FileEntry> files(JsonObject json) throws RefusedException {
        SortedMap<String, ReleaseManifest.FileEntry> files = new TreeMap<>();
        for (JsonObject.Member member : json) {
            Names.requirePath(member.getName());
            JsonObject file = object(member.getValue(), Set.of("sha256", "size"));
            ReleaseManifest.FileEntry entry = new ReleaseManifest.FileEntry(text(file, "sha256"), number(file, "size"));
            if (files.put(member.getName(), entry) != null) {
                throw new IllegalArgumentException(member.getName() + " is named twice");
            }
        }
        return files;
    }

    private static List<Migration> migrations(JsonArray json) {
        List<Migration> migrations = new ArrayList<>();
        for (JsonValue value : json) {
            JsonObject migration = object(value, Set.of("component", "from", "to"));
            migrations.add(new Migration(text(migration, "component"), text(migration, "from"), text(migration, "to")));
        }
        return migrations;
    }

    private static List<String> texts(JsonArray json) {
        return json.values().stream().map(JsonValue::asString).toList();
    }

    private static JsonObject object(JsonValue value, Set<String> allowed) {
        Set<String> seen = new HashSet<>();
        for (String name : value.asObject().names()) {
            if (!allowed.contains(name) || !seen.add(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is unknown here, or given twice");
            }
        }
        return value.asObject();
    }

    private static String text(JsonObject json, String name) {
        return value(json, name).asString();
    }

    private static long number(JsonObject json, String name) {
        return value(json, name).asLong();
    }

    private static JsonValue value(JsonObject json, String name) {
        @Nullable JsonValue value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }
}
