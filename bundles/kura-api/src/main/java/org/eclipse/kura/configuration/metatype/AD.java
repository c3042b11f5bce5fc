package org.eclipse.kura.configuration.metatype;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The definition of one attribute. */
public interface AD {

    List<Option> getOption();

    String getName();

    @Nullable
    String getDescription();

    String getId();

    Scalar getType();

    int getCardinality();

    @Nullable
    String getMin();

    @Nullable
    String getMax();

    @Nullable
    String getDefault();

    boolean isRequired();
}
