package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.settings.LimitSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told about meter, target and limits. */
class AlarmsTest {

    private static final double FLEET_W = 200_000;

    private static Site site(double targetW, double importW) {
        return new Site(2, FLEET_W / 2, 200_000, tuning -> {
            tuning.target(targetW);
            tuning.settings = tuning.settings.withLimits(new LimitSettings(importW, 0));
        });
    }

    private static List<String> told(Decision decision, AlarmType type) {
        return decision.alarms().stream()
                .filter(alarm -> alarm.type() == type)
                .map(Alarm::text)
                .toList();
    }

    @Test
    void aMeterThatDoesNotAnswerIsToldWithWhatItSaidLast() {
        Site site = site(700_000, 2e6);
        site.loadW = 500_000;
        assertThat(told(site.start(), AlarmType.METER_LOST)).isEmpty();
        site.meterAnswers = false;
        List<String> expected = List.of("The grid meter cannot steer: no answer in time; check the meter and its line");
        assertThat(told(site.after(1), AlarmType.METER_LOST))
                .as("while the power is held")
                .isEqualTo(expected);
        assertThat(told(site.after(100), AlarmType.METER_LOST))
                .as("and when it is given up")
                .isEqualTo(expected);
        site.meterAnswers = true;
        site.after(1);
        assertThat(told(site.after(10), AlarmType.METER_LOST)).isEmpty();
    }

    @Test
    void aMeterThatIsOnlyOldIsToldWithoutAReason() {
        Site site = site(700_000, 2e6);
        site.loadW = 500_000;
        site.start();
        site.meterAge = 30;
        assertThat(told(site.after(1), AlarmType.METER_LOST))
                .containsExactly("The grid meter cannot steer; check the meter and its line");
    }

    @Test
    void batteriesThatMayNotBeMovedAreNotSaidToBeAtTheirEnd() {
        Site site = site(700_000, 2e6);
        site.loadW = 700_000 * 1.005 + FLEET_W + 2_000;
        site.start();
        site.core.fence(fence -> fence.hear("spare", 2, false));
        assertThat(told(site.after(1), AlarmType.TARGET_EXCEEDED))
                .containsExactly(
                        "The running window will pass the demand target of 700 kW; the batteries may not be moved");
    }

    @Test
    void aTargetThatAllOfThePowerCannotKeepIsToldBeforeItIsPassed() {
        Site site = site(700_000, 2e6);
        site.loadW = 700_000 * 1.005 + FLEET_W + 2_000;
        assertThat(told(site.start(), AlarmType.TARGET_EXCEEDED))
                .containsExactly(
                        "The running window will pass the demand target of 700 kW; the batteries cannot give more");
    }

    @Test
    void aHalfPercentAboveTheTargetIsNoAlarm() {
        Site site = site(700_000, 2e6);
        site.loadW = 700_000 * 1.005 + FLEET_W - 2_000;
        assertThat(told(site.start(), AlarmType.TARGET_EXCEEDED)).isEmpty();
    }

    @Test
    void anImportLimitThatTheBatteriesCannotKeepAloneAsksForLess() {
        Site site = site(2e6, 600_000);
        site.loadW = 600_000 + FLEET_W;
        assertThat(told(site.start(), AlarmType.IMPORT_LIMIT))
                .as("they just can")
                .isEmpty();
        site.loadW += 1_000;
        assertThat(told(site.after(1), AlarmType.IMPORT_LIMIT))
                .containsExactly("The import limit of 600 kW cannot be kept with the batteries alone: shed load");
    }
}
