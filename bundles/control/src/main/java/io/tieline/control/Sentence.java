package io.tieline.control;

/** The decision in words. */
final class Sentence {

    private Sentence() {}

    static String of(Decision decision) {
        return decision.mode() + " " + decision.powerW() + " W";
    }
}
