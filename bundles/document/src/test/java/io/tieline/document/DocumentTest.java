package io.tieline.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private final Problems problems = new Problems();

    @Test
    void valuesAreReadByType() {
        Fields root = parse("name: Osaka\npoll: 500 ms\nport: 0x1F6\ndevices:\n  - id: a\n  - id: b\n");
        assertThat(root.text("name")).contains("Osaka");
        assertThat(root.duration("poll")).contains(Duration.ofMillis(500));
        assertThat(root.integer("port", 1, 65535)).contains(502);
        assertThat(root.list("devices").stream().map(device -> device.text("id")))
                .containsExactly(Optional.of("a"), Optional.of("b"));
        root.rejectOthers();
        assertThat(problems.sorted()).isEmpty();
    }

    @Test
    void aMisspeltKeyIsReportedAtItsPlace() {
        Fields root = parse("name: Osaka\n  \npol: 1 s\n");
        root.text("name");
        root.duration("poll");
        root.rejectOthers();
        assertThat(problems.sorted())
                .containsExactly(new Problem("site.yaml", 3, 1, "unknown key \"pol\"", "use one of name, poll"));
    }

    @Test
    void aDurationNeedsItsUnit() {
        assertThat(parse("poll: 500\n").duration("poll")).isEmpty();
        assertThat(problems.sorted().get(0).toString())
                .startsWith("site.yaml:1:7: poll must be a duration")
                .contains("500 ms");
    }

    @Test
    void brokenYamlNamesTheLine() {
        assertThat(Document.parse("site.yaml", "a: 1\nb: [1, 2\nc: 3\n", problems))
                .isEmpty();
        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.message()).startsWith("not valid YAML");
        });
    }

    @Test
    void aKeyTwiceIsAProblem() {
        parse("a: 1\na: 2\n");
        assertThat(problems.sorted()).singleElement().extracting(Problem::line).isEqualTo(2);
    }

    @Test
    void anUnknownWordListsTheKnownOnes() {
        parse("kind: cabnet\n").choice("kind", word -> Optional.<String>empty(), List.of("battery", "ups"));
        assertThat(problems.sorted().get(0).toString())
                .isEqualTo("site.yaml:1:7: unknown kind \"cabnet\"; use one of battery, ups");
    }

    private Fields parse(String text) {
        return Document.parse("site.yaml", text, problems).orElseThrow();
    }
}
