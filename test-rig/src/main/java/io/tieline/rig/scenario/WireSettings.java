package io.tieline.rig.scenario;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a scenario in the words of {@code gateway.yaml}. */
final class WireSettings {

    private WireSettings() {}

    static Map<String, String> of(ControlSettings settings) {
        Map<String, String> words = new LinkedHashMap<>();
        ShavingSettings shaving = settings.shaving();
        words.put("peak-shaving.enabled", "" + shaving.enabled());
        words.put("peak-shaving.target", "" + shaving.initialTargetW());
        words.put("peak-shaving.paid.level", "" + shaving.paidLevelW());
        words.put("peak-shaving.window.minutes", "" + settings.window().length().toMinutes());
        ReserveSettings reserve = settings.reserve();
        words.put("backup-reserve.minutes", "" + reserve.time().toSeconds() / 60.0);
        words.put("backup-reserve.minimum.soc", "" + reserve.minimumSocPercent());
        words.put("backup-reserve.soc.error", "" + reserve.socErrorPercent());
        LimitSettings limits = settings.limits();
        words.put("site-limits.import.limit", Double.isInfinite(limits.importW()) ? "0" : "" + limits.importW());
        words.put("site-limits.ramp", "" + settings.guard().rampWattsPerSecond());
        words.put("commissioning.required", "" + settings.commissioning().required());
        return words;
    }
}
