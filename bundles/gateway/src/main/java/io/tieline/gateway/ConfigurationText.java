package io.tieline.gateway;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.update.release.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration file under its migrations: only the keys they name change, comments and layout stay. */
final class ConfigurationText {

    private ConfigurationText() {}

    /**
     * The text after all migrations.
     *
     * @throws IllegalArgumentException if the text cannot be read; the message says where
     */
    static String migrated(String text, List<Migration> migrations) {
        String result = text;
        for (Migration migration : migrations) {
            result = migrated(result, migration);
        }
        return result;
    }

    private static String migrated(String text, Migration migration) {
        if (text.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"))) {
            return text;
        }
        Problems problems = new Problems();
        Optional<Fields> root = Document.parse("the configuration", text, problems);
        if (root.isEmpty() || !problems.isEmpty()) {
            throw new IllegalArgumentException(String.valueOf(problems.sorted().get(0)));
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        for (Map.Entry<Node.Scalar, Node> component :
                root.get().node().entries().entrySet()) {
            // A factory's instance carries its name behind a tilde.
            String name = component.getKey().text().split("~", 2)[0];
            if (name.equals(migration.component()) && component.getValue() instanceof Node.Mapping keys) {
                keys.entries().keySet().stream()
                        .filter(key -> key.text().equals(migration.from()))
                        .forEach(key -> rename(lines, key, migration.to()));
            }
        }
        return String.join("\n", lines);
    }

    private static void rename(List<String> lines, Node.Scalar key, String to) {
        String line = lines.get(key.line() - 1);
        int begin = key.column() - 1;
        int length = key.text().length() + (key.quoted() ? 2 : 0);
        lines.set(key.line() - 1, line.substring(0, begin) + to + line.substring(begin + length));
    }
}
