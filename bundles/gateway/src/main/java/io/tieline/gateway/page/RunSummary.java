package io.tieline.gateway.page;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.WriterConfig;
import io.tieline.control.Decision;
import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.operation.RunningParts;
import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.journal.JournalStatus;
import io.tieline.uplink.UplinkStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counters of a run: what was read, decided, recorded and forwarded since the gateway started. */
final class RunSummary {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");

    private final RunningParts parts;
    private final Foundation foundation;

    RunSummary(RunningParts parts, Foundation foundation) {
        this.parts = parts;
        this.foundation = foundation;
    }

    /** By name, in the order people read them; powers in W, those not known yet left out. */
    Map<String, Object> counters() {
        Map<String, Object> counters = new LinkedHashMap<>();
        SiteRuntime site = parts.site();
        if (site != null) {
            counters.put("pointsRead", site.engine().pointsRead());
        }
        ControlLoop control = parts.control();
        if (control != null) {
            counters.put("decisions", control.decisions());
            counters.put("firstDecisionMillis", control.firstDecisionMillis());
            control.latest().map(Decision::target).ifPresent(target -> {
                counters.put("rawPeakW", target.highestUncontrolledW());
                counters.put("shavedPeakW", target.highestW());
                counters.put("targetW", target.watts());
            });
        }
        samples(counters);
        counters.put("alarmsStanding", foundation.alarms().standing().size());
        counters.values()
                .removeIf(value -> value instanceof Double number && (!Double.isFinite(number) || number == 0));
        return counters;
    }

    private void samples(Map<String, Object> counters) {
        Recorder recorder = parts.recorder();
        if (recorder == null) {
            return;
        }
        JournalStatus journal = recorder.journal().status();
        counters.put("samplesRecorded", journal.recorded());
        Optional<UplinkStatus> uplink = Optional.ofNullable(parts.uplink()).map(u -> u.status());
        if (uplink.isPresent()) {
            long acknowledged = uplink.get().acknowledged();
            counters.put("samplesAcknowledged", acknowledged);
            counters.put("samplesHistorical", uplink.get().historical());
            counters.put("samplesWaiting", uplink.get().backlog());
        }
        counters.put("samplesDropped", journal.dropped());
    }

    /** Leaves the counters where the next command finds them. */
    void write(Path file) {
        JsonObject json = Json.object();
        counters().forEach((name, value) -> {
            if (value instanceof Double number) {
                json.add(name, number);
            } else {
                json.add(name, ((Number) value).longValue());
            }
        });
        try {
            // Of a gateway without a form filled in, nobody else has made the folder.
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, json.toString(WriterConfig.PRETTY_PRINT) + "\n");
        } catch (IOException e) {
            LOG.warn("the summary of the run cannot be written to {}: {}", file, e.toString());
        }
    }
}
