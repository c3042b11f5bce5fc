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

        /**
         * Called at every moment of the run, in order. What a gateway said was so at some time since it was asked: it counts
         * against an expectation only where all of that time does, and for it where any of it does.
         */
        void look(Stage stage) {
            long now = stage.nanos();
            boolean told = conditions.stream().anyMatch(Condition::told);
            long since = told ? Math.min(now, stage.words().askedNanos()) : now;
            boolean some = occasion.kind() == Occasion.Kind.SOMETIME;
            boolean early = (some ? now : since) < occasion.fromNanos();
            boolean late = (some ? since : now) > occasion.toNanos();
            if (failure.isPresent() || early || (late && (looked || told))) {
                return;
            }
            looked = true;
            boolean holds = conditions.stream().allMatch(condition -> condition.holds(stage));
            seen |= holds;
            boolean wrong = occasion.kind() == Occasion.Kind.THROUGHOUT ? !holds : holds;
            if (!some && wrong) {
                failure = Optional.of(new Failure(text, line, now, values(stage)));
            }
        }

        /** The verdict once the run is over. */
        Optional<Failure> end(Stage stage) {
            if (!looked) {
                return Optional.of(new Failure(text, line, stage.nanos(), "nothing was seen of its time"));
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
