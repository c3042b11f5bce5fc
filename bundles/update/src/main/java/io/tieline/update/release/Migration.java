package io.tieline.update.release;

/**
 * A key of the configuration that has another name from this release on.
 *
 * @param component as a configuration file names it
 * @param from the key until now
 * @param to the key from now on
 */
public record Migration(String component, String from, String to) {
    public Migration {
        Names.requireKey("component", component);
        Names.requireKey("from", from);
        Names.requireKey("to", to);
    }
}
