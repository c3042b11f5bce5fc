package io.tieline.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.PointCatalog;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInProfilesTest {

    static Stream<Profile> profiles() {
        return ProfileLibrary.builtIn().all().stream();
    }

    @Test
    void libraryHasProfilesOfEveryProtocol() {
        ProfileLibrary library = ProfileLibrary.builtIn();
        assertThat(library.speaking(SnmpPlan.class)).isNotEmpty();
        assertThat(library.speaking(ModbusPlan.class)).isNotEmpty();
        assertThat(library.speaking(OpcUaPlan.class)).isNotEmpty();
    }

    @Test
    void profileIsWhatTheNameOfItsFileSays() {
        ProfileLibrary library = ProfileLibrary.builtIn();
        assertThat(library.ids()).isNotEmpty().allSatisfy(id -> assertThat(library.find(id))
                .hasValueSatisfying(profile -> assertThat(profile.id()).isEqualTo(id)));
        for (Class<? extends Plan> protocol : List.of(SnmpPlan.class, ModbusPlan.class, OpcUaPlan.class)) {
            assertThat(library.speaking(protocol))
                    .allSatisfy(profile -> assertThat(profile.plan()).isInstanceOf(protocol));
        }
    }

    @Test
    void profileNobodyAsksForIsNotRead() {
        ProfileLibrary library = new ProfileLibrary(Map.of(
                "wanted",
                        new ProfileLibrary.Entry(SnmpPlan.class, () -> profiles()
                                .filter(profile -> profile.plan() instanceof SnmpPlan)
                                .findFirst()
                                .orElseThrow()),
                "broken",
                        new ProfileLibrary.Entry(ModbusPlan.class, () -> {
                            throw new AssertionError("nobody asks for it");
                        })));
        assertThat(library.with(List.of()).ids()).containsExactlyInAnyOrder("wanted", "broken");
        assertThat(library.find("wanted")).isPresent();
        assertThat(library.speaking(SnmpPlan.class)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void profileReadsCataloguePointsOnly(Profile profile) {
        assertThat(profile.facts()).isNotBlank();
        assertThat(points(profile.plan())).isNotEmpty().allSatisfy(point -> assertThat(RuleReader.definition(point))
                .as(point)
                .isPresent());
        assertThat(profile.fixed().keySet())
                .allSatisfy(point -> assertThat(PointCatalog.find(point)).isPresent());
    }

    private static Stream<String> points(Plan plan) {
        if (plan instanceof SnmpPlan snmp) {
            return Stream.concat(
                    snmp.reads().stream().map(SnmpPlan.Read::point),
                    snmp.totals().stream().map(SnmpPlan.Total::point));
        }
        if (plan instanceof ModbusPlan modbus) {
            return modbus.values().stream().map(ModbusPlan.Value::point);
        }
        return ((OpcUaPlan) plan).values().stream().map(OpcUaPlan.Value::point);
    }
}
