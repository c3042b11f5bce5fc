package io.tieline.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML 1.2 into {@link Node}s. What does not parse becomes a {@link Problem}, never an exception. */
public final class Document {

    private final String file;
    private final Problems problems;

    private Document(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Parses a text.
     *
     * @param file the name to show in problems
     * @return the root mapping; empty if the text is not a YAML mapping, and then there is a problem
     */
    public static Optional<Fields> parse(String file, String text, Problems problems) {
        return new Document(file, problems).root(text);
    }

    /** Reads and parses a file; see {@link #parse}. */
    public static Optional<Fields> read(Path path, Problems problems) {
        try {
            return parse(path.toString(), Files.readString(path, StandardCharsets.UTF_8), problems);
        } catch (IOException e) {
            ReadFailure failure = ReadFailure.of(path, e);
            problems.add(new Problem(path.toString(), 1, 1, "the file " + failure.why(), failure.remedy()));
            return Optional.empty();
        }
    }

    private Optional<Fields> root(String text) {
        try {
            // 1000 aliases are far above any hand-written file and far below what exhausts memory.
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setMaxAliasesForCollections(1000)
                    .setAllowDuplicateKeys(true)
                    .build();
            var composed = new Compose(settings).composeString(text);
            if (composed.isEmpty()) {
                problems.add(new Problem(file, 1, 1, "the file is empty", "start from the example in distrib"));
                return Optional.empty();
            }
            Node node = convert(composed.get());
            if (node instanceof Node.Mapping mapping) {
                return Optional.of(new Fields(file, mapping, problems));
            }
            problems.add(new Problem(
                    file, node.line(), node.column(), "expected keys and values", "start with a key such as site:"));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            problems.add(new Problem(
                    file,
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "not valid YAML: " + e.getProblem(),
                    "check indentation, quotes and brackets here and in the line above"));
        } catch (YamlEngineException e) {
            problems.add(new Problem(file, 1, 1, "not valid YAML: " + e.getMessage(), "check the file"));
        }
        return Optional.empty();
    }

    private Node convert(org.snakeyaml.engine.v2.nodes.Node node) {
        int line = node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
        int column = node.getStartMark().map(m -> m.getColumn() + 1).orElse(1);
        if (node instanceof ScalarNode scalar) {
            return new Node.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, line, column);
        }
        if (node instanceof SequenceNode sequence) {
            List<Node> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item)));
            return new Node.Sequence(items, line, column);
        }
        return convert((MappingNode) node, line, column);
    }

    private Node.Mapping convert(MappingNode mapping, int line, int column) {
        Map<Node.Scalar, Node> entries = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(convert(tuple.getKeyNode()) instanceof Node.Scalar key)) {
                problems.add(new Problem(file, line, column, "a key is not a plain word", "use a word as the key"));
                continue;
            }
            if (!seen.add(key.text())) {
                problems.add(new Problem(
                        file, key.line(), key.column(), key.describe() + " stands twice", "remove one of them"));
            }
            entries.put(key, convert(tuple.getValueNode()));
        }
        return new Node.Mapping(entries, line, column);
    }
}
