package io.tieline.snmp;

import io.tieline.model.PointCatalog;
import io.tieline.model.PointKind;
import io.tieline.profile.SnmpPlan;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Tries the profiles that may fit an agent, the surest first, and settles for the first one that reads something: cards
 * give their maker's identifier but not always the objects of its MIB.
 */
final class Fitting {

    /** Fewer values than this do not tell what a device does. */
    private static final int ENOUGH = 3;

    private static final int MOST_TRIES = 4;

    private Fitting() {}

    /** What of a profile an agent has. */
    record Fit(Recogniser.Match match, Collection<Discovery.Found> found) {

        /** Usable values, texts aside. */
        long values() {
            return found.stream()
                    .filter(f -> f.quality().isUsable())
                    .filter(f -> PointCatalog.point(f.point()).definition().kind() != PointKind.TEXT)
                    .count();
        }
    }

    /** @param matches at least one */
    static CompletableFuture<Fit> best(Agent agent, List<Recogniser.Match> matches) {
        CompletableFuture<Fit> best = look(agent, matches.get(0));
        for (Recogniser.Match next : matches.subList(1, Math.min(matches.size(), MOST_TRIES))) {
            best = best.thenCompose(fit -> fit.values() >= ENOUGH
                    ? CompletableFuture.completedFuture(fit)
                    : look(agent, next).thenApply(other -> other.values() > fit.values() ? other : fit));
        }
        return best;
    }

    static CompletableFuture<Fit> look(Agent agent, Recogniser.Match match) {
        return new Discovery(agent, (SnmpPlan) match.profile().plan()).run().thenApply(found -> new Fit(match, found));
    }
}
