package io.tieline.kura;

import io.tieline.update.release.Migration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the configuration that a release gives other names.
 *
 * @param renames in any order
 */
record RenamedKeys(List<Migration> renames) {

    /**
     * What has to be stored besides, for a version that knows the new names only. What is stored under a name the form does
     * not know was left there by some other version and does not count.
     *
     * @param form PID of the component, or of its factory
     * @param known the keys of the form, as the running version has it
     * @param stored by key
     * @return by new name; null: there is no value, and none may be stored
     */
    Map<String, @Nullable Object> besides(String form, Set<String> known, Map<String, Object> stored) {
        List<Migration> its = of(form);
        Map<String, @Nullable Object> values = new HashMap<>();
        known.forEach(key -> values.put(key, stored.get(key)));
        // Once for each, so that a key that was renamed again and again gets there in whatever order they are listed.
        for (int step = 0; step < its.size(); step++) {
            for (Migration rename : its) {
                if (values.containsKey(rename.from()) && !known.contains(rename.to())) {
                    values.put(rename.to(), values.get(rename.from()));
                }
            }
        }
        values.entrySet()
                .removeIf(value ->
                        known.contains(value.getKey()) || Objects.equals(value.getValue(), stored.get(value.getKey())));
        return values;
    }

    /** Whether it is about any of these keys. */
    boolean touch(String form, Set<String> keys) {
        return of(form).stream().map(Migration::from).anyMatch(keys::contains);
    }

    private List<Migration> of(String form) {
        return renames.stream().filter(rename -> rename.isOf(form)).toList();
    }
}
