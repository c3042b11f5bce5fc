package io.tieline.kura;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;

/** Behaves as Kura's ConfigurationService does: refuses a pid that is there, checks nothing else, counts its snapshots. */
final class KuraConfigurations implements ConfigurationService {

    private final Map<String, Map<String, Object>> configurations = new TreeMap<>();
    private final List<String> created = new CopyOnWriteArrayList<>();
    private final Map<Long, Map<String, Map<String, Object>>> snapshots = new TreeMap<>();
    private volatile String refused = "";
    private volatile @Nullable CountDownLatch hanging;
    private volatile boolean asked;

    void refuse(String pid) {
        refused = pid;
    }

    void hangOn(CountDownLatch latch) {
        hanging = latch;
    }

    boolean isAsked() {
        return asked;
    }

    /** {@code FACTORY PID} in the order they were made. */
    List<String> created() {
        return List.copyOf(created);
    }

    int snapshots() {
        return snapshots.size();
    }

    long channels() {
        return configurations.values().stream()
                .flatMap(form -> form.keySet().stream())
                .filter(key -> key.endsWith("#+name"))
                .count();
    }

    Map<String, Object> configuration(String pid) {
        return configurations.getOrDefault(pid, Map.of());
    }

    /** The channels of an asset as its driver gets them: maps of strings. */
    static List<Map<String, String>> channels(Map<String, Object> asset) {
        Map<String, Map<String, String>> channels = new TreeMap<>();
        asset.forEach((key, value) -> {
            int hash = key.indexOf('#');
            if (hash > 0) {
                channels.computeIfAbsent(key.substring(0, hash), name -> new HashMap<>())
                        .put(key.substring(hash + 1), String.valueOf(value));
            }
        });
        return new ArrayList<>(channels.values());
    }

    @Override
    public Set<String> getConfigurableComponentPids() {
        return Set.copyOf(configurations.keySet());
    }

    @Override
    public void createFactoryConfiguration(
            String factoryPid, String pid, @Nullable Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException {
        asked = true;
        CountDownLatch latch = hanging;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (pid.equals(refused) || configurations.containsKey(pid)) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, pid);
        }
        configurations.put(pid, properties == null ? Map.of() : Map.copyOf(properties));
        created.add(factoryPid + " " + pid);
        if (takeSnapshot) {
            snapshot();
        }
    }

    @Override
    public void deleteFactoryConfiguration(String pid, boolean takeSnapshot) {
        configurations.remove(pid);
    }

    @Override
    public void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot) {
        configurations.put(pid, Map.copyOf(properties));
        if (takeSnapshot) {
            snapshot();
        }
    }

    @Override
    public long snapshot() {
        long id = 1_795_356_000_000L + snapshots.size();
        snapshots.put(id, new TreeMap<>(configurations));
        return id;
    }

    @Override
    public void rollback(long id) throws KuraException {
        Map<String, Map<String, Object>> before = snapshots.get(id);
        if (before == null) {
            throw new KuraException(KuraErrorCode.CONFIGURATION_SNAPSHOT_NOT_FOUND, id);
        }
        configurations.clear();
        configurations.putAll(before);
    }
}
