package io.tieline.control.fleet;

import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Situation;
import java.util.Arrays;
import java.util.List;

/**
 * Which cabinets are believed, and which vanished together: a switch or a line they share has failed then, and they are
 * taken back together once they have stayed for a while. Immutable.
 *
 * @param lost how many vanished within a few seconds
 * @param seconds since the first of them
 * @param group how many vanished together and are not all back, 0: none
 */
public record Doubts(Doubt[] each, int lost, double seconds, int group) {

    static final Doubts NONE = new Doubts(new Doubt[0], 0, 0, 0);

    private static final double TOGETHER_SECONDS = 5;
    private static final int LEAST_GROUP = 3;
    private static final double GROUP_SHARE = 0.2;

    Doubts next(List<Cabinet> cabinets, Following following, double passed) {
        Doubt[] before = each.length == cabinets.size() ? each : doubtless(cabinets.size());
        Doubt[] now = new Doubt[before.length];
        int left = 0;
        int away = 0;
        for (int i = 0; i < now.length; i++) {
            Cabinet cabinet = cabinets.get(i);
            now[i] = before[i].next(cabinet, following.isMissing(i), passed);
            away += cabinet.isBackup() ? 0 : 1;
            left += !cabinet.isBackup() && before[i].goodSeconds() > 0 ? 1 : 0;
        }
        boolean running = lost > 0 && seconds + passed <= TOGETHER_SECONDS;
        int together = (running ? lost : 0) + left;
        boolean vanished = together >= Math.max(LEAST_GROUP, GROUP_SHARE * now.length);
        if (vanished && left > 0) {
            for (int i = 0; i < now.length; i++) {
                now[i] = cabinets.get(i).isBackup() ? now[i] : now[i].inGroup();
            }
        }
        int standing = vanished ? Math.max(group, together) : group;
        return new Doubts(now, together, running ? seconds + passed : 0, away == 0 ? 0 : standing);
    }

    private static Doubt[] doubtless(int cabinets) {
        Doubt[] doubts = new Doubt[cabinets];
        Arrays.fill(doubts, Doubt.NONE);
        return doubts;
    }

    /** The same cabinets; those that are not believed must not be commanded. */
    public Situation applyTo(Situation now, StorageSettings storage) {
        return now.withCabinets(i -> {
            Cabinet cabinet = now.cabinets().get(i);
            if (!cabinet.isBackup()) {
                // It may give power all the same, and that counts; what cannot be does not.
                return Doubt.isImpossiblePower(cabinet) ? cabinet.disbelieved(cabinet.unavailable()) : cabinet;
            }
            if (storage.unit(i).chemistry().vendorDataRequired()) {
                return cabinet.withdrawn("the numbers of "
                        + storage.unit(i).chemistry().id() + " are placeholders: give its vendor's in the site file");
            }
            String objection = each[i].objection();
            if (objection.isEmpty()) {
                return cabinet;
            }
            return isDistrusted(i) ? cabinet.disbelieved(objection) : cabinet.withdrawn(objection);
        });
    }

    /** The same cabinets without the values of those that are not believed, so that nothing is learnt from them. */
    List<Cabinet> believed(List<Cabinet> cabinets) {
        Cabinet[] now = new Cabinet[cabinets.size()];
        boolean all = true;
        for (int i = 0; i < now.length; i++) {
            Cabinet cabinet = cabinets.get(i);
            boolean believed = isBelieved(i, cabinet);
            now[i] = believed ? cabinet : cabinet.disbelieved(each[i].reason());
            all &= believed;
        }
        return all ? cabinets : List.of(now);
    }

    private boolean isBelieved(int i, Cabinet cabinet) {
        return each[i].reason().isEmpty() && !Doubt.isImpossiblePower(cabinet);
    }

    public boolean isDistrusted(int cabinet) {
        return cabinet < each.length && !each[cabinet].reason().isEmpty();
    }
}
