package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.demand.DemandWindow;
import io.tieline.control.demand.EarlierPeaks;
import io.tieline.control.demand.TargetRatchet;
import io.tieline.control.grid.GridMemory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is on the disk for the time after a restart. */
class ControlStateTest {

    private static Map<String, Object> saved() {
        Map<String, Object> map = new HashMap<>(Map.of(
                "grid.state", "RECHARGE",
                "grid.reason", "the load is back on the grid",
                "grid.since", 1_795_356_100_000.0,
                "grid.lost", 1_795_355_000_000.0,
                "grid.refilling", 1.0));
        map.putAll(Map.of(
                "window.start", 1_795_356_000_000.0,
                "window.last", 1_795_356_600_000.0,
                "window.imported_ws", 3e8,
                "window.uncontrolled_ws", 4e8,
                "window.estimated_s", 12.5,
                "window.load", 650_000.0,
                "window.battery", 150_000.0));
        map.putAll(Map.of(
                "target.watts", 500_000.0,
                "target.period", 24_322.0,
                "target.period_start", 1_793_491_200_000.0,
                "target.highest", 505_000.0,
                "target.highest_uncontrolled", 710_000.0,
                "target.raised", 1_794_000_000_000.0,
                "history.today", "20779:100000,200000",
                "history.days", "20778:300000,310000"));
        for (int month = 1; month <= EarlierPeaks.MONTHS; month++) {
            map.put("target.earlier." + month, 400_000.0 + month);
        }
        map.putAll(Map.of(
                "reserve.critical_load", 120_000.0,
                "generators.phase", "COOLING",
                "generators.trips", 1.0,
                "generators.ours", 1.0,
                "shed.outlets", "pdu-1/outlet.4,pdu-1/outlet.3",
                "load.hour.7", 250_000.0));
        return map;
    }

    @Test
    void everythingThatIsReadBackIsWrittenAgain() {
        assertThat(ControlState.fromMap(saved()).toMap()).containsAllEntriesOf(saved());
    }

    @Test
    void theTargetAndItsMonthsAreTheSame() {
        TargetRatchet ratchet = ControlState.fromMap(saved()).ratchet();
        assertThat(ratchet.targetW()).isEqualTo(500_000);
        assertThat(ratchet.highestUncontrolledW()).isEqualTo(710_000);
        assertThat(ratchet.earlier().watts()).startsWith(400_001, 400_002).endsWith(400_011);
    }

    @Test
    void whatATariffRemembersOfTheRunningMonthIsTheSame() {
        Map<String, Object> partly = saved();
        partly.put("target.earlier.12", 390_000.0);
        ControlState read = ControlState.fromMap(partly);
        assertThat(read.ratchet().earlier().watts()).hasSize(12).endsWith(390_000);
        assertThat(read.toMap()).containsAllEntriesOf(partly);
    }

    @Test
    void aWindowThatEndsBeforeItBeginsOrLacksItsEnergyBeginsAnew() {
        assertThat(ControlState.fromMap(saved()).window().isOpen()).isTrue();
        for (Map.Entry<String, Object> damage : Map.<String, Object>of(
                        "window.last", 1.0, "window.imported_ws", "x", "window.load", Double.NaN)
                .entrySet()) {
            Map<String, Object> damaged = saved();
            damaged.put(damage.getKey(), damage.getValue());
            assertThat(ControlState.fromMap(damaged).window()).as("%s", damage).isEqualTo(DemandWindow.NONE);
        }
        Map<String, Object> justBegun = saved();
        justBegun.put("window.last", justBegun.get("window.start"));
        assertThat(ControlState.fromMap(justBegun).window().isOpen()).isTrue();
    }

    @Test
    void anEmptyDiskIsANewSite() {
        ControlState fresh = ControlState.fromMap(Map.of());
        assertThat(fresh.grid()).isEqualTo(GridMemory.NONE);
        assertThat(fresh.window()).isEqualTo(DemandWindow.NONE);
        assertThat(fresh.toMap()).doesNotContainKeys("window.start", "target.watts");
    }
}
