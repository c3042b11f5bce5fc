package io.tieline.update;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts what was installed to the test: so many good checks in a row before the deadline, and a decision soon. */
final class Probation {

    /** What the disk refused is tried again after this long. */
    static final Duration AGAIN = Duration.ofSeconds(10);

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
        timer.after(settings.decideWithin(), () -> requireDecision(mine));
        timer.after(settings.deadline(), () -> fail(mine, "no lasting health within " + seconds(settings.deadline())));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private void requireDecision(int mine) {
        boolean decides;
        try {
            decides = health.decides();
        } catch (RuntimeException e) {
            decides = false;
        }
        if (!decides) {
            fail(mine, "nothing was decided within " + seconds(settings.decideWithin()));
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
