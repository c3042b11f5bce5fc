package io.tieline.document;

/**
 * Something wrong in a file a person wrote.
 *
 * @param line 1 for the first
 * @param column 1 for the first
 * @param message what is wrong, naming the field
 * @param remedy what to do about it
 */
public record Problem(String file, int line, int column, String message, String remedy) {

    /** {@code site.yaml:12:7: unknown device kind "cabnet"; use one of battery, ups …} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + "; " + remedy;
    }
}
