package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problems;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileReader;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small profiles for tests, in the language people write them in. */
public final class Profiles {

    private Profiles() {}

    /** @param body what follows the head of a profile with the id {@code test} */
    static Profile profile(String body) {
        Problems problems = new Problems();
        String text = "profile: test\ntitle: Test\nfacts: test\nkind: ups\nprotocol: modbus\n" + body;
        var profile = ProfileReader.read("test.yaml", text, problems);
        assertThat(problems.sorted()).isEmpty();
        return profile.orElseThrow();
    }

    /** So many outlets with one register each. */
    public static Profile registers(int count) {
        return profile(IntStream.range(0, count)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "  - {point: outlet.%d.power, address: %d, unit: W}\n", i + 1, 100 + i))
                .collect(Collectors.joining("", "read:\n", "")));
    }
}
