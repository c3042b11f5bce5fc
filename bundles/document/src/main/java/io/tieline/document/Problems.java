package io.tieline.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one or several files, so that a person sees all of them at once. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void add(String file, Node at, String message, String remedy) {
        add(new Problem(file, at.line(), at.column(), message, remedy));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int size() {
        return found.size();
    }

    /** In the order of file, line and column. */
    public List<Problem> sorted() {
        return found.stream()
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }
}
