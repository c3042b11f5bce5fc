package io.tieline.kura;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.OCD;
import org.eclipse.kura.configuration.metatype.Scalar;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.jspecify.annotations.Nullable;

/**
 * Behaves as Kura's ConfigurationServiceImpl does: refuses a pid that is there, checks nothing else, drops without a word what
 * is meant for a component that is not there, merges the defaults of a form into what is stored, removes no key, encrypts
 * passwords, which it knows by the form, and keeps its last ten snapshots.
 */
final class KuraConfigurations implements ConfigurationService {

    private static final String FACTORY = "service.factoryPid";
    private static final String ENCRYPTED = "aes:";
    private static final int KEPT_SNAPSHOTS = 10;

    private final Map<String, List<AD>> forms = new HashMap<>();
    private final Map<String, Map<String, Object>> configurations = new TreeMap<>();
    private final Set<String> there = new HashSet<>();
    private final List<String> created = new CopyOnWriteArrayList<>();
    private final TreeMap<Long, Map<String, Map<String, Object>>> snapshots = new TreeMap<>();
    private int updates;
    private String dropped = "";
    private volatile String refused = "";
    private String stubborn = "";
    private boolean damaged;
    private volatile @Nullable CountDownLatch hanging;
    private volatile boolean asked;

    /** A field of a form; an empty default is none. */
    static AD field(String id, Tscalar type, String standard) {
        Tad field = new Tad();
        field.setId(id);
        field.setType(type);
        field.setDefault(standard);
        return field;
    }

    /** A component takes nothing back that it had before. */
    void refuseToGoBack(String pid) {
        stubborn = pid;
    }

    /** No snapshot can be read any more. */
    void damageSnapshots() {
        damaged = true;
    }

    /** A bundle has started whose only singleton has this form: Kura reads it and seeds the configuration. */
    void start(String pid, AD... form) {
        configurations.computeIfAbsent(pid, nobody -> new HashMap<>());
        startFactory(pid, form);
    }

    /** A bundle has started that makes components of this form, as many as are configured. */
    void startFactory(String form, AD... fields) {
        forms.put(form, List.of(fields));
        configurations.forEach((pid, stored) -> {
            if (formOf(pid).equals(form)) {
                defaults(form).forEach(stored::putIfAbsent);
                stored.put(KURA_SERVICE_PID, pid);
                there.add(pid);
            }
        });
    }

    /** A component has lost something it needs; what it is configured as stays. */
    void stop(String pid) {
        there.remove(pid);
    }

    /** A power cut: only the last snapshot is left, and no bundle has started yet. */
    void restart() {
        forms.clear();
        there.clear();
        configurations.clear();
        if (!snapshots.isEmpty()) {
            copy(snapshots.lastEntry().getValue()).forEach(configurations::put);
        }
    }

    private String formOf(String pid) {
        return configurations
                .getOrDefault(pid, Map.of())
                .getOrDefault(FACTORY, pid)
                .toString();
    }

    private Map<String, Object> defaults(String form) {
        Map<String, Object> defaults = new HashMap<>();
        for (AD field : forms.getOrDefault(form, List.of())) {
            String standard = field.getDefault();
            if (standard != null && !standard.isEmpty()) {
                defaults.put(field.getId(), field.getType() == Scalar.INTEGER ? Integer.valueOf(standard) : standard);
            }
        }
        return defaults;
    }

    private boolean isPassword(String form, String key) {
        return forms.getOrDefault(form, List.of()).stream()
                .anyMatch(field -> field.getId().equals(key) && field.getType() == Scalar.PASSWORD);
    }

    private static Map<String, Map<String, Object>> copy(Map<String, Map<String, Object>> configurations) {
        Map<String, Map<String, Object>> copy = new TreeMap<>();
        configurations.forEach((pid, stored) -> copy.put(pid, new HashMap<>(stored)));
        return copy;
    }

    void refuse(String pid) {
        refused = pid;
    }

    /** From now on nothing that is meant for it arrives. */
    void drop(String pid) {
        dropped = pid;
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

    /** How often a component heard of a configuration that somebody has changed. */
    int updates() {
        return updates;
    }

    long channels() {
        return configurations.values().stream()
                .flatMap(form -> form.keySet().stream())
                .filter(key -> key.endsWith("#+name"))
                .count();
    }

    /** As it is stored, with what its component is told: passwords are encrypted. */
    Map<String, Object> configuration(String pid) {
        return configurations.getOrDefault(pid, Map.of());
    }

    /** What the component makes of the text it is told. */
    static String decrypted(@Nullable Object text) {
        String encrypted = String.valueOf(text);
        if (!encrypted.startsWith(ENCRYPTED)) {
            throw new IllegalArgumentException("not encrypted");
        }
        return new StringBuilder(encrypted.substring(ENCRYPTED.length()))
                .reverse()
                .toString();
    }

    private static Object encrypted(Object value) {
        if (!(value instanceof Password password)) {
            return value;
        }
        String text = new String(password.getPassword());
        return text.startsWith(ENCRYPTED) ? text : ENCRYPTED + new StringBuilder(text).reverse();
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

    private record Stored(String getPid, @Nullable OCD getDefinition, Map<String, Object> getConfigurationProperties)
            implements ComponentConfiguration {}

    @Override
    public Set<String> getConfigurableComponentPids() {
        return Set.copyOf(there);
    }

    @Override
    public @Nullable ComponentConfiguration getComponentConfiguration(String pid) {
        if (!there.contains(pid)) {
            return null;
        }
        String form = formOf(pid);
        Map<String, Object> values = new HashMap<>(configuration(pid));
        values.replaceAll((key, value) -> isPassword(form, key) ? new Password(decrypted(value)) : value);
        List<AD> fields = forms.get(form);
        return new Stored(pid, fields == null ? null : () -> fields, values);
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
        if (pid.equals(refused) || there.contains(pid)) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, pid);
        }
        Map<String, Object> stored = new HashMap<>(defaults(factoryPid));
        stored.putAll(Objects.requireNonNullElse(properties, Map.of()));
        stored.put(KURA_SERVICE_PID, pid);
        stored.put(FACTORY, factoryPid);
        configurations.put(pid, stored);
        there.add(pid);
        created.add(factoryPid + " " + pid);
        if (takeSnapshot) {
            snapshot();
        }
    }

    @Override
    public void deleteFactoryConfiguration(String pid, boolean takeSnapshot) {
        configurations.remove(pid);
        there.remove(pid);
    }

    @Override
    public void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot) {
        properties.replaceAll((key, value) -> encrypted(value));
        if (there.contains(pid) && !pid.equals(dropped) && forms.containsKey(formOf(pid))) {
            Map<String, Object> merged = defaults(formOf(pid));
            merged.putAll(configuration(pid));
            merged.putAll(properties);
            merged.values().removeIf(Objects::isNull);
            configurations.put(pid, merged);
            updates++;
        }
        if (takeSnapshot) {
            snapshot();
        }
    }

    @Override
    public Set<Long> getSnapshots() {
        return Set.copyOf(snapshots.keySet());
    }

    @Override
    public List<ComponentConfiguration> getSnapshot(long id) throws KuraException {
        List<ComponentConfiguration> all = new ArrayList<>();
        found(id).forEach((pid, stored) -> all.add(new Stored(pid, null, new HashMap<>(stored))));
        return all;
    }

    private Map<String, Map<String, Object>> found(long id) throws KuraException {
        return Optional.ofNullable(snapshots.get(id))
                .orElseThrow(() -> new KuraException(KuraErrorCode.CONFIGURATION_SNAPSHOT_NOT_FOUND, id));
    }

    /** Of the components that are there; what was last written of the others goes along. */
    @Override
    public long snapshot() {
        Map<String, Map<String, Object>> all = snapshots.isEmpty()
                ? new TreeMap<>()
                : copy(snapshots.lastEntry().getValue());
        copy(configurations).forEach((pid, stored) -> {
            if (there.contains(pid)) {
                all.put(pid, stored);
            }
        });
        return save(all);
    }

    private long save(Map<String, Map<String, Object>> all) {
        long id = snapshots.isEmpty() ? 1_795_356_000_000L : snapshots.lastKey() + 1;
        snapshots.put(id, all);
        while (snapshots.size() > KEPT_SNAPSHOTS) {
            snapshots.pollFirstEntry();
        }
        return id;
    }

    /** Nothing of what is stored now survives, but for the defaults of the forms that are there. */
    @Override
    public void rollback(long id) throws KuraException {
        Map<String, Map<String, Object>> before = copy(found(id));
        if (damaged) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR, "snapshot_" + id + ".xml");
        }
        configurations.keySet().retainAll(before.keySet());
        before.forEach((pid, stored) -> {
            if (!pid.equals(stubborn)) {
                Map<String, Object> merged =
                        defaults(stored.getOrDefault(FACTORY, pid).toString());
                merged.putAll(stored);
                configurations.put(pid, merged);
            }
        });
        if (before.containsKey(stubborn)) {
            throw new KuraException(KuraErrorCode.PARTIAL_SUCCESS, "Rollback");
        }
        save(copy(Collections.unmodifiableMap(before)));
    }
}
