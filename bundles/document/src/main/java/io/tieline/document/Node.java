package io.tieline.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a YAML file that knows where it stands. */
public sealed interface Node {

    /** 1 for the first line. */
    int line();

    /** 1 for the first column. */
    int column();

    /** What it is, in the words of an error message. */
    String describe();

    /**
     * A single value.
     *
     * @param text as written, without quotes; empty for an empty value
     * @param quoted whether quotes stood around it, so that {@code "12"} stays a text
     */
    record Scalar(String text, boolean quoted, int line, int column) implements Node {
        @Override
        public String describe() {
            return "\"" + text + "\"";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, int line, int column) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** Keys and values in the order of the file. */
    record Mapping(Map<Scalar, Node> entries, int line, int column) implements Node {
        public Mapping {
            entries = new LinkedHashMap<>(entries);
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }
}
