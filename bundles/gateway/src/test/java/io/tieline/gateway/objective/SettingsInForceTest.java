package io.tieline.gateway.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forms that are right one by one and contradict each other: those before stay in force. */
class SettingsInForceTest {

    private final List<Event> recorded = new ArrayList<>();
    private final AlarmBoard board = new AlarmBoard(SiteClock.system(), recorded::add);
    private final SettingsInForce inForce = new SettingsInForce(board);
    private final ControlSettings onlyZinc = site(1, "zinc-bromine-flow");

    private static ControlSettings site(int cabinets, String chemistry) {
        return ControlSettings.defaults(ZoneOffset.UTC)
                .withStorage(StorageSettings.all(
                        cabinets, ChemistryLibrary.find(chemistry).orElseThrow()));
    }

    /** The limits of the site and the backup, each as its form gives it. */
    private ControlSettings settle(ControlSettings site, double importLimitW, double minutes) {
        Objective.Settings reserve = BackupReserveComponent.settings(FilledForm.of(
                BackupReserveComponent.Form.class, BackupReserveComponent.NAME, Map.of("minutes", minutes)));
        return inForce.settle(
                site,
                start -> reserve.applyTo(start.withLimits(
                        new LimitSettings(importLimitW, start.limits().exportW()))));
    }

    private List<String> alarms() {
        return board.standing().stream().map(Alarm::text).toList();
    }

    @Test
    void theLastThatWentTogetherStayInForceUntilItIsMended() {
        ControlSettings valid = settle(onlyZinc, 900_000, 0);
        assertThat(settle(onlyZinc, 800_000, 10)).as("whole, not form by form").isEqualTo(valid);
        assertThat(alarms())
                .singleElement()
                .asString()
                .startsWith("The new settings are refused, those before stay in force: ")
                .contains("backup-reserve: minutes", "chemistry zinc-bromine-flow in the site description")
                .contains("set it to 0 or add a battery");
        assertThat(recorded).as("on the record").anyMatch(event -> event.sentence()
                .contains("backup-reserve"));

        assertThat(settle(onlyZinc, 800_000, 0).limits().importW()).isEqualTo(800_000);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void withNoneFromBeforeNothingIsControlled() {
        assertThatThrownBy(() -> settle(onlyZinc, 900_000, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThat(alarms()).singleElement().asString().startsWith("The batteries are not controlled: ");
        settle(onlyZinc, 900_000, 0);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void whatWasValidForOtherBatteriesIsNotForThese() {
        settle(site(2, "lfp"), 900_000, 10);
        assertThatThrownBy(() -> settle(onlyZinc, 900_000, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThat(alarms()).singleElement().asString().startsWith("The batteries are not controlled: ");
    }
}
