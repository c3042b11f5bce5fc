package io.tieline.launcher;

import java.util.List;

/** Tieline did not start. Nothing of it runs any more. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    StartFailure(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    StartFailure(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /** One line each, with what to do. */
    public List<String> problems() {
        return problems;
    }
}
