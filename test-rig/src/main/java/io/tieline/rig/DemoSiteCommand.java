package io.tieline.rig;

import com.eclipsesource.json.Json;
import io.tieline.rig.site.SimulatedSite;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `rig demo-site`: what the demo starts beside the gateway, in one process. */
@Command(
        name = "demo-site",
        description = "The simulated site and the broker in one process.",
        mixinStandardHelpOptions = true,
        footer = "Commands on standard input: grid on|off, device ID ok|dead|slow|garbage, cut, mend, summary, stop.")
final class DemoSiteCommand implements Callable<Integer> {

    @Mixin
    private final SiteSettings siteSettings = new SiteSettings();

    @Mixin
    private final BrokerSettings brokerSettings = new BrokerSettings();

    @Override
    public Integer call() throws IOException {
        try (BrokerControl broker = BrokerControl.start(brokerSettings);
                SimulatedSite site = SimulatedSite.start(siteSettings.options())) {
            ControlLines lines = new ControlLines(List.of(new SiteControl(site), broker), System.out);
            lines.say(Json.object()
                    .add("ready", true)
                    .merge(SiteReport.ready(site))
                    .merge(broker.ready()));
            lines.run(System.in);
        }
        return 0;
    }
}
