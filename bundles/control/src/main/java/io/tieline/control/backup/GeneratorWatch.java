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
    /** An engine that still runs so long after the order to stop has not obeyed it. */
    private static final double STOP_SECONDS = 60;

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
        /** The grid is back and they run on without load, then until they have obeyed the order to stop. */
        COOLING
    }

    /**
     * What shows where the load is.
     *
     * @param onGenerators a generator gives power, or the transfer switch is on their side
     * @param onBatteries batteries carry it all the same: what the generators or their switch report is not so
     */
    public record Load(boolean onGenerators, boolean onBatteries) {}

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

    /** Whether they have been ready for as long as it takes them to be loaded, and the load has not come. */
    public boolean waitsInVain(BackupSettings.Generators settings, long nanos) {
        return phase == Phase.AT_SPEED
                && sinceNanos != NEVER
                && nanos - sinceNanos >= settings.ready().toNanos();
    }

    /** Those of them that run although they were told to stop long enough ago. */
    public List<String> disobedient(List<Generator> generators, long nanos) {
        return toldToStop() && (nanos - orderedNanos) / 1e9 >= STOP_SECONDS
                ? generators.stream()
                        .filter(generator -> generator.state() == State.RUNNING)
                        .map(Generator::id)
                        .toList()
                : List.of();
    }

    /** With the order to stop those to start are forgotten. */
    private boolean toldToStop() {
        return phase == Phase.COOLING && starts == 0 && orderedNanos != NEVER;
    }

    /** Seconds since they are needed. */
    public double secondsWanted(long nanos) {
        return wantedNanos == NEVER ? 0 : (nanos - wantedNanos) / 1e9;
    }

    /**
     * One step.
     *
     * @param load what shows whether they carry it
     */
    public Step next(
            Wish wish,
            List<Generator> generators,
            Load load,
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
            case REST, WAITING -> now.atRest(wish, generators, load, ready, settings, nanos);
            case STARTING -> now.starting(wish, generators, ready, settings, nanos);
            case AT_SPEED, ON_LOAD -> {
                boolean fell = !ready && !silent;
                // One that only does not answer is no trip.
                yield fell ? now.tripped(wish, load, settings, nanos) : now.running(wish, load, nanos);
            }
            case FAILED -> now.failed(wish, generators, ready, nanos);
            case LOCKED_OUT -> only(now);
            case COOLING -> now.cooling(wish, generators, ready, silent, settings, nanos);
        };
    }

    private Step atRest(
            Wish wish,
            List<Generator> generators,
            Load load,
            boolean ready,
            BackupSettings.Generators settings,
            long nanos) {
        if (wish == Wish.STOP) {
            return only(AT_REST);
        }
        if (ready) {
            return wish == Wish.START ? takenBack(generators, nanos) : only(in(Phase.AT_SPEED, nanos));
        }
        // The switch still holds the load on generators that fell off: the grid does not help it yet.
        boolean needed = wish == Wish.START || trips > 0 && load.onGenerators();
        if (!needed) {
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

    /** Those that are ready already; who is about to stop by its own control has to be told to go on. */
    private Step takenBack(List<Generator> generators, long nanos) {
        List<Order> orders = generators.stream()
                .filter(generator -> generator.state() == State.COOLING || toldToStop())
                .map(generator -> Order.generator(generator, true, "the grid is lost"))
                .toList();
        GeneratorWatch taken = new GeneratorWatch(
                Phase.AT_SPEED,
                nanos,
                nanos,
                orders.isEmpty() ? orderedNanos : nanos,
                orders.isEmpty() ? starts : 1,
                trips,
                ours || !orders.isEmpty());
        return new Step(taken, orders);
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
                        .filter(generator -> start > 1 ? isIdle(generator) : !isUnderWay(generator))
                        .map(generator -> Order.generator(generator, true, why))
                        .toList());
    }

    private static boolean isUnderWay(Generator generator) {
        return generator.state() == State.RUNNING || generator.state() == State.STARTING;
    }

    /** Whether its last crank is over, and was in vain. */
    private static boolean isIdle(Generator generator) {
        return generator.state() == State.STOPPED || generator.state() == State.FAULT;
    }

    private Step starting(
            Wish wish, List<Generator> generators, boolean ready, BackupSettings.Generators settings, long nanos) {
        if (ready) {
            return only(in(Phase.AT_SPEED, nanos));
        }
        if (wish == Wish.STOP) {
            return stopped(generators, "the grid is back", nanos);
        }
        long ordered = orderedNanos == NEVER ? sinceNanos : orderedNanos;
        long wanted = wantedNanos == NEVER ? sinceNanos : wantedNanos;
        boolean faulty = generators.stream().allMatch(generator -> generator.state() == State.FAULT)
                && (nanos - ordered) / 1e9 >= FAULT_SECONDS;
        if (faulty || nanos - wanted >= settings.failAfter().toNanos()) {
            return only(in(trips > 0 ? Phase.LOCKED_OUT : Phase.FAILED, nanos));
        }
        return cranksAgain(generators, settings, nanos) ? ordered(generators, starts + 1, nanos) : only(this);
    }

    /** Whether one of them may be cranked once more while none is on its way. */
    private boolean cranksAgain(List<Generator> generators, BackupSettings.Generators settings, long nanos) {
        long ordered = orderedNanos == NEVER ? sinceNanos : orderedNanos;
        return generators.stream().noneMatch(GeneratorWatch::isUnderWay)
                && generators.stream().anyMatch(generator -> generator.state() == State.STOPPED)
                && starts < settings.cranks()
                && nanos - ordered >= settings.crankPause().toNanos();
    }

    private Step running(Wish wish, Load load, long nanos) {
        if (wish == Wish.STOP && !load.onGenerators()) {
            return only(in(Phase.COOLING, nanos));
        }
        if (phase == Phase.AT_SPEED && load.onGenerators() && !load.onBatteries()) {
            return only(in(Phase.ON_LOAD, nanos));
        }
        if (phase == Phase.ON_LOAD && load.onBatteries() && wish == Wish.START) {
            return only(in(Phase.AT_SPEED, nanos));
        }
        return only(this);
    }

    private Step tripped(Wish wish, Load load, BackupSettings.Generators settings, long nanos) {
        if (wish == Wish.STOP || wish == Wish.STAY && !load.onGenerators()) {
            // The load is back on the grid and their own control has stopped them.
            return only(AT_REST);
        }
        int fallen = trips + 1;
        Phase then = fallen > settings.retries() ? Phase.LOCKED_OUT : Phase.WAITING;
        return only(new GeneratorWatch(then, nanos, nanos, NEVER, 0, fallen, ours));
    }

    private Step failed(Wish wish, List<Generator> generators, boolean ready, long nanos) {
        if (ready) {
            return only(in(wish == Wish.STOP ? Phase.COOLING : Phase.AT_SPEED, nanos));
        }
        if (wish != Wish.STOP) {
            return only(this);
        }
        // One that was ordered and is still on its way, or does not answer, may come to speed after all.
        return generators.stream().allMatch(GeneratorWatch::isIdle)
                ? only(AT_REST)
                : stopped(generators, "the grid is back", nanos);
    }

    private Step cooling(
            Wish wish,
            List<Generator> generators,
            boolean ready,
            boolean silent,
            BackupSettings.Generators settings,
            long nanos) {
        if (wish != Wish.STOP) {
            if (!ready) {
                return only(in(Phase.WAITING, nanos).wantedSince(nanos));
            }
            return wish == Wish.START ? takenBack(generators, nanos) : only(in(Phase.AT_SPEED, nanos));
        }
        boolean stands = generators.stream().allMatch(GeneratorWatch::isIdle);
        boolean obeyed = toldToStop() && !silent && generators.stream().noneMatch(GeneratorWatch::isUnderWay);
        if (stands || obeyed || !ours) {
            return only(AT_REST);
        }
        return !toldToStop() && nanos - sinceNanos >= settings.coolDown().toNanos()
                ? stopped(generators, "the grid is back and it has cooled down", nanos)
                : only(this);
    }

    /** Ordered to stop, and watched until they have. */
    private Step stopped(List<Generator> generators, String why, long nanos) {
        return ours
                ? new Step(
                        new GeneratorWatch(Phase.COOLING, nanos, wantedNanos, nanos, 0, trips, true),
                        generators.stream()
                                .map(generator -> Order.generator(generator, false, why))
                                .toList())
                : only(AT_REST);
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
