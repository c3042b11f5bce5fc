package io.tieline.launcher.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one component lets itself be told.
 *
 * @param pid of the component, or of its factory
 * @param factory whether there may be several
 */
record Form(String pid, boolean factory, List<Field> fields) {

    Form {
        fields = List.copyOf(fields);
    }

    /** The name people write: {@code peak-shaving} for {@code io.tieline.gateway.PeakShaving}. */
    String shortName() {
        return pid.substring(pid.lastIndexOf('.') + 1)
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    boolean isNamed(String name) {
        return name.equals(pid) || name.equals(shortName());
    }

    Optional<Field> field(String id) {
        return fields.stream().filter(field -> field.id().equals(id)).findFirst();
    }
}
