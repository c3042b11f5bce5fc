package io.tieline.update.release;

import java.util.Locale;

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

    /** Whether it is about the component with that PID: {@code peak-shaving} is {@code io.tieline.gateway.PeakShaving}, too. */
    public boolean isOf(String pid) {
        return component.equals(pid)
                || component.equals(pid.substring(pid.lastIndexOf('.') + 1)
                        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT));
    }
}
