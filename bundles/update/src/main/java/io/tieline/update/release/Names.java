package io.tieline.update.release;

import io.tieline.update.release.RefusedException.Reason;
import java.util.regex.Pattern;

/** Names become file names and lines of text: no way up, no line break, no quote gets into them. */
final class Names {

    private static final String SEGMENT = "[A-Za-z0-9][A-Za-z0-9._+-]{0,127}";
    private static final Pattern WORD = Pattern.compile(SEGMENT);
    private static final Pattern PATH = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,7}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._~-]{0,127}");

    private Names() {}

    static void requireWord(String field, String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " may hold letters, digits and . _ + - only");
        }
    }

    static void requireKey(String field, String text) {
        if (!KEY.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " of a migration is no key of a form: " + text);
        }
    }

    static void requirePath(String path) throws RefusedException {
        if (!isPath(path)) {
            throw new RefusedException(
                    Reason.PATH_OUTSIDE,
                    "the release names \"" + path + "\", which is no plain file inside of it; do not use it");
        }
    }

    static boolean isPath(String path) {
        return PATH.matcher(path).matches();
    }
}
