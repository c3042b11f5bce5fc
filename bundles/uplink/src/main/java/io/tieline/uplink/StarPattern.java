package io.tieline.uplink;

/** A name of a point, or the names that begin and end alike: at most one star, which stands for any text. */
public record StarPattern(String text) {

    /**
     * @throws IllegalArgumentException if it is empty or has more than one star
     */
    public StarPattern {
        if (text.isEmpty() || text.indexOf('*') != text.lastIndexOf('*')) {
            throw new IllegalArgumentException("'" + text + "' is not a name with at most one *");
        }
    }

    public boolean fits(String name) {
        int star = text.indexOf('*');
        return star < 0
                ? name.equals(text)
                : name.length() >= text.length() - 1
                        && name.startsWith(text.substring(0, star))
                        && name.endsWith(text.substring(star + 1));
    }
}
