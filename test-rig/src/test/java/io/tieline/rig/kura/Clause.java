package io.tieline.rig.kura;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One clause of an OSGi header such as Import-Package; directives keep their colon in the key. */
record Clause(String name, Map<String, String> parameters) {

    static List<Clause> parse(@Nullable String header) {
        List<Clause> clauses = new ArrayList<>();
        for (String text : split(header == null ? "" : header, ',')) {
            List<String> parts = split(text, ';');
            Map<String, String> parameters = new TreeMap<>();
            for (String part : parts) {
                int equal = part.indexOf('=');
                if (equal > 0) {
                    parameters.put(
                            part.substring(0, equal).strip(),
                            part.substring(equal + 1).replace("\"", "").strip());
                }
            }
            parts.stream()
                    .filter(part -> part.indexOf('=') < 0)
                    .forEach(name -> clauses.add(new Clause(name.strip(), parameters)));
        }
        return clauses;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? separator : text.charAt(i);
            quoted ^= c == '"';
            if (c == separator && (!quoted || i == text.length())) {
                if (!text.substring(begin, i).isBlank()) {
                    parts.add(text.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return parts;
    }

    String version() {
        return parameters.getOrDefault("version", "");
    }

    boolean isOptional() {
        return "optional".equals(parameters.get("resolution:"));
    }

    boolean isIn(String packagePrefix) {
        return name.equals(packagePrefix) || name.startsWith(packagePrefix + ".");
    }

    @Override
    public String toString() {
        return name + parameters;
    }
}
