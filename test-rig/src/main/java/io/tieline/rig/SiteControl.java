package io.tieline.rig;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.rig.site.SimulatedSite;
import io.tieline.rig.wire.Behaviour;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** `grid on|off`, `device ID ok|dead|slow|garbage`, `summary`. */
final class SiteControl implements ControlLines.Handler {

    private final SimulatedSite site;

    SiteControl(SimulatedSite site) {
        this.site = site;
    }

    @Override
    public @Nullable JsonObject handle(List<String> words) throws IOException {
        switch (words.get(0)) {
            case "grid" -> {
                boolean present = onOff(words);
                site.grid(present);
                return Json.object().add("grid", present ? "on" : "off");
            }
            case "device" -> {
                if (words.size() != 3) {
                    throw new IllegalArgumentException("use `device ID ok|dead|slow|garbage`");
                }
                site.behave(words.get(1), Behaviour.of(words.get(2)));
                return Json.object().add("device", words.get(1)).add("behaviour", words.get(2));
            }
            case "summary" -> {
                return Json.object().add("site", SiteReport.summary(site.summary()));
            }
            default -> {
                return null;
            }
        }
    }

    private static boolean onOff(List<String> words) {
        if (words.size() != 2 || !List.of("on", "off").contains(words.get(1))) {
            throw new IllegalArgumentException("use `grid on` or `grid off`");
        }
        return words.get(1).equals("on");
    }
}
