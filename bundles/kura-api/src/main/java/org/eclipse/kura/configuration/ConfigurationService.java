package org.eclipse.kura.configuration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.jspecify.annotations.Nullable;

/** Keeps the configurations of all components. */
public interface ConfigurationService {

    /** The property of a service that names its configuration. */
    String KURA_SERVICE_PID = "kura.service.pid";

    /** Of the components that are there now, and of no other that has a configuration. */
    Set<String> getConfigurableComponentPids();

    /** With its passwords in the clear; null: the component is not there. */
    @Nullable
    ComponentConfiguration getComponentConfiguration(String pid) throws KuraException;

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

    /**
     * Stores values over those there are; nothing at all if the component is not there.
     *
     * @param properties by key, in a map that may be changed; null removes what is stored. A {@link Password} is encrypted
     */
    void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot) throws KuraException;

    /** The ids of the snapshots that are kept. */
    Set<Long> getSnapshots() throws KuraException;

    /** What a snapshot holds, of components that are not there, too. */
    List<ComponentConfiguration> getSnapshot(long id) throws KuraException;

    /** Writes all configurations to the disk; its id. */
    long snapshot() throws KuraException;

    /** Puts all configurations back as a snapshot has them. */
    void rollback(long id) throws KuraException;
}
