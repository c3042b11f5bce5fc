package io.tieline.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All profiles a gateway knows, by id. Immutable. */
public final class ProfileLibrary {

    private final Map<String, Entry> byId;

    /** @param profile read when somebody asks for it: a gateway uses a handful of the hundreds there are */
    record Entry(Class<? extends Plan> plan, Supplier<Profile> profile) {}

    public ProfileLibrary(Collection<Profile> profiles) {
        this(entries(profiles));
    }

    ProfileLibrary(Map<String, Entry> entries) {
        byId = new TreeMap<>(entries);
    }

    private static Map<String, Entry> entries(Collection<Profile> profiles) {
        Map<String, Entry> entries = new TreeMap<>();
        profiles.forEach(
                profile -> entries.put(profile.id(), new Entry(profile.plan().getClass(), () -> profile)));
        return entries;
    }

    /** The profiles that come with the bundle. */
    public static ProfileLibrary builtIn() {
        return BuiltIn.LIBRARY;
    }

    /** This library with more profiles; one with the id of an old one replaces it. */
    public ProfileLibrary with(Collection<Profile> more) {
        Map<String, Entry> all = new TreeMap<>(byId);
        all.putAll(entries(more));
        return new ProfileLibrary(all);
    }

    public Optional<Profile> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(entry -> entry.profile().get());
    }

    /** What {@link #find} finds. */
    public Set<String> ids() {
        return Set.copyOf(byId.keySet());
    }

    /** Ordered by id. */
    public List<Profile> all() {
        return byId.values().stream().map(entry -> entry.profile().get()).toList();
    }

    /** The profiles of one protocol, ordered by id. */
    public <P extends Plan> List<Profile> speaking(Class<P> plan) {
        return byId.values().stream()
                .filter(entry -> entry.plan().equals(plan))
                .map(entry -> entry.profile().get())
                .toList();
    }

    /** Made at first use: a test or tool that needs no built-in profile does not pay for them. */
    private static final class BuiltIn {
        static final ProfileLibrary LIBRARY = new ProfileLibrary(new BuiltInProfiles().entries());
    }
}
