package io.tieline.gateway.update;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.update.UpdateState;
import java.util.Optional;

/**
 * How it stands with the software, for whoever leads updates through a fleet. The fields: {@code running} (the version),
 * {@code order} (the id of the request a release
 * was last ordered with), {@code phase} ({@code DOWNLOADING} until the ordered release is whole, then as {@link
 * UpdateState.Phase} has it), {@code release} and {@code counter} (what the phase is about), {@code received} (bytes of a release that
 * is being fetched), {@code waits}, {@code reason} (why it was taken back), {@code refused} (why the last one did not come
 * in), {@code health}.
 */
final class UpdateReport {

    private static final String DOWNLOADING = "DOWNLOADING";

    private UpdateReport() {}

    /**
     * @param waits why the release that was checked is not installed now
     * @param refused the last refusal in words; empty: there was none since the last release that came in
     */
    static String of(
            String running,
            UpdateState state,
            ReleaseOrder order,
            Optional<String> waits,
            String refused,
            Condition condition) {
        JsonObject report = Json.object()
                .add("running", running)
                .add("order", order.id())
                .add("phase", order.isPending() ? DOWNLOADING : state.phase().name())
                .add("release", state.version())
                .add("counter", state.counter())
                .add("received", order.received());
        waits.ifPresent(why -> report.add("waits", why));
        if (!state.reason().isEmpty()) {
            report.add("reason", state.reason());
        }
        if (!refused.isEmpty()) {
            report.add("refused", refused);
        }
        return report.add(
                        "health",
                        Json.object()
                                .add("goodDevices", condition.goodDevices())
                                .add("deciding", condition.deciding())
                                .add("recording", condition.recording()))
                .toString();
    }
}
