package io.tieline.update;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts what was installed to the test: so many good checks in a row before the deadline, and a decision soon. */
final class Probation {

    /** What the disk refused is tried again after this long. */
    static final Duration AGAIN = Duration.ofSeconds(10);

    /** So much longer than the version before a new one may take to come round: the machine may be busy, files are cold. */
    static final int SLOWER = 3;

    /** Who hears how it ended; hears it again if it could not be written down. */
    interface Outcome {
        void passed() throws IOException;

        void failed(List<String> why) throws IOException;
    }

    private final UpdateSettings settings;
    private final HealthCheck health;
    private final Timer timer;
    private final Outcome outcome;

    /** Grows with each probation; timers of an earlier one find themselves outdated. */
    private int current;

    private int goodChecks;
    /** The last bad check is the reason people want to read when the deadline strikes. */
    private String lastProblem = "";

    Probation(UpdateSettings settings, HealthCheck health, Timer timer, Outcome outcome) {
        this.settings = settings;
        this.health = health;
        this.timer = timer;
        this.outcome = outcome;
    }

    synchronized void begin() {
        goodChecks = 0;
        lastProblem = "";
        int mine = ++current;
        timer.after(settings.checkEvery(), () -> check(mine));
        Duration patience = steerWithin();
        timer.after(
                patience,
                () -> require(mine, health::steers, "control did not come round within " + seconds(patience)));
        timer.after(
                settings.decideWithin(),
                () -> require(mine, health::decides, "nothing was decided within " + seconds(settings.decideWithin())));
        timer.after(settings.deadline(), () -> fail(mine, "no lasting health within " + seconds(settings.deadline())));
    }

    private static String seconds(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() / 1000.0 + " s";
    }

    private Duration steerWithin() {
        Duration usual = health.steeredAfter().multipliedBy(SLOWER);
        Duration longest = settings.decideWithin();
        Duration least = usual.compareTo(settings.steerWithin()) > 0 ? usual : settings.steerWithin();
        return least.compareTo(longest) < 0 ? least : longest;
    }

    private void require(int mine, BooleanSupplier sign, String otherwise) {
        boolean given;
        try {
            given = sign.getAsBoolean();
        } catch (RuntimeException e) {
            given = false;
        }
        if (!given) {
            fail(mine, otherwise);
        }
    }

    private void check(int mine) {
        List<String> problems;
        try {
            problems = health.problems();
        } catch (RuntimeException e) {
            problems = List.of("the health check failed: " + e);
        }
        if (isPassed(mine, problems)) {
            end(mine, outcome::passed);
        }
    }

    private synchronized boolean isPassed(int mine, List<String> problems) {
        if (mine != current) {
            return false;
        }
        goodChecks = problems.isEmpty() ? goodChecks + 1 : 0;
        lastProblem = String.join("; ", problems);
        if (goodChecks >= settings.checksToPass()) {
            return true;
        }
        timer.after(settings.checkEvery(), () -> check(mine));
        return false;
    }

    private void fail(int mine, String why) {
        List<String> reasons = new ArrayList<>(List.of(why));
        synchronized (this) {
            if (!lastProblem.isEmpty()) {
                reasons.add(lastProblem);
            }
        }
        end(mine, () -> outcome.failed(reasons));
    }

    private interface Ending {
        void tell() throws IOException;
    }

    private void end(int mine, Ending ending) {
        synchronized (this) {
            if (mine != current) {
                return;
            }
            current++;
        }
        tell(ending);
    }

    private void tell(Ending ending) {
        try {
            ending.tell();
        } catch (IOException e) {
            // Still on probation on disk: what could not be written now is told again, or the next start takes it up.
            timer.after(AGAIN, () -> tell(ending));
        }
    }
}
