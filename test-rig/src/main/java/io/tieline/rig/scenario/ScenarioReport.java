package io.tieline.rig.scenario;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Tells how scenarios ended, to people or to machines. */
final class ScenarioReport {

    private final PrintStream out;
    private final boolean json;
    private final JsonArray all = new JsonArray();
    private int passed;
    private int failed;

    ScenarioReport(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void add(ScenarioRun.Verdict verdict) {
        if (verdict.passed()) {
            passed++;
        } else {
            failed++;
        }
        all.add(object(verdict));
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%s  %-36s %5.1f s  %s%n",
                    verdict.passed() ? "pass" : "FAIL",
                    verdict.scenario().name(),
                    verdict.realSeconds(),
                    verdict.scenario().title());
            for (Expectation.Failure failure : verdict.failures()) {
                out.printf("        line %d: %s%n", failure.line(), failure.expectation());
                out.printf("        at %s: %s%n", Moment.show(failure.nanos()), failure.what());
            }
        }
    }

    private static JsonObject object(ScenarioRun.Verdict verdict) {
        JsonArray failures = new JsonArray();
        for (Expectation.Failure failure : verdict.failures()) {
            failures.add(Json.object()
                    .add("line", failure.line())
                    .add("expected", failure.expectation())
                    .add("at", Moment.show(failure.nanos()))
                    .add("was", failure.what()));
        }
        return Json.object()
                .add("scenario", verdict.scenario().name())
                .add("title", verdict.scenario().title())
                .add("passed", verdict.passed())
                .add("seconds", verdict.realSeconds())
                .add("failures", failures);
    }

    /** @return whether all passed */
    boolean end(List<String> unreadable) {
        if (json) {
            JsonArray problems = new JsonArray();
            unreadable.forEach(problems::add);
            out.println(Json.object()
                    .add("passed", passed)
                    .add("failed", failed + files(unreadable))
                    .add("scenarios", all)
                    .add("problems", problems));
        } else {
            unreadable.forEach(out::println);
            out.printf("RESULT scenario passed=%d failed=%d%n", passed, failed + files(unreadable));
        }
        return failed == 0 && unreadable.isEmpty();
    }

    /** A file with three mistakes is one scenario that cannot be played. */
    private static int files(List<String> problems) {
        return (int) problems.stream()
                .map(problem -> problem.substring(0, problem.indexOf(':')))
                .distinct()
                .count();
    }
}
