package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.VersionRange;

class KuraImportsTest {

    @Test
    void importsAreTakenApartWhateverCommasTheyHave() {
        List<KuraImports.Wanted> all = new ArrayList<>();
        KuraImports.add(
                "org.slf4j;version=\"[1.7,2)\",org.eclipse.kura.type;version=\"[1.1,2)\";x=\"a,b\","
                        + "org.eclipse.kurax;version=\"[9,10)\",org.eclipse.kura.wire;resolution:=\"optional\";version=\"[2,3)\","
                        + "org.eclipse.kura",
                all);
        assertThat(all)
                .containsExactly(
                        new KuraImports.Wanted("org.eclipse.kura.type", new VersionRange("[1.1,2)")),
                        new KuraImports.Wanted("org.eclipse.kura", new VersionRange("0")));
    }
}
