package io.tieline.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys of the configuration that updates have given other names. The user's file is not touched: it is read under the
 * names the version that reads it knows, be they newer than those in the file or, after a way back, older.
 *
 * <p>As text, one line: {@code COMPONENT:OLD=NEW}, separated by commas.
 *
 * @param all in the order they came; a later one wins
 */
public record Renames(List<Rename> all) {

    /** The framework property the bundles of a set find theirs in. */
    public static final String PROPERTY = "tieline.renames";

    public static final Renames NONE = new Renames(List.of());

    private static final String KEY = "[A-Za-z][A-Za-z0-9._~-]*";
    private static final Pattern RENAME =
            Pattern.compile("(?<component>" + KEY + "):(?<from>" + KEY + ")=(?<to>" + KEY + ")");

    /**
     * One of them.
     *
     * @param component as a configuration file names it: its short name or its PID
     */
    record Rename(String component, String from, String to) {

        @Override
        public String toString() {
            return component + ":" + from + "=" + to;
        }

        private Rename back() {
            return new Rename(component, to, from);
        }
    }

    /**
     * A key under the name it is known by.
     *
     * @param steps how many renames lie between the name as written and this one; 0: it was written like this
     */
    public record Name(String key, int steps) {}

    public Renames {
        all = List.copyOf(all);
    }

    /**
     * Reads their text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Renames parse(String text) {
        return text.isEmpty()
                ? NONE
                : new Renames(Stream.of(text.split(",", -1)).map(Renames::one).toList());
    }

    private static Rename one(String text) {
        Matcher parts = RENAME.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a renamed key is written COMPONENT:OLD=NEW, not \"" + text + "\"");
        }
        return new Rename(parts.group("component"), parts.group("from"), parts.group("to"));
    }

    /** These, and those that came after them. */
    Renames and(Renames later) {
        List<Rename> both = new ArrayList<>(all);
        both.removeAll(later.all);
        both.addAll(later.all);
        return new Renames(both);
    }

    /**
     * The name a key is known by; empty: by none.
     *
     * @param component whether a name is the component's
     * @param known whether the component knows a key
     */
    public Optional<Name> known(Predicate<String> component, String key, Predicate<String> known) {
        List<Rename> its = new ArrayList<>(all.stream()
                .filter(rename -> component.test(rename.component()))
                .toList());
        Collections.reverse(its);
        List<Rename> back = its.stream().map(Rename::back).toList();
        return follow(its, key, known).or(() -> follow(back, key, known));
    }

    private static Optional<Name> follow(List<Rename> latestFirst, String key, Predicate<String> known) {
        Set<String> been = new HashSet<>();
        Optional<String> name = Optional.of(key);
        while (name.isPresent() && been.add(name.get())) {
            String from = name.get();
            if (known.test(from)) {
                return Optional.of(new Name(from, been.size() - 1));
            }
            name = latestFirst.stream()
                    .filter(rename -> rename.from().equals(from))
                    .map(Rename::to)
                    .findFirst();
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return all.stream().map(Rename::toString).collect(Collectors.joining(","));
    }
}
