package io.tieline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.eclipsesource.json.Json;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {

    @Test
    void nothingIsLostWhenEverySampleIsAcknowledgedAndCameOut() {
        assertThat(summary(100, 100, 0, 0, 100, 0).samplesLost()).isZero();
    }

    @Test
    void whatWaitsInTheJournalIsNotLost() {
        assertThat(summary(100, 60, 40, 0, 60, 0).samplesLost()).isZero();
    }

    @Test
    void everyWitnessCanTellALoss() {
        assertThat(summary(100, 90, 0, 0, 90, 0).samplesLost()).isEqualTo(10);
        assertThat(summary(100, 100, 0, 3, 100, 0).samplesLost()).isEqualTo(3);
        assertThat(summary(100, 100, 0, 0, 98, 0).samplesLost()).isEqualTo(2);
        assertThat(summary(100, 100, 0, 0, 100, 4).samplesLost()).isEqualTo(4);
    }

    @Test
    void aPeakThatWasNotMeasuredIsNullInJson() {
        assertThat(Json.parse(summary(1, 1, 0, 0, 1, 0).json())
                        .asObject()
                        .get("rawPeakW")
                        .isNull())
                .isTrue();
    }

    private static DemoSummary summary(
            long recorded, long acknowledged, long waiting, long dropped, long received, long duplicates) {
        return DemoSummary.of(
                Json.object()
                        .add("pointsRead", 1)
                        .add("decisions", 1)
                        .add("samplesRecorded", recorded)
                        .add("samplesAcknowledged", acknowledged)
                        .add("samplesWaiting", waiting)
                        .add("samplesDropped", dropped),
                Json.object()
                        .add("site", Json.object().add("rawPeakW", Json.NULL))
                        .add("broker", Json.object().add("samples", received).add("duplicates", duplicates)));
    }
}
