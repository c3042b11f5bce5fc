package io.tieline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PointCatalogTest {

    @Test
    void numbersInANameStandForTheirPattern() {
        assertThat(PointCatalog.find("outlet.12.power").orElseThrow().pattern()).isEqualTo("outlet.{n}.power");
        assertThat(PointCatalog.find("outlet.power")).isEmpty();
    }

    @Test
    void phasesAreExpanded() {
        assertThat(PointCatalog.point("meter.voltage.l3").definition().unit()).isEqualTo(Unit.VOLT);
        assertThat(PointCatalog.point("meter.voltage.l31").definition().unit()).isEqualTo(Unit.VOLT);
        assertThat(PointCatalog.find("meter.voltage.l4")).isEmpty();
    }

    @Test
    void everyStateHasACompanionForTheNativeWord() {
        assertThat(PointCatalog.point("ups.mode.native").definition().kind()).isEqualTo(PointKind.TEXT);
        assertThat(PointCatalog.find("ups.load.native")).isEmpty();
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> PointCatalog.point("battery.sock")).hasMessageContaining("battery.sock");
    }
}
