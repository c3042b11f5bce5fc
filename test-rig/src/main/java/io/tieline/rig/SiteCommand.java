package io.tieline.rig;

import com.eclipsesource.json.Json;
import io.tieline.rig.site.SimulatedSite;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `rig site`. */
@Command(
        name = "site",
        description = "Simulates a site: 8 battery cabinets, grid meter, 2 UPS, PDU, switchboard, on loopback.",
        mixinStandardHelpOptions = true,
        footer = "Commands on standard input: grid on|off, device ID ok|dead|slow|garbage, summary, stop.")
final class SiteCommand implements Callable<Integer> {

    @Mixin
    private final SiteSettings settings = new SiteSettings();

    @Override
    public Integer call() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(settings.options())) {
            ControlLines lines = new ControlLines(List.of(new SiteControl(site)), System.out);
            lines.say(Json.object().add("ready", true).merge(SiteReport.ready(site)));
            lines.run(System.in);
        }
        return 0;
    }
}
