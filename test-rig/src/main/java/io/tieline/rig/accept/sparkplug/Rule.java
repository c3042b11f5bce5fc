package io.tieline.rig.accept.sparkplug;

import java.util.List;
import java.util.function.Function;

/**
 * One thing the specification demands, under all the names it has there: what is said once is often listed three times.
 *
 * @param ids without the leading tck-id
 * @param judge the faults it finds in a transcript; none: the rule is kept
 */
record Rule(String says, List<String> ids, Function<Transcript, List<String>> judge) {

    static Rule of(String says, Function<Transcript, List<String>> judge, String... ids) {
        return new Rule(says, List.of(ids), judge);
    }
}
