package io.tieline.rig.accept.kura;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.OCD;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.eclipse.kura.crypto.CryptoService;
import org.jspecify.annotations.Nullable;

/** What a component can ask of Kura's configuration service; its snapshots are kept in memory. */
final class ConfigurationServiceDouble implements ConfigurationService {

    private final ConfigurationDouble configuration;
    private final CryptoService crypto;
    private final TreeMap<Long, Map<String, Map<String, Object>>> snapshots = new TreeMap<>();

    ConfigurationServiceDouble(ConfigurationDouble configuration, CryptoService crypto) {
        this.configuration = configuration;
        this.crypto = crypto;
    }

    private record Stored(String getPid, @Nullable OCD getDefinition, Map<String, Object> getConfigurationProperties)
            implements ComponentConfiguration {}

    /** Something of Kura's own, where the real one writes files. */
    private interface Task {
        void run() throws IOException, KuraException;
    }

    private static void kura(Task task) throws KuraException {
        try {
            task.run();
        } catch (IOException e) {
            throw new KuraException(KuraErrorCode.CONFIGURATION_UPDATE, e);
        }
    }

    @Override
    public Set<String> getConfigurableComponentPids() {
        return configuration.pids().stream()
                .filter(pid -> configuration.component(pid).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public @Nullable ComponentConfiguration getComponentConfiguration(String pid) throws KuraException {
        if (!getConfigurableComponentPids().contains(pid)) {
            return null;
        }
        Form form = configuration.form(pid);
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, Object> each : configuration.stored(pid).entrySet()) {
            values.put(
                    each.getKey(),
                    form.isPassword(each.getKey())
                            ? new Password(
                                    crypto.decryptAes(each.getValue().toString().toCharArray()))
                            : each.getValue());
        }
        List<AD> fields = form.fields().stream()
                .map(ConfigurationServiceDouble::attribute)
                .toList();
        return new Stored(pid, () -> fields, values);
    }

    private static AD attribute(Form.Field field) {
        Tad attribute = new Tad();
        attribute.setId(field.id());
        attribute.setType(Tscalar.valueOf(field.type().toUpperCase(Locale.ROOT)));
        return attribute;
    }

    @Override
    public void createFactoryConfiguration(
            String factoryPid, String pid, @Nullable Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException {
        kura(() -> configuration.create(factoryPid, pid, Objects.requireNonNullElse(properties, Map.of())));
        snapshotIf(takeSnapshot);
    }

    @Override
    public void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException {
        kura(() -> configuration.delete(pid));
        snapshotIf(takeSnapshot);
    }

    @Override
    public void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException {
        if (getConfigurableComponentPids().contains(pid)) {
            kura(() -> configuration.update(pid, properties));
        }
        snapshotIf(takeSnapshot);
    }

    private void snapshotIf(boolean wanted) {
        if (wanted) {
            snapshot();
        }
    }

    @Override
    public synchronized Set<Long> getSnapshots() {
        return Set.copyOf(snapshots.keySet());
    }

    @Override
    public synchronized List<ComponentConfiguration> getSnapshot(long id) {
        return snapshots.getOrDefault(id, Map.of()).entrySet().stream()
                .<ComponentConfiguration>map(each -> new Stored(each.getKey(), null, each.getValue()))
                .toList();
    }

    @Override
    public synchronized long snapshot() {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        configuration.pids().forEach(pid -> all.put(pid, configuration.stored(pid)));
        long id = snapshots.isEmpty() ? 1 : snapshots.lastKey() + 1;
        snapshots.put(id, all);
        return id;
    }

    @Override
    public synchronized void rollback(long id) throws KuraException {
        Map<String, Map<String, Object>> before = snapshots.get(id);
        if (before == null) {
            throw new KuraException(KuraErrorCode.CONFIGURATION_SNAPSHOT_NOT_FOUND, id);
        }
        for (String pid : configuration.pids()) {
            kura(() -> configuration.replace(pid, before.getOrDefault(pid, Map.of())));
        }
        snapshots.put(snapshots.lastKey() + 1, before);
    }
}
