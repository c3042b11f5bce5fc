package org.eclipse.kura.configuration;

import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.jspecify.annotations.Nullable;

/** Keeps the configurations of all components. */
public interface ConfigurationService {

    /** The property of a service that names its configuration. */
    String KURA_SERVICE_PID = "kura.service.pid";

    Set<String> getConfigurableComponentPids();

    /**
     * Makes an instance of a factory component.
     *
     * @param properties its configuration; null: the defaults of its form
     * @param takeSnapshot whether all configurations are written to the disk afterwards
     */
    void createFactoryConfiguration(
            String factoryPid, String pid, @Nullable Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException;

    void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException;

    void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot) throws KuraException;

    /** Writes all configurations to the disk; its id. */
    long snapshot() throws KuraException;

    /** Puts all configurations back as a snapshot has them. */
    void rollback(long id) throws KuraException;
}
