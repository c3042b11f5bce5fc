package io.tieline.rig.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a quantity is compared with what is wanted. */
enum Relation {
    EQUAL("="),
    DIFFERENT("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    BELOW("<"),
    ABOVE(">"),
    CONTAINS("contains"),
    LACKS("lacks");

    /** Numbers that differ by less than this, or this share of them, are the same. */
    private static final double SAME = 1e-6;

    private final String word;

    Relation(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<Relation> of(String word) {
        return Arrays.stream(values())
                .filter(relation -> relation.word.equals(word))
                .findFirst();
    }

    /** A number that is not known satisfies nothing. */
    boolean holds(double is, double wanted) {
        double same = SAME * Math.max(1, Math.abs(wanted));
        return switch (this) {
            case EQUAL, CONTAINS -> Math.abs(is - wanted) <= same;
            case DIFFERENT, LACKS -> Math.abs(is - wanted) > same;
            case AT_MOST -> is <= wanted + same;
            case AT_LEAST -> is >= wanted - same;
            case BELOW -> is < wanted;
            case ABOVE -> is > wanted;
        };
    }

    boolean holds(String is, String wanted) {
        return switch (this) {
            case EQUAL -> is.equalsIgnoreCase(wanted);
            case DIFFERENT -> !is.equalsIgnoreCase(wanted);
            case CONTAINS -> is.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
            case LACKS -> !is.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
            case AT_MOST, AT_LEAST, BELOW, ABOVE -> false;
        };
    }
}
