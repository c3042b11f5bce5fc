package io.tieline.tariff;

/** How long what is billed at once lasts. */
public enum Span {
    MONTH("month"),
    /** A contract year. */
    YEAR("year");

    private final String word;

    Span(String word) {
        this.word = word;
    }

    /** Its name in a tariff file. */
    public String word() {
        return word;
    }
}
