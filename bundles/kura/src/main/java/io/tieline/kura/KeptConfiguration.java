package io.tieline.kura;

import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.OCD;
import org.jspecify.annotations.Nullable;

/**
 * Kura's configuration, kept over an update.
 *
 * <p>A value whose key a release renames is stored under both names from then on, and each version finds the one it knows:
 * Kura removes no key, puts the default of a form only where nothing is stored, and no version looks at a key that is not in
 * its form.
 *
 * @param service null: configurations are left as they are
 */
record KeptConfiguration(@Nullable ConfigurationService service) {

    /** What the framework adds to the configuration of an instance. */
    private static final String FACTORY = "service.factoryPid";

    /** Refuses renames that would cost a value. */
    void require(List<Migration> renames) throws RefusedException, IOException {
        if (renames.isEmpty()) {
            return;
        }
        if (service == null) {
            throw new RefusedException(
                    Reason.CANNOT_RUN,
                    "the release renames keys of the configuration, and Kura's configuration service is not there; start"
                            + " it");
        }
        Optional<String> unreachable = unreachable(service, new RenamedKeys(renames));
        if (unreachable.isPresent()) {
            throw new RefusedException(
                    Reason.CANNOT_RUN,
                    "the release renames keys of " + unreachable.get()
                            + ", which is configured but not there, and Kura changes nothing of such; see in its log what"
                            + " it lacks, or delete it");
        }
    }

    /** A component whose values Kura would not store under other names, as it drops any update for it without a word. */
    private static Optional<String> unreachable(ConfigurationService service, RenamedKeys keys) throws IOException {
        try {
            Set<Long> snapshots = service.getSnapshots();
            if (snapshots.isEmpty()) {
                return Optional.empty();
            }
            Set<String> there = service.getConfigurableComponentPids();
            return service.getSnapshot(Collections.max(snapshots)).stream()
                    .filter(stored -> !there.contains(stored.getPid()))
                    .filter(stored -> keys.touch(form(stored), values(stored).keySet()))
                    .map(ComponentConfiguration::getPid)
                    .findFirst();
        } catch (KuraException e) {
            throw new IOException("Kura cannot tell its configuration: " + e.getMessage(), e);
        }
    }

    private static String form(ComponentConfiguration stored) {
        Object factory = values(stored).get(FACTORY);
        return factory == null ? stored.getPid() : factory.toString();
    }

    private static Map<String, Object> values(ComponentConfiguration stored) {
        return Objects.requireNonNullElse(stored.getConfigurationProperties(), Map.of());
    }

    /**
     * Has Kura keep it as it is, once the renamed values are stored under their new names, too: put back while the new version
     * still runs, it must not take them away from it.
     *
     * @return the id of Kura's snapshot, empty if there is none
     */
    String snapshot(List<Migration> renames) throws IOException {
        if (service == null) {
            return "";
        }
        try {
            if (!renames.isEmpty()) {
                carryOver(service, new RenamedKeys(renames));
            }
            return String.valueOf(service.snapshot());
        } catch (KuraException e) {
            throw new IOException("Kura cannot keep its configuration: " + e.getMessage(), e);
        }
    }

    private static void carryOver(ConfigurationService service, RenamedKeys keys) throws KuraException, IOException {
        for (String pid : service.getConfigurableComponentPids()) {
            ComponentConfiguration stored = service.getComponentConfiguration(pid);
            if (stored != null) {
                Map<String, Object> besides = keys.besides(form(stored), known(stored), values(stored));
                if (!besides.isEmpty()) {
                    service.updateConfiguration(pid, new HashMap<>(besides), false);
                    requireStored(besides, service.getComponentConfiguration(pid), pid);
                }
            }
        }
    }

    /** A component may have gone meanwhile. */
    private static void requireStored(
            Map<String, @Nullable Object> besides, @Nullable ComponentConfiguration stored, String pid)
            throws IOException {
        Set<String> there = stored == null ? Set.of() : values(stored).keySet();
        for (Map.Entry<String, @Nullable Object> each : besides.entrySet()) {
            if (each.getValue() != null && !there.contains(each.getKey())) {
                throw new IOException("Kura did not store " + each.getKey() + " of " + pid + "; try again");
            }
        }
    }

    private static Set<String> known(ComponentConfiguration stored) {
        OCD form = stored.getDefinition();
        return form == null ? Set.of() : form.getAD().stream().map(AD::getId).collect(Collectors.toSet());
    }

    /**
     * It is again as it was; nothing happens without an id. What cannot be put back is not tried again: Kura would put all the
     * rest back each time, and the version that has to go would stay meanwhile.
     *
     * @return what is not as it was, in words
     */
    Optional<String> restore(String snapshot) {
        if (service == null || snapshot.isEmpty()) {
            return Optional.empty();
        }
        try {
            service.rollback(Long.parseLong(snapshot));
            return Optional.empty();
        } catch (KuraException e) {
            return switch (e.getCode()) {
                // Kura keeps ten, so somebody has changed it as often since. He has the last word then.
                case CONFIGURATION_SNAPSHOT_NOT_FOUND -> Optional.empty();
                case PARTIAL_SUCCESS -> Optional.of(keepPart(service, snapshot));
                default -> Optional.of(notPutBack(snapshot, e));
            };
        } catch (RuntimeException e) {
            return Optional.of(notPutBack(snapshot, e));
        }
    }

    /** Kura leaves a part that it has put back to its next start, which would not know of it. */
    private static String keepPart(ConfigurationService service, String snapshot) {
        try {
            service.snapshot();
            return "Kura put back only a part of its configuration, see in its log which component refused snapshot "
                    + snapshot;
        } catch (KuraException e) {
            return notPutBack(snapshot, e);
        }
    }

    private static String notPutBack(String snapshot, Exception why) {
        return "Kura could not put its configuration back (" + why.getMessage() + "); choose snapshot " + snapshot
                + " in its console";
    }
}
