package io.tieline.rig.scenario;

import java.util.List;
import java.util.Optional;

/**
 * What must hold, and when.
 *
 * @param text as written
 * @param conditions all of them together
 */
record Expectation(String text, int line, Occasion occasion, List<Condition> conditions) {

    /** One that did not hold. */
    record Failure(String expectation, int line, long nanos, String what) {}

    /** Follows it through one run. */
    final class Watch {
        private Optional<Failure> failure = Optional.empty();
        private boolean seen;
        private boolean looked;

        /** Called at every moment of the run, in order. */
        void look(Stage stage) {
            long now = stage.nanos();
            if (failure.isPresent() || now < occasion.fromNanos() || (now > occasion.toNanos() && looked)) {
                return;
            }
            looked = true;
            boolean holds = conditions.stream().allMatch(condition -> condition.holds(stage));
            seen |= holds;
            boolean wrong = occasion.kind() == Occasion.Kind.THROUGHOUT ? !holds : holds;
            if (occasion.kind() != Occasion.Kind.SOMETIME && wrong) {
                failure = Optional.of(new Failure(text, line, now, values(stage)));
            }
        }

        /** The verdict once the run is over. */
        Optional<Failure> end(Stage stage) {
            if (!looked) {
                return Optional.of(new Failure(text, line, stage.nanos(), "the scenario ended before its moment"));
            }
            if (occasion.kind() == Occasion.Kind.SOMETIME && !seen) {
                return Optional.of(
                        new Failure(text, line, occasion.toNanos(), "it never came; at the end " + values(stage)));
            }
            return failure;
        }

        private String values(Stage stage) {
            return String.join(
                    ", ",
                    conditions.stream()
                            .map(condition -> condition.text() + ": is " + condition.shown(stage))
                            .toList());
        }
    }

    Watch watch() {
        return new Watch();
    }

    Expectation loosened(long slackNanos) {
        return new Expectation(text, line, occasion.loosened(slackNanos), conditions);
    }
}
