package io.tieline.launcher.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a form.
 *
 * @param cardinality 0: one value; positive: an array; negative: a collection
 * @param least as written in the metatype; null: no bound
 * @param most as written in the metatype; null: no bound
 * @param preset the default as written; null: none
 * @param options the allowed values; empty: any
 */
record Field(
        String id,
        FieldType type,
        int cardinality,
        boolean required,
        @Nullable String least,
        @Nullable String most,
        @Nullable String preset,
        List<String> options) {

    Field {
        options = List.copyOf(options);
    }
}
