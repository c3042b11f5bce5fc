package io.tieline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenamesTest {

    @Test
    void theirTextIsReadAsItWasWritten() {
        String text = "peak-shaving:target=goal,io.tieline.gateway.Update:trusted.key=release.key";
        assertThat(Renames.parse(text)).hasToString(text);
        assertThat(Renames.parse("")).isEqualTo(Renames.NONE).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/update/sets/7/gateway.yaml", "a:b", "a:b=c,", "a:b=c d", "a:b=c\nx", "1:b=c", "a=b"})
    void whatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Renames.parse(text))
                .withMessageStartingWith("a renamed key is written COMPONENT:OLD=NEW");
    }

    @Test
    void thoseThatCameLaterAreAddedOnce() {
        Renames first = Renames.parse("a:x=y,a:p=q");
        assertThat(first.and(Renames.parse("a:y=z"))).hasToString("a:x=y,a:p=q,a:y=z");
        assertThat(first.and(Renames.parse("a:x=y"))).hasToString("a:p=q,a:x=y");
        assertThat(first.and(Renames.NONE)).isEqualTo(first);
    }

    @Test
    void aChainIsFollowedToTheNameThatIsKnown() {
        String chain = "a:x=y,a:y=z";
        assertThat(known(chain, "x", "z")).contains(new Renames.Name("z", 2));
        assertThat(known(chain, "y", "z")).contains(new Renames.Name("z", 1));
        assertThat(known(chain, "x", "y", "z")).contains(new Renames.Name("y", 1));
    }

    @Test
    void aVersionFromBeforeFindsItsOwnNameInAFileThatWasCorrected() {
        assertThat(known("a:x=y,a:y=z", "z", "x")).contains(new Renames.Name("x", 2));
    }

    @Test
    void whatIsKnownKeepsItsName() {
        assertThat(known("a:x=y", "x", "x", "y")).contains(new Renames.Name("x", 0));
    }

    @Test
    void aCircleAnotherComponentAndAKeyNobodyRenamedLeadNowhere() {
        assertThat(known("a:x=y,a:y=x", "x", "z")).isEmpty();
        assertThat(known("b:x=y", "x", "y")).isEmpty();
        assertThat(known("a:x=y", "p", "y")).isEmpty();
    }

    @Test
    void theLatestWins() {
        assertThat(known("a:x=y,a:x=z", "x", "y", "z")).contains(new Renames.Name("z", 1));
    }

    private static Optional<Renames.Name> known(String renames, String key, String... known) {
        return Renames.parse(renames).known("a"::equals, key, Set.of(known)::contains);
    }
}
