package io.tieline.chemistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.chemistry.Calibration.Anchor;
import io.tieline.document.Document;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChemistryReaderTest {

    private final Problems problems = new Problems();

    private Optional<Chemistry> read(String text) {
        return Document.parse("x.yaml", text, problems).flatMap(document -> ChemistryReader.read(document, problems));
    }

    private Chemistry own(String more) {
        Chemistry chemistry = read("chemistry: own\nextends: lfp\n" + more).orElseThrow();
        assertThat(problems.sorted()).isEmpty();
        return chemistry;
    }

    @Test
    void whatAnExtensionDoesNotGiveIsInherited() {
        Chemistry lfp = ChemistryLibrary.find("lfp").orElseThrow();
        Chemistry own = own("title: Own\nsoc: {low: 20}\ncharge: {rate: {5: 1, 40: 2}}\ncalibration: {age: 3 d}\n");
        assertThat(own.id()).isEqualTo("own");
        assertThat(own.title()).isEqualTo("Own");
        assertThat(own.soc()).isEqualTo(new Chemistry.SocWindow(0, 20, 95, 100));
        assertThat(own.charge().at(22.5, 50)).isEqualTo(1.5);
        assertThat(own.taper()).isEqualTo(lfp.taper());
        assertThat(own.calibration().age()).isEqualTo(Duration.ofDays(3));
        assertThat(own.calibration().growth()).isEqualTo(0.3);
        assertThat(own("")).isEqualTo(rename(lfp));
    }

    private Chemistry rename(Chemistry lfp) {
        return read("chemistry: own\nextends: lfp\ntitle: " + lfp.title()).orElseThrow();
    }

    @Test
    void everyPartCanBeGiven() {
        Chemistry own = own(
                """
                vendor-data: required
                response: slow
                charge: {taper: {50: 0.8}}
                discharge: {rate: {-10: {0: 0, 20: 2}, 30: 4}}
                derate: {0: 0.5, 20: 1}
                energy: {temperature: {0: 0.6}, rate: {1: 0.9}}
                efficiency: {0.5: 0.8}
                standby: 2
                self-discharge: 9
                float: {use: forbidden, restart: 80}
                rest: {below: 33, longest: 2 h}
                maintenance: [{kind: refresh, every: 10 d, throughput: 7, ends: full, rate: 0.2, duration: 2 h, offline: false}]
                calibration: {anchors: [empty, rest], rest: 5 min, throughput: 9, growth: 1, drift: 2, anchored: 3, most: 30}
                imbalance: {rest: 0.2, load: 0.4}
                ageing: {cycles: 100, end: 70}
                gates: {spread: 3, rise: 1}
                """);
        assertThat(own.vendorDataRequired()).isTrue();
        assertThat(own.response()).isEqualTo(Chemistry.Response.SLOW);
        assertThat(own.discharge().at(-10, 10)).isEqualTo(1);
        assertThat(own.discharge().at(10, 10)).isEqualTo(2.5);
        assertThat(own.dischargeRate(10, 30, 10)).as("derated in the cold").isEqualTo(2.5 * 0.75);
        assertThat(own.taper().at(99)).isEqualTo(0.8);
        assertThat(own.energyFactor(-5, 2)).isEqualTo(0.6 * 0.9);
        assertThat(own.efficiency().at(0.1)).isEqualTo(0.8);
        assertThat(own.standbyShare()).isEqualTo(0.02);
        assertThat(own.selfDischarge()).isEqualTo(9);
        assertThat(own.floatCharge()).isEqualTo(new Chemistry.FloatCharge(Chemistry.FloatCharge.Use.FORBIDDEN, 80));
        assertThat(own.rest()).isEqualTo(new Chemistry.Rest(33, Duration.ofHours(2)));
        assertThat(own.maintenance())
                .containsExactly(new Maintenance(
                        Maintenance.Kind.REFRESH,
                        Duration.ofDays(10),
                        7,
                        Maintenance.End.FULL,
                        0.2,
                        Duration.ofHours(2),
                        false));
        assertThat(own.leavesBackup()).as("neither off line nor emptied").isFalse();
        assertThat(own.calibration().anchors()).containsExactlyInAnyOrder(Anchor.EMPTY, Anchor.REST);
        assertThat(own.calibration().errorPercent(86_400, 2)).isEqualTo(3 + 2 + 2);
        assertThat(own.calibration().errorPercent(1e9, 2)).isEqualTo(30);
        assertThat(own.imbalance()).isEqualTo(new Chemistry.Imbalance(0.2, 0.4));
        assertThat(own.ageing().sohPercent(50)).isEqualTo(85);
        assertThat(own.ageing().sohPercent(500)).isEqualTo(70);
        assertThat(own.gates()).isEqualTo(new Chemistry.Gates(3, 1));
    }

    @Test
    void vendorDataThatIsProvidedLiftsTheRefusal() {
        assertThat(ChemistryLibrary.find("zinc-halogen").orElseThrow().vendorDataRequired())
                .isTrue();
        Chemistry own = read("chemistry: own\nextends: zinc-halogen\nvendor-data: provided\n")
                .orElseThrow();
        assertThat(own.vendorDataRequired()).isFalse();
    }

    @Test
    void whatExtendsNothingMustSayEverything() {
        assertThat(read("chemistry: x\n")).isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .contains("title is missing", "facts is missing", "soc is missing", "charge is missing")
                .contains("efficiency is missing", "calibration is missing", "gates is missing")
                .doesNotContain("maintenance is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extends: kryptonite           | 2:10 | unknown chemistry",
                "soc: {low: 96}                | 3:6  | soc does not rise",
                "soc: {lowest: -5}             | 3:15 | lowest is out of range",
                "charge: {rate: {}}            | 3:16 | a curve without points",
                "charge: {rate: {warm: 1}}     | 3:17 | is no place of this curve",
                "charge: {rate: {300: 1}}      | 3:17 | is no place of this curve",
                "charge: {rate: {9: 1, 5: 1}}  | 3:23 | the places of a curve must rise",
                "charge: {rate: {9: -1}}       | 3:20 | 9 is out of range",
                "charge: {speed: 1}            | 3:10 | unknown key",
                "derate: {0: 2}                | 3:13 | 0 is out of range",
                "float: {use: maybe}           | 3:14 | unknown use",
                "response: lazy                | 3:11 | unknown response",
                "vendor-data: some             | 3:14 | unknown vendor-data",
                "rest: {longest: soon}         | 3:17 | longest must be a duration",
                "calibration: {anchors: [sea]} | 3:25 | unknown anchor",
                "calibration: {anchored: 90}   | 3:14 | the error right after an anchor is larger",
                "maintenance: [{kind: strip}]  | 3:15 | every is missing",
                "maintenance: [{kind: strip, every: 1 h, ends: empty, duration: 2 h, offline: true}] | 3:15 | maintenance lasts longer",
                "ageing: {cycles: 0}           | 3:18 | cycles is out of range",
                "gates: {spread: x}            | 3:17 | spread must be a number",
                "colour: red                   | 3:1  | unknown key"
            })
    void nonsenseIsRefusedWithItsPlace(String line, String place, String message) {
        String head = line.startsWith("extends") ? "chemistry: own\n" : "chemistry: own\nextends: lfp\n";
        assertThat(read(head + line + "\n")).isEmpty();
        assertThat(problems.sorted()).anySatisfy(problem -> assertThat(problem.toString())
                .startsWith("x.yaml:" + place + ": ")
                .contains(message));
    }
}
