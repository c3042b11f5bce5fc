package io.tieline.snmp;

import io.tieline.profile.Profile;
import io.tieline.profile.SnmpPlan;
import io.tieline.southbound.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.snmp4j.smi.OID;

/**
 * Says which profiles might fit an agent, by what it calls itself and by what they read of it. One that calls itself
 * nothing we know is asked for the subtrees the profiles read: a card of another maker often speaks a known MIB.
 */
final class Proposals {

    static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    private static final OID ENTERPRISES = new OID("1.3.6.1.4.1");

    /** Trying one out asks for all it would read. */
    private static final int MOST_TRIED = 6;
    /** What nobody recognised is a guess, however much of it answers. */
    private static final double SUREST_GUESS = 0.5;
    /** A maker's identifier without the maker's objects. */
    private static final double WITHOUT_VALUES = 0.2;

    private final Recogniser recogniser;
    private final List<Profile> profiles;

    Proposals(Recogniser recogniser, List<Profile> profiles) {
        this.recogniser = recogniser;
        this.profiles = List.copyOf(profiles);
    }

    /** The surest first; fails with a {@link WireException} if the agent does not answer. */
    CompletableFuture<List<Proposal>> of(Agent agent) {
        return agent.get(List.of(SYS_OBJECT_ID, SYS_DESCR), 2).thenCompose(said -> {
            String words = "sysObjectID " + Recogniser.text(said.get(SYS_OBJECT_ID)) + ", sysDescr \""
                    + Recogniser.text(said.get(SYS_DESCR)) + "\"";
            return recogniser
                    .recognise(agent)
                    .thenCompose(matches -> matches.isEmpty() ? guesses(agent) : tried(agent, matches))
                    .thenApply(fits -> fits.stream()
                            .map(fit -> proposal(fit, words))
                            .sorted(Comparator.comparingDouble(Proposal::confidence)
                                    .reversed())
                            .toList());
        });
    }

    private static Proposal proposal(Fitting.Fit fit, String words) {
        Profile profile = fit.match().profile();
        double confidence = fit.match().confidence() * (fit.values() == 0 ? WITHOUT_VALUES : 1);
        return new Proposal(
                profile.id(),
                profile.title(),
                confidence,
                fit.match().because() + "; " + words + "; " + fit.values() + " values read");
    }

    private static CompletableFuture<List<Fitting.Fit>> tried(Agent agent, List<Recogniser.Match> matches) {
        List<Fitting.Fit> fits = new ArrayList<>();
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (Recogniser.Match match : matches.subList(0, Math.min(matches.size(), MOST_TRIED))) {
            chain = chain.thenCompose(v -> Fitting.look(agent, match)).thenAccept(fits::add);
        }
        return chain.thenApply(v -> fits);
    }

    private CompletableFuture<List<Fitting.Fit>> guesses(Agent agent) {
        Map<Profile, Set<OID>> roots = profiles.stream().collect(Collectors.toMap(p -> p, Proposals::roots));
        List<OID> asked =
                roots.values().stream().flatMap(Set::stream).distinct().toList();
        return agent.next(asked)
                .thenApply(answers -> profiles.stream()
                        .filter(profile -> roots.getOrDefault(profile, Set.of()).stream()
                                .anyMatch(root -> answers.containsKey(root)
                                        && answers.get(root).getOid().startsWith(root)))
                        .map(profile -> new Recogniser.Match(profile, SUREST_GUESS, "it has objects the profile reads"))
                        .toList())
                .thenCompose(matches -> tried(agent, matches))
                .thenApply(fits -> fits.stream()
                        .filter(fit -> fit.values() > 0)
                        .map(Proposals::weighed)
                        .toList());
    }

    /** The more of what a profile reads is there, the likelier it is the right one. */
    private static Fitting.Fit weighed(Fitting.Fit guess) {
        Profile profile = guess.match().profile();
        int wanted = ((SnmpPlan) profile.plan()).reads().size();
        double share = Math.min(1, (double) guess.values() / Math.max(1, wanted));
        return new Fitting.Fit(
                new Recogniser.Match(
                        profile, SUREST_GUESS * share, guess.match().because()),
                guess.found());
    }

    /** The subtrees a profile reads: of a maker, one arc below its number; of a standard, the module. */
    private static Set<OID> roots(Profile profile) {
        Set<OID> roots = new HashSet<>();
        for (SnmpPlan.Read read : ((SnmpPlan) profile.plan()).reads()) {
            OID oid = new OID(read.oid());
            int arcs = oid.startsWith(ENTERPRISES) ? ENTERPRISES.size() + 2 : ENTERPRISES.size() + 1;
            roots.add(new OID(oid.getValue(), 0, Math.min(arcs, oid.size())));
        }
        return roots;
    }
}
