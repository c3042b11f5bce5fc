package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.backup.Order.Kind;
import io.tieline.control.settings.BackupSettings.Shedding;
import io.tieline.control.settings.LimitSettings;
import io.tieline.model.LoadClass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which loads go where batteries or connection cannot carry all of them. */
class OutageLoadsTest {

    @Test
    void belowTheReserveComfortAndTrainingGoAtOnceAndNothingFlutters() {
        OutageSite site = OutageSite.healthy();
        site.hasGenerator = false;
        site.load(1, LoadClass.P1, 100_000);
        site.load(2, LoadClass.P2, 100_000);
        site.load(3, LoadClass.P3, 100_000);
        site.load(4, LoadClass.P4, 50_000);
        // 450 kW for 10 minutes are 75 kWh; 52 kWh are there, which is enough for 312 kW.
        site.soc = 23;
        site.run(2);
        site.volts = 0;
        site.run(4);
        assertThat(site.switched()).containsExactly("off 4");
        site.run(8);
        assertThat(site.switched()).containsExactly("off 4", "off 3");
        assertThat(site.ordered(Kind.REDUCE_LOAD)).isEqualTo(1);
        assertThat(site.alarms()).contains(AlarmType.LOAD_SHED, AlarmType.RESERVE_LOW);
        site.run(120);
        assertThat(site.switched()).as("nothing came back").containsExactly("off 4", "off 3");
        assertThat(site.latest().supply().shed()).containsExactly("pdu-1/outlet.4", "pdu-1/outlet.3");
        assertThat(site.latest().sentence()).contains("2 outlets are switched off");
    }

    @Test
    void anOutletThatDoesNotObeyIsLeftAloneAndTheNextOneGoes() {
        OutageSite site = OutageSite.healthy();
        site.hasGenerator = false;
        site.load(3, LoadClass.P4, 60_000).stuck = true;
        site.load(5, LoadClass.P4, 55_000).stuck = true;
        site.outlet(5).lies = true;
        site.load(6, LoadClass.P4, 50_000);
        site.baseW = 300_000;
        // 465 kW for 10 minutes are 77.5 kWh; 70 kWh are there.
        site.soc = 27.5;
        site.run(2);
        site.volts = 0;
        site.run(30);
        assertThat(site.switched()).containsExactly("off 3", "off 5", "off 6");
        assertThat(site.latest().alarms().stream()
                        .filter(alarm -> alarm.type() == AlarmType.OUTLET_STUCK)
                        .map(Decision.Alarm::source))
                .containsExactly("pdu-1/outlet.3", "pdu-1/outlet.5");
        site.run(120);
        assertThat(site.ordered(Kind.OUTLET_OFF)).as("no endless retry").isEqualTo(3);
    }

    @Test
    void theImportLimitIsKeptByTheLeastImportantLoadsIfThePolicySaysSo() {
        OutageSite site = new OutageSite(1).reserve(Duration.ZERO, Duration.ZERO);
        site.with(site.settings.withLimits(new LimitSettings(400_000, 0)))
                .shedding(Shedding.DEFAULT.withAtImportLimit(true));
        site.soc = 5;
        site.load(2, LoadClass.P2, 100_000);
        site.load(3, LoadClass.P3, 80_000);
        site.load(4, LoadClass.P4, 70_000);
        site.baseW = 170_000;
        site.decide();
        site.run(20);
        assertThat(site.switched()).containsExactly("off 4");
        assertThat(site.loadW()).isLessThanOrEqualTo(400_000);
        site.baseW = 50_000;
        site.run(90);
        assertThat(site.switched()).as("back with room to spare").containsExactly("off 4", "on 4");
    }

    @Test
    void withoutThatPolicyTheExcessIsAcceptedAndSaid() {
        OutageSite site = new OutageSite(1).reserve(Duration.ZERO, Duration.ZERO);
        site.with(site.settings.withLimits(new LimitSettings(300_000, 0)));
        site.soc = 5;
        site.baseW = 350_000;
        site.load(4, LoadClass.P4, 70_000);
        site.decide();
        site.run(20);
        assertThat(site.orders).isEmpty();
        assertThat(site.alarms()).contains(AlarmType.IMPORT_LIMIT);
    }
}
