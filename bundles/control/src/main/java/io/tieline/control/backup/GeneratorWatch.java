package io.tieline.control.backup;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.settings.BackupSettings;
import java.util.List;

/**
 * Starts the generators, waits for them, sees them take the load, and knows when to give up. Several generators behind
 * their own paralleling control count as one: it is ready as soon as one of them is.
 *
 * @param sinceNanos when the phase began; {@link #NEVER} after a restart
 * @param wantedNanos since when they are needed
 * @param orderedNanos when they were last ordered to start
 * @param starts how often they were, in this attempt
 * @param trips how often they fell off in this outage
 * @param ours whether we started them, and so stop them
 */
public record GeneratorWatch(
        Phase phase, long sinceNanos, long wantedNanos, long orderedNanos, int starts, int trips, boolean ours) {

    public static final long NEVER = Long.MIN_VALUE;
    public static final GeneratorWatch AT_REST = new GeneratorWatch(Phase.REST, NEVER, NEVER, NEVER, 0, 0, false);

    /** A fault this young may be one the start order clears. */
    private static final double FAULT_SECONDS = 10;

    /** How far they are. */
    public enum Phase {
        REST,
        /** Needed, but the outage may still be a dip. */
        WAITING,
        STARTING,
        /** Ready, the load has not come yet. */
        AT_SPEED,
        ON_LOAD,
        /** Gave up: not ready in time. A generator that comes to speed later is welcome. */
        FAILED,
        /** Fell off too often: only an operator lets them try again. */
        LOCKED_OUT,
        /** The grid is back and they run on without load. */
        COOLING
    }

    /** What the grid asks of them. */
    public enum Wish {
        /** All is well: stop, if we started them. */
        STOP,
        /** The grid comes and goes: go on as you are. */
        STAY,
        START
    }

    /** The next state and the orders that lead there. */
    public record Step(GeneratorWatch watch, List<Order> orders) {}

    /** A phase taken over from before a restart; its timers start anew. */
    public static GeneratorWatch restored(Phase phase, int trips, boolean ours) {
        return new GeneratorWatch(phase, NEVER, NEVER, NEVER, 0, trips, ours);
    }

    /** Whether no help is to be expected from them any more. */
    public boolean gaveUp() {
        return phase == Phase.FAILED || phase == Phase.LOCKED_OUT;
    }

    /** An operator lets them try again. */
    public GeneratorWatch reset() {
        return gaveUp() ? AT_REST : this;
    }

    /** Seconds since they are needed. */
    public double secondsWanted(long nanos) {
        return wantedNanos == NEVER ? 0 : (nanos - wantedNanos) / 1e9;
    }

    /**
     * One step.
     *
     * @param onLoad whether anything shows that they carry the load: their own power, the transfer switch
     */
    public Step next(
            Wish wish,
            List<Generator> generators,
            boolean onLoad,
            double nominalHz,
            BackupSettings.Generators settings,
            long nanos) {
        if (generators.isEmpty()) {
            return new Step(AT_REST, List.of());
        }
        boolean ready = generators.stream().anyMatch(generator -> generator.isAtSpeed(nominalHz));
        boolean silent = generators.stream().anyMatch(generator -> generator.state() == State.UNKNOWN);
        GeneratorWatch now = sinceNanos == NEVER ? in(phase, nanos).wantedSince(nanos) : this;
        return switch (phase) {
            case REST, WAITING -> now.atRest(wish, generators, ready, settings, nanos);
            case STARTING -> now.starting(wish, generators, ready, settings, nanos);
            case AT_SPEED, ON_LOAD -> {
                boolean fell = !ready && !silent;
                // One that only does not answer is no trip.
                yield fell ? now.tripped(wish, onLoad, settings, nanos) : now.running(wish, onLoad, nanos);
            }
            case FAILED -> only(ready && wish != Wish.STOP ? now.in(Phase.AT_SPEED, nanos) : now.ended(wish));
            case LOCKED_OUT -> only(now);
            case COOLING -> now.cooling(wish, generators, ready, settings, nanos);
        };
    }

    private Step atRest(
            Wish wish, List<Generator> generators, boolean ready, BackupSettings.Generators settings, long nanos) {
        if (wish == Wish.STOP) {
            return only(AT_REST);
        }
        if (ready) {
            return only(in(Phase.AT_SPEED, nanos));
        }
        if (wish == Wish.STAY) {
            // The grid came back before a start was worth it; another dip waits anew.
            return only(in(Phase.REST, nanos).wantedSince(NEVER));
        }
        GeneratorWatch waiting =
                phase == Phase.WAITING ? this : in(Phase.WAITING, nanos).wantedSince(nanos);
        if (nanos - waiting.sinceNanos < settings.startDelay().toNanos()) {
            return only(waiting);
        }
        return waiting.ordered(generators, 1, nanos);
    }

    private Step ordered(List<Generator> generators, int start, long nanos) {
        String why = (trips > 0 ? "it fell off, this is the second try" : "the grid is lost")
                + (start > 1 ? ", start " + start : "");
        GeneratorWatch started = new GeneratorWatch(
                Phase.STARTING,
                start > 1 ? sinceNanos : nanos,
                wantedNanos == NEVER ? nanos : wantedNanos,
                nanos,
                start,
                trips,
                true);
        return new Step(
                started,
                generators.stream()
                        .filter(generator -> generator.state() != State.RUNNING && generator.state() != State.STARTING)
                        .map(generator -> Order.generator(generator, true, why))
                        .toList());
    }

    private Step starting(
            Wish wish, List<Generator> generators, boolean ready, BackupSettings.Generators settings, long nanos) {
        if (ready) {
            return only(in(Phase.AT_SPEED, nanos));
        }
        if (wish == Wish.STOP) {
            return stopped(generators, "the grid is back");
        }
        long ordered = orderedNanos == NEVER ? sinceNanos : orderedNanos;
        long wanted = wantedNanos == NEVER ? sinceNanos : wantedNanos;
        boolean faulty = generators.stream().allMatch(generator -> generator.state() == State.FAULT)
                && (nanos - ordered) / 1e9 >= FAULT_SECONDS;
        if (faulty || nanos - wanted >= settings.failAfter().toNanos()) {
            return only(in(trips > 0 ? Phase.LOCKED_OUT : Phase.FAILED, nanos));
        }
        boolean idle = generators.stream().allMatch(generator -> generator.state() == State.STOPPED);
        boolean again = idle
                && starts < settings.cranks()
                && nanos - ordered >= settings.crankPause().toNanos();
        return again ? ordered(generators, starts + 1, nanos) : only(this);
    }

    private Step running(Wish wish, boolean onLoad, long nanos) {
        if (wish == Wish.STOP && !onLoad) {
            return only(in(Phase.COOLING, nanos));
        }
        if (phase == Phase.AT_SPEED && onLoad) {
            return only(in(Phase.ON_LOAD, nanos));
        }
        return only(this);
    }

    private Step tripped(Wish wish, boolean onLoad, BackupSettings.Generators settings, long nanos) {
        if (wish == Wish.STOP || wish == Wish.STAY && !onLoad) {
            // The load is back on the grid and their own control has stopped them.
            return only(AT_REST);
        }
        int fallen = trips + 1;
        Phase then = fallen > settings.retries() ? Phase.LOCKED_OUT : Phase.WAITING;
        return only(new GeneratorWatch(then, nanos, nanos, NEVER, 0, fallen, ours));
    }

    private Step cooling(
            Wish wish, List<Generator> generators, boolean ready, BackupSettings.Generators settings, long nanos) {
        if (wish != Wish.STOP) {
            return only(
                    ready ? in(Phase.AT_SPEED, nanos) : in(Phase.WAITING, nanos).wantedSince(nanos));
        }
        if (!ready || !ours) {
            return only(AT_REST);
        }
        return nanos - sinceNanos >= settings.coolDown().toNanos()
                ? stopped(generators, "the grid is back and it has cooled down")
                : only(this);
    }

    private Step stopped(List<Generator> generators, String why) {
        return new Step(
                AT_REST,
                ours
                        ? generators.stream()
                                .map(generator -> Order.generator(generator, false, why))
                                .toList()
                        : List.of());
    }

    private GeneratorWatch ended(Wish wish) {
        return wish == Wish.STOP ? AT_REST : this;
    }

    private GeneratorWatch in(Phase next, long nanos) {
        return new GeneratorWatch(next, nanos, wantedNanos, orderedNanos, starts, trips, ours);
    }

    private GeneratorWatch wantedSince(long nanos) {
        return new GeneratorWatch(phase, sinceNanos, nanos, orderedNanos, starts, trips, ours);
    }

    private static Step only(GeneratorWatch watch) {
        return new Step(watch, List.of());
    }
}
