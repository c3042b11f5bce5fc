package io.tieline.rig;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.rig.physics.SiteSummary;
import io.tieline.rig.site.SimulatedSite;
import io.tieline.rig.wire.Peer;
import java.time.Instant;

/** What a simulated site says about itself, as JSON. */
final class SiteReport {

    private SiteReport() {}

    /** Everything a gateway needs to be started against it. */
    static JsonObject ready(SimulatedSite site) {
        long realMillis = System.currentTimeMillis();
        SiteSummary now = site.summary();
        JsonArray devices = Json.array();
        for (Peer peer : site.peers()) {
            devices.add(Json.object()
                    .add("id", peer.id())
                    .add("kind", peer.entry().kind())
                    .add("address", peer.entry().address()));
        }
        return Json.object()
                .add("site", site.siteFile().toAbsolutePath().toString())
                .add("siteTime", Instant.ofEpochMilli(now.utcMillis()).toString())
                .add("siteTimeMillis", now.utcMillis())
                .add("realTimeMillis", realMillis)
                .add("speed", site.options().speed())
                .add("trace", site.trace().name())
                .add("suggestedTargetW", Math.round(site.startChoice().targetW()))
                .add("expectedPeakW", Math.round(site.startChoice().peakW()))
                .add("devices", devices);
    }

    static JsonObject summary(SiteSummary summary) {
        return Json.object()
                .add("siteTime", Instant.ofEpochMilli(summary.utcMillis()).toString())
                .add("siteTimeMillis", summary.utcMillis())
                .add("siteSeconds", Math.round(summary.siteSeconds()))
                .add("rawPeakW", watts(summary.rawPeakW()))
                .add("shavedPeakW", watts(summary.shavedPeakW()))
                .add("runningRawW", watts(summary.runningRawW()))
                .add("runningShavedW", watts(summary.runningShavedW()))
                .add("loadWh", Math.round(summary.loadWh()))
                .add("importWh", Math.round(summary.importWh()))
                .add("exportWh", Math.round(summary.exportWh()))
                .add("chargedWh", Math.round(summary.chargedWh()))
                .add("dischargedWh", Math.round(summary.dischargedWh()))
                .add("minSocPercent", Math.round(summary.minSoc() * 1000) / 10.0);
    }

    /** Null as long as no window is over. */
    private static JsonValue watts(double value) {
        return Double.isNaN(value) ? Json.NULL : Json.value(Math.round(value));
    }
}
