package io.tieline.gateway.objective;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TariffHours;
import io.tieline.control.settings.TariffSettings;
import io.tieline.model.SiteClock;
import java.util.Map;

/** Settings made from the forms of a configuration file, without a gateway that runs. */
public final class OtherSettings {

    private OtherSettings() {}

    /**
     * The settings with what some forms say. A form that is given replaces all that it stands for.
     *
     * @param forms by name, as in {@code conf/gateway.yaml}: peak-shaving, backup-reserve, site-limits, energy-price
     * @param utcMillis decides which prices of a tariff hold
     * @throws IllegalArgumentException names the form, the field and the reason
     */
    public static ControlSettings apply(
            Map<String, Map<String, Object>> forms, long utcMillis, ControlSettings settings) {
        ControlSettings changed = settings;
        for (Map.Entry<String, Map<String, Object>> form : forms.entrySet()) {
            changed = form(form.getKey(), form.getValue(), standing(utcMillis)).applyTo(changed);
        }
        return changed;
    }

    private static Objective.Settings form(String name, Map<String, Object> values, SiteClock clock) {
        return switch (name) {
            case PeakShavingComponent.NAME ->
                PeakShavingComponent.settings(clock, FilledForm.of(PeakShavingComponent.Form.class, name, values));
            case BackupReserveComponent.NAME ->
                BackupReserveComponent.settings(FilledForm.of(BackupReserveComponent.Form.class, name, values));
            case SiteLimitsComponent.NAME ->
                SiteLimitsComponent.settings(FilledForm.of(SiteLimitsComponent.Form.class, name, values));
            case EnergyPriceComponent.NAME ->
                EnergyPriceComponent.settings(FilledForm.of(EnergyPriceComponent.Form.class, name, values));
            default ->
                throw new IllegalArgumentException(name + ": cannot be changed in a replay; these can: "
                        + String.join(
                                ", ",
                                PeakShavingComponent.NAME,
                                BackupReserveComponent.NAME,
                                SiteLimitsComponent.NAME,
                                EnergyPriceComponent.NAME));
        };
    }

    private static SiteClock standing(long utcMillis) {
        return new SiteClock() {
            @Override
            public long utcMillis() {
                return utcMillis;
            }

            @Override
            public long monotonicNanos() {
                return 0;
            }
        };
    }

    /** The hours of a tariff, from its text or the id of a shipped one. */
    public static TariffHours hours(String tariff) {
        return TariffSettings.hours(ShavingTariff.of(tariff)).of(tariff);
    }
}
