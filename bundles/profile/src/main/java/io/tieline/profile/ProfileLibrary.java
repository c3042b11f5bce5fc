package io.tieline.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All profiles a gateway knows, by id. Immutable. */
public final class ProfileLibrary {

    private final Map<String, Profile> byId = new TreeMap<>();

    public ProfileLibrary(Collection<Profile> profiles) {
        profiles.forEach(profile -> byId.put(profile.id(), profile));
    }

    /** The profiles that come with the bundle. */
    public static ProfileLibrary builtIn() {
        return BuiltIn.LIBRARY;
    }

    /** This library with more profiles; one with the id of an old one replaces it. */
    public ProfileLibrary with(Collection<Profile> more) {
        Map<String, Profile> all = new TreeMap<>(byId);
        more.forEach(profile -> all.put(profile.id(), profile));
        return new ProfileLibrary(all.values());
    }

    public Optional<Profile> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Ordered by id. */
    public List<Profile> all() {
        return List.copyOf(byId.values());
    }

    /** The profiles of one protocol, ordered by id. */
    public <P extends Plan> List<Profile> speaking(Class<P> plan) {
        return byId.values().stream()
                .filter(profile -> plan.isInstance(profile.plan()))
                .sorted(Comparator.comparing(Profile::id))
                .toList();
    }

    /** Read at first use: a test or tool that needs no built-in profile does not pay for them. */
    private static final class BuiltIn {
        static final ProfileLibrary LIBRARY = new ProfileLibrary(ProfileFiles.builtIn());
    }
}
