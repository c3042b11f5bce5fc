package io.tieline.rig;

import com.eclipsesource.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `rig broker`. */
@Command(
        name = "broker",
        description = "An MQTT broker on loopback that can be cut off, and a count of the Sparkplug data it gets.",
        mixinStandardHelpOptions = true,
        footer = "Commands on standard input: cut, mend, summary, stop.")
final class BrokerCommand implements Callable<Integer> {

    @Mixin
    private final BrokerSettings settings = new BrokerSettings();

    @Override
    public Integer call() throws IOException {
        try (BrokerControl broker = BrokerControl.start(settings)) {
            ControlLines lines = new ControlLines(List.of(broker), System.out);
            lines.say(Json.object().add("ready", true).merge(broker.ready()));
            lines.run(System.in);
        }
        return 0;
    }
}
