package io.tieline.rig;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.broker.ExternalListener;
import io.tieline.rig.broker.SparkplugCounter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The broker of a process, embedded or someone else's: `cut`, `mend`, `summary`. */
final class BrokerControl implements ControlLines.Handler, AutoCloseable {

    private final @Nullable DemoBroker broker;
    private final @Nullable ExternalListener external;
    private final String uri;
    private final SparkplugCounter counter;

    private BrokerControl(DemoBroker broker) {
        this.broker = broker;
        this.external = null;
        this.uri = broker.uri();
        this.counter = broker.counter();
    }

    private BrokerControl(ExternalListener external, String uri) {
        this.broker = null;
        this.external = external;
        this.uri = uri;
        this.counter = external.counter();
    }

    static BrokerControl start(BrokerSettings settings) throws IOException {
        String externalUri = settings.external();
        return externalUri == null
                ? new BrokerControl(DemoBroker.start(settings.port()))
                : new BrokerControl(new ExternalListener(externalUri), externalUri);
    }

    JsonObject ready() {
        return Json.object().add("broker", uri);
    }

    @Override
    public @Nullable JsonObject handle(List<String> words) throws IOException {
        switch (words.get(0)) {
            case "cut" -> {
                embedded("cut").cut();
                return Json.object().add("broker", "cut");
            }
            case "mend" -> {
                embedded("mended").mend();
                return Json.object().add("broker", "mended");
            }
            case "summary" -> {
                return Json.object().add("broker", counts(counter.counts()));
            }
            default -> {
                return null;
            }
        }
    }

    private DemoBroker embedded(String verb) {
        if (broker == null) {
            throw new IllegalArgumentException("an external broker cannot be " + verb + " from here");
        }
        return broker;
    }

    private static JsonObject counts(SparkplugCounter.Counts counts) {
        JsonObject devices = Json.object();
        counts.samplesByDevice().forEach(devices::add);
        return Json.object()
                .add("messages", counts.messages())
                .add("samples", counts.samples())
                .add("historical", counts.historical())
                .add("duplicates", counts.duplicates())
                .add("births", counts.births())
                .add("birthValues", counts.birthValues())
                .add("deaths", counts.deaths())
                .add("sequenceGaps", counts.sequenceGaps())
                .add("unnamed", counts.unnamed())
                .add("malformed", counts.malformed())
                .add("other", counts.other())
                .add("samplesByDevice", devices);
    }

    @Override
    public void close() throws IOException {
        if (broker != null) {
            broker.close();
        }
        if (external != null) {
            external.close();
        }
    }
}
