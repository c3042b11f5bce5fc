package io.tieline.cli.journal;

import io.tieline.cli.outcome.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which points of a record a command is about. */
final class ChosenPoints {

    private ChosenPoints() {}

    /**
     * The points that are meant, in the order of the wishes.
     *
     * @param wanted names in which a star stands for any text
     * @param known of the record
     * @throws CliException if one of the wishes means none
     */
    static List<String> of(List<String> wanted, List<String> known) {
        List<String> chosen = new ArrayList<>();
        for (String each : wanted) {
            Pattern pattern = Pattern.compile(
                    Stream.of(each.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            List<String> found = known.stream()
                    .filter(pattern.asMatchPredicate())
                    .filter(point -> !chosen.contains(point))
                    .toList();
            if (found.isEmpty()) {
                throw new CliException("The record has no point " + each + "; it has for instance "
                        + String.join(", ", known.stream().limit(5).toList()));
            }
            chosen.addAll(found);
        }
        return chosen;
    }
}
