package io.tieline.rig.scenario;

import io.tieline.control.settings.ControlSettings;
import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads a scenario file; whatever is wrong with it becomes a problem with line and column. */
public final class ScenarioReader {

    private static final String MOMENTS = "write a time from the beginning, such as 05:00";

    private final Fields file;

    private ScenarioReader(Fields file) {
        this.file = file;
    }

    /**
     * @param name of the file, without ending
     * @return empty if the file cannot be used; then there are problems
     */
    public static Optional<Scenario> read(String name, String text, Problems problems) {
        Optional<Scenario> scenario =
                Document.parse(name + ".yaml", text, problems).map(fields -> new ScenarioReader(fields).scenario(name));
        return problems.isEmpty() ? scenario : Optional.empty();
    }

    private Scenario scenario(String name) {
        String title = file.requiredText("scenario").orElse(name);
        SiteSpec site = file.fields("site").map(SiteReader::read).orElseThrow();
        Scenario scenario = new Scenario(
                name,
                title,
                file.fields("wire").map(ScenarioReader::wire),
                site,
                settings(site),
                file.text("refused"),
                happenings(),
                expectations(),
                file.node("lasts").flatMap(this::moment).orElse(0L));
        file.rejectOthers();
        return scenario;
    }

    private static Scenario.Wire wire(Fields fields) {
        Scenario.Wire read = new Scenario.Wire(
                fields.number("speed", 1, 600).orElse(30.0),
                fields.duration("slack").orElse(Duration.ofSeconds(3)),
                fields.flag("only").orElse(false));
        fields.rejectOthers();
        return read;
    }

    private ControlSettings settings(SiteSpec site) {
        ControlSettings defaults = ControlSettings.defaults(site.zone()).withStorage(site.storage());
        Optional<Node> node = file.node("settings");
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            return RecordSettings.changed(ControlSettings.class, defaults, mapping, file);
        }
        return defaults;
    }

    private Optional<Long> moment(Node node) {
        OptionalLong moment = node instanceof Node.Scalar scalar ? Moment.parse(scalar.text()) : OptionalLong.empty();
        if (moment.isEmpty()) {
            file.problem(node, "no moment: " + node.describe(), MOMENTS);
            return Optional.empty();
        }
        return Optional.of(moment.getAsLong());
    }

    private List<Happening> happenings() {
        List<Happening> happenings = new ArrayList<>();
        if (file.node("when").orElse(null) instanceof Node.Mapping timeline) {
            timeline.entries().forEach((at, what) -> moment(at).ifPresent(nanos -> {
                for (Node.Scalar sentence : sentences(what)) {
                    happening(nanos, sentence).ifPresent(happenings::add);
                }
            }));
        }
        happenings.sort(Comparator.comparingLong(Happening::nanos));
        return happenings;
    }

    private Optional<Happening> happening(long nanos, Node.Scalar sentence) {
        Optional<Consumer<Stage>> effect = Happenings.parse(sentence.text());
        if (effect.isEmpty()) {
            file.problem(
                    sentence,
                    "nothing happens like " + sentence.describe(),
                    "use one of: " + String.join("; ", Happenings.sentences()));
        }
        return effect.map(it -> new Happening(nanos, sentence.text(), it));
    }

    private List<Expectation> expectations() {
        List<Expectation> expectations = new ArrayList<>();
        for (Node item : file.items("expect")) {
            if (item instanceof Node.Mapping mapping) {
                for (Map.Entry<Node.Scalar, Node> entry : mapping.entries().entrySet()) {
                    expectation(entry.getKey(), entry.getValue()).ifPresent(expectations::add);
                }
            } else {
                file.problem(item, "expected WHEN: WHAT", "write for instance \"always: import <= 900 kW\"");
            }
        }
        return expectations;
    }

    private Optional<Expectation> expectation(Node.Scalar when, Node what) {
        Optional<Occasion> occasion = Occasion.parse(when.text());
        if (occasion.isEmpty()) {
            file.problem(when, "no occasion: " + when.describe(), "use one of: " + Occasion.WORDS);
        }
        List<Condition> conditions = new ArrayList<>();
        for (Node.Scalar sentence : sentences(what)) {
            Optional<Condition> condition = Condition.parse(sentence.text());
            condition.ifPresent(conditions::add);
            if (condition.isEmpty()) {
                file.problem(
                        sentence,
                        "cannot tell whether " + sentence.describe(),
                        "compare one of: " + String.join("; ", Quantities.sentences()));
            }
        }
        String text = when.text() + ": "
                + String.join(", ", conditions.stream().map(Condition::text).toList());
        return occasion.map(it -> new Expectation(text, when.line(), it, List.copyOf(conditions)));
    }

    private List<Node.Scalar> sentences(Node node) {
        List<Node> all = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        List<Node.Scalar> sentences = new ArrayList<>();
        for (Node item : all) {
            if (item instanceof Node.Scalar scalar) {
                sentences.add(scalar);
            } else {
                file.problem(item, "expected a sentence, not " + item.describe(), "write it in one line");
            }
        }
        return sentences;
    }
}
