package io.tieline.modbus.sunspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.modbus.Bench;
import io.tieline.modbus.SunSpecDefinitions;
import io.tieline.modbus.SunSpecDefinitions.Defined;
import io.tieline.modbus.SunSpecMemory;
import io.tieline.modbus.unit.RegisterSession;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Quality;
import io.tieline.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bit fields of SunSpec models as alarms. */
class SunSpecAlarmsTest {

    private static final int MODEL = 40_002;

    private static SunSpecMemory model(int id, int length) {
        return new SunSpecMemory().marker(40_000).model(MODEL, id, length).put(MODEL + 2 + length, 0xFFFF, 0);
    }

    @Test
    void aBitThatIsSetIsAnAlarmThatStandsWithItsCodeAndSeverity() {
        SunSpecMemory battery = model(802, 62).number(MODEL + 26, 1 << 9 | 1 << 14, 2);

        List<DeviceAlarm> alarms =
                SunSpecLayout.of(battery.walk().orElseThrow(), false).alarms();
        assertThat(alarms)
                .contains(new DeviceAlarm("alarm.over_volt_alarm", Severity.CRITICAL, "802.Evt1.9", "OVER_VOLT_ALARM"));
        DeviceSnapshot values = battery.snapshot(false);
        assertThat(standing(values, alarms)).containsExactlyInAnyOrder("over_volt_alarm", "under_soc_min_warning");
    }

    @Test
    void whereTheHighestBitIsSetNothingIsKnown() {
        SunSpecMemory battery = model(802, 62).number(MODEL + 26, 0, 2);
        RegisterSession.Layout layout = SunSpecLayout.of(battery.walk().orElseThrow(), false);
        assertThat(layout.alarms()).isNotEmpty();

        battery.number(MODEL + 26, 0x8000_0001L, 2);
        DeviceImage image = new LiveImage(List.of(Bench.DEVICE)).device(0);
        image.adopt(layout.points());
        battery.decode(layout, image.target());
        DeviceSnapshot values = new DeviceSnapshot();
        image.read(values);
        assertThat(values.quality(values.points().indexOf("alarm.communication_error")))
                .isEqualTo(Quality.BAD_SENTINEL);
    }

    @Test
    void aDeviceThatDoesNotImplementTheFieldHasNoAlarms() {
        RegisterSession.Layout layout = SunSpecLayout.of(model(802, 62).walk().orElseThrow(), false);
        assertThat(layout.alarms()).isEmpty();
    }

    @Test
    void everyStringHasItsOwn() {
        SunSpecMemory bank = model(803, 26 + 2 * 32).put(MODEL + 2, 2);
        bank.number(MODEL + 48, 0, 2).number(MODEL + 48 + 32, 1 << 20, 2);
        DeviceSnapshot values = bank.snapshot(false);
        assertThat(values.usable("alarm.1.string_contactor_error")).isZero();
        assertThat(values.usable("alarm.2.string_contactor_error")).isEqualTo(1);
    }

    private static List<String> standing(DeviceSnapshot values, List<DeviceAlarm> alarms) {
        return alarms.stream()
                .filter(alarm -> values.usable(alarm.point()) == 1)
                .map(alarm -> alarm.point().substring(DeviceAlarm.PREFIX.length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "701,Alrm,0",
        "101,Evt1,0",
        "102,Evt1,0",
        "103,Evt1,0",
        "111,Evt1,0",
        "112,Evt1,0",
        "113,Evt1,0",
        "122,RtSt,0",
        "201,Evt,0",
        "202,Evt,0",
        "203,Evt,0",
        "204,Evt,0",
        "211,Evt,0",
        "212,Evt,0",
        "213,Evt,0",
        "214,Evt,0",
        "714,DCAlrm,1",
        "802,Evt1,0",
        "803,StrEvt1,1",
        "804,Evt1,0",
        "807,Evt1,0",
        "807,Evt2,0",
        "807,ModEvt1,1",
        "807,ModEvt2,1"
    })
    void theNamesAndBitsAreThoseOfTheDefinition(int id, String name, int repetition) throws IOException {
        assumeTrue(
                Files.isDirectory(SunSpecDefinitions.folder()),
                "skipped: set tieline.data to the folder that holds sunspec/model_*.json");
        List<Defined> definition = SunSpecDefinitions.read(id);
        Defined field = definition.stream()
                .filter(point -> point.name().equals(name) && point.stride() > 0 == repetition > 0)
                .findFirst()
                .orElseThrow();
        int fixed = definition.stream()
                .filter(point -> point.stride() == 0)
                .mapToInt(point -> point.offset() + point.size())
                .max()
                .orElse(0);
        int shift = repetition * field.stride();
        SunSpecMemory memory = model(id, fixed - 2 + (repetition + 1) * field.stride());
        Map<String, Integer> said = new TreeMap<>();
        for (int bit = 0; bit < 16 * field.size() - 1; bit++) {
            memory.number(MODEL + field.offset() + shift, 1L << bit, field.size());
            List<DeviceAlarm> alarms =
                    SunSpecLayout.of(memory.walk().orElseThrow(), false).alarms();
            int set = bit;
            standing(memory.snapshot(false), alarms).forEach(word -> said.put(word, set));
        }
        Map<String, Integer> wanted = new TreeMap<>();
        field.symbols().forEach((bit, symbol) -> {
            if (!symbol.contains("RESERVED") && !symbol.contains("Reserved") && !symbol.contains("OEM")) {
                wanted.put(symbol.toLowerCase(Locale.ROOT), bit.intValue());
            }
        });
        assertThat(said).hasSameSizeAs(wanted);
        wanted.forEach((symbol, bit) -> assertThat(said.entrySet())
                .as(symbol)
                .anyMatch(entry ->
                        entry.getKey().endsWith(symbol) && entry.getValue().equals(bit)));
    }
}
