package io.tieline.control.commissioning;

import io.tieline.control.settings.CommissioningSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which cabinets have passed, the test that runs, and the last report. Immutable.
 *
 * @param passed cabinet → when it passed, UTC milliseconds
 */
public record Commissioning(Map<String, Long> passed, Optional<Running> running, Optional<CommissioningReport> last) {

    public static final Commissioning NONE = new Commissioning(Map.of(), Optional.empty(), Optional.empty());

    private static final String KEY = "commissioning.passed.";

    /**
     * A test that runs.
     *
     * @param waiting cabinets still to be tested, the first is tested now
     * @param trial of the first; empty before its first step
     */
    public record Running(
            String operator,
            long startedUtcMillis,
            List<String> waiting,
            Optional<Trial> trial,
            List<CabinetResult> results) {

        public Running {
            waiting = List.copyOf(waiting);
            results = List.copyOf(results);
        }

        /** The cabinet that is moved now. */
        public String cabinet() {
            return waiting.get(0);
        }

        /** What it is told now. */
        public double watts() {
            return trial.map(Trial::watts).orElse(0.0);
        }

        /** Pairs of steps measured so far of the cabinet that is moved. */
        public int pairs() {
            return trial.map(one -> one.ratios().size()).orElse(0);
        }

        CommissioningReport report(long utcMillis, String aborted) {
            return new CommissioningReport(operator, startedUtcMillis, utcMillis, aborted, results);
        }
    }

    public Commissioning {
        passed = Map.copyOf(passed);
    }

    /** Begins a test; one that runs already goes on. */
    public Commissioning start(String operator, List<String> cabinets, long utcMillis) {
        return running.isPresent() || cabinets.isEmpty()
                ? this
                : new Commissioning(
                        passed,
                        Optional.of(new Running(operator, utcMillis, cabinets, Optional.empty(), List.of())),
                        last);
    }

    /** Ends a running test early; what has passed in it counts all the same. */
    public Commissioning abort(String why, long utcMillis) {
        return running.map(run -> ended(run.report(utcMillis, why))).orElse(this);
    }

    /**
     * Brings a running test up to now.
     *
     * @param leastStepW the smallest change that is written to a device at all
     */
    public Commissioning next(Look look, CommissioningSettings settings, double leastStepW) {
        if (running.isEmpty()) {
            return this;
        }
        Running run = running.get();
        if (!look.trouble().isEmpty()) {
            return abort(look.trouble(), look.utcMillis());
        }
        Optional<Look.Cabinet> cabinet = look.cabinets().stream()
                .filter(one -> one.id().equals(run.cabinet()))
                .findFirst();
        String cannot = cabinet.map(Look.Cabinet::unavailable).orElse("the site has no such cabinet");
        if (!cannot.isEmpty()) {
            return done(run, CabinetResult.untested(run.cabinet(), cannot), look.utcMillis());
        }
        Trial trial = run.trial()
                .map(one -> one.next(look, cabinet.get(), settings))
                .orElseGet(() -> Trial.begin(cabinet.get(), leastStepW, settings, look.nanos()));
        if (trial.swingW() < leastStepW) {
            String full = "it can neither charge nor discharge now: repeat at another state of charge";
            return done(run, CabinetResult.untested(run.cabinet(), full), look.utcMillis());
        }
        return trial.isOver() ? done(run, trial.result(settings), look.utcMillis()) : going(run, trial);
    }

    private Commissioning going(Running run, Trial trial) {
        Running now =
                new Running(run.operator(), run.startedUtcMillis(), run.waiting(), Optional.of(trial), run.results());
        return new Commissioning(passed, Optional.of(now), last);
    }

    private Commissioning done(Running run, CabinetResult result, long utcMillis) {
        List<CabinetResult> results = new ArrayList<>(run.results());
        results.add(result);
        List<String> waiting = run.waiting().subList(1, run.waiting().size());
        Map<String, Long> now = new TreeMap<>(passed);
        if (result.passed()) {
            now.put(result.cabinet(), utcMillis);
        } else {
            // What it proved once it has now disproved.
            now.remove(result.cabinet());
        }
        Running next = new Running(run.operator(), run.startedUtcMillis(), waiting, Optional.empty(), results);
        return waiting.isEmpty()
                ? new Commissioning(now, Optional.empty(), Optional.of(next.report(utcMillis, "")))
                : new Commissioning(now, Optional.of(next), last);
    }

    private Commissioning ended(CommissioningReport report) {
        return new Commissioning(passed, Optional.empty(), Optional.of(report));
    }

    /** What must survive a restart; a running test does not. */
    public void write(Map<String, Object> into) {
        passed.forEach((cabinet, utcMillis) -> into.put(KEY + cabinet, (double) utcMillis));
    }

    /** The counterpart of {@link #write}. */
    public static Commissioning read(Map<String, ?> map) {
        Map<String, Long> passed = new TreeMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(KEY) && value instanceof Number number) {
                passed.put(key.substring(KEY.length()), number.longValue());
            }
        });
        return new Commissioning(passed, Optional.empty(), Optional.empty());
    }
}
