package io.tieline.gateway.control;

import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.commissioning.CommissioningReport;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Begins and ends commissioning tests for an operator, and tells of their results. */
final class CommissioningDesk {

    private final CoreAccess core;
    private final Journalling record;
    private final SiteClock clock;
    private final List<String> cabinets;
    private final Consumer<CommissioningReport> reports;

    private volatile Commissioning seen;

    /**
     * @param cabinets all that can be tested, in this order
     * @param seen what is remembered of before
     * @param reports hears of every test that has ended
     */
    CommissioningDesk(
            CoreAccess core,
            Journalling record,
            SiteClock clock,
            List<String> cabinets,
            Commissioning seen,
            Consumer<CommissioningReport> reports) {
        this.core = core;
        this.record = record;
        this.clock = clock;
        this.cabinets = List.copyOf(cabinets);
        this.seen = seen;
        this.reports = reports;
    }

    /**
     * Begins a test of every cabinet; recorded before anything moves.
     *
     * @return completes with why it cannot begin, empty if it has; never exceptionally
     */
    CompletionStage<String> start(String operator) {
        return record.append(event(Event.Kind.OPERATOR, operator + " starts the commissioning test"))
                .thenCompose(
                        number -> core.with(inside -> inside.startCommissioning(operator, cabinets, clock.utcMillis())))
                .exceptionally(e -> "it cannot be recorded or applied: " + e);
    }

    /** Ends a running test; nothing may hinder that, not even a record that fails. */
    CompletionStage<String> abort(String operator) {
        record.append(event(Event.Kind.OPERATOR, operator + " ends the commissioning test"));
        CompletionStage<String> done = core.with(inside -> {
            inside.abortCommissioning("ended by " + operator, clock.utcMillis());
            return "";
        });
        return done.exceptionally(e -> "the control does not answer: " + e);
    }

    /** Looks at the state after a decision. */
    void follow(Commissioning now) {
        Optional<CommissioningReport> report = now.last();
        if (report.isPresent() && !report.equals(seen.last())) {
            record.append(event(
                    Event.Kind.STATE,
                    "The commissioning test is over: " + (report.get().passed() ? "passed" : "not passed")));
            reports.accept(report.get());
        }
        seen = now;
    }

    /** As of the last decision. */
    Commissioning seen() {
        return seen;
    }

    private Event event(Event.Kind kind, String sentence) {
        return new Event(clock.utcMillis(), kind, Severity.INFO, "control", sentence, Map.of());
    }
}
