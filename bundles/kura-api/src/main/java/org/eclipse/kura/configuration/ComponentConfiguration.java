package org.eclipse.kura.configuration;

import java.util.Map;
import org.eclipse.kura.configuration.metatype.OCD;
import org.jspecify.annotations.Nullable;

/** What is stored for a component. */
public interface ComponentConfiguration {

    String getPid();

    /** Its form; null where the form is not known, or not kept: a snapshot has none. */
    @Nullable
    OCD getDefinition();

    /** By key, with those that are in no form; null if nothing is stored. */
    @Nullable
    Map<String, Object> getConfigurationProperties();
}
