package io.tieline.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.update.UpdateState;
import io.tieline.update.UpdateState.Phase;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateReportTest {

    private static final Condition GOOD = new Condition(5, 700, true, true, true, Set.of());

    @Test
    void aFailedTryOfYesterdayIsNotTheResultOfTodaysOrder(@TempDir Path folder) throws Exception {
        ReleaseOrder order = new ReleaseOrder(folder, 0, new AlarmBoard(SiteClock.system(), event -> {}));
        UpdateState failed = new UpdateState(Phase.REVERTED, "0.2.0", 7, 6, 0, "the journal is not written any more");
        JsonObject before = report(failed, order, "");
        assertThat(before.getString("phase", "")).isEqualTo("REVERTED");
        assertThat(before.getString("reason", "")).contains("journal");
        assertThat(before.getString("order", "x")).isEmpty();
        // Nothing listens there: the order stays pending.
        order.place("wave-2", URI.create("http://127.0.0.1:1/release.tlp"));
        JsonObject after = report(failed, order, "");
        assertThat(after.getString("phase", "")).isEqualTo("DOWNLOADING");
        assertThat(after.getString("order", "")).isEqualTo("wave-2");
        order.close();
    }

    @Test
    void runningVersionHealthAndRefusalAreTold(@TempDir Path folder) throws Exception {
        ReleaseOrder order = new ReleaseOrder(folder, 0, new AlarmBoard(SiteClock.system(), event -> {}));
        JsonObject report =
                report(new UpdateState(Phase.CONFIRMED, "0.1.0", 6, 6, 0, ""), order, "OLDER: use a newer one");
        assertThat(report.getString("running", "")).isEqualTo("0.1.0");
        assertThat(report.getString("refused", "")).isEqualTo("OLDER: use a newer one");
        assertThat(report.getString("waits", "")).isEqualTo("the grid is lost");
        assertThat(report.get("health").toString())
                .isEqualTo("{\"goodDevices\":5,\"deciding\":true,\"recording\":true}");
    }

    private static JsonObject report(UpdateState state, ReleaseOrder order, String refused) {
        return Json.parse(UpdateReport.of("0.1.0", state, order, Optional.of("the grid is lost"), refused, GOOD))
                .asObject();
    }
}
