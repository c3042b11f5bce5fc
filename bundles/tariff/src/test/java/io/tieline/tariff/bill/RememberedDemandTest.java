package io.tieline.tariff.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.tariff.Loads;
import io.tieline.tariff.Past;
import io.tieline.tariff.Tariff;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a demand charge bills of earlier months, on loads small enough to follow by hand. */
class RememberedDemandTest {

    @Test
    void trailingTwelveRemembersElevenMonthsAndThenForgets() {
        Load load = Loads.of(
                "UTC",
                "2025-01-01",
                "2026-03-01",
                30,
                time -> time.isBefore(LocalDateTime.parse("2025-01-01T00:30")) ? 900 : 100);
        Bill bill = Bills.bill("  - {demand: a, memory: trailing-12, price: 1}\n", load);
        assertThat(bill.lines()).hasSize(14);
        assertThat(bill.lines().subList(0, 12))
                .allSatisfy(line -> assertThat(line.amount()).isEqualByComparingTo("900"));
        assertThat(bill.lines().get(1).note()).isEqualTo("peak of 2025-01");
        assertThat(bill.lines().subList(12, 14)).allSatisfy(line -> {
            assertThat(line.amount()).isEqualByComparingTo("100");
            assertThat(line.note()).startsWith("peak 2026-0");
        });
    }

    @Test
    void aRatchetBillsAShareOfTheHighestOfTheMonthsBefore() {
        Load load = Loads.of("UTC", "2026-01-01", "2026-05-01", 30, time -> time.getMonthValue() == 1 ? 1000 : 100);
        Bill bill = Bills.bill("  - {demand: a, ratchet: 0.8, ratchetMonths: 2, price: 1}\n", load);
        assertThat(bill.lines()).extracting(line -> line.amount().intValue()).containsExactly(1000, 800, 800, 100);
        assertThat(bill.lines().get(1).note()).isEqualTo("80 % of the peak of 2026-01");
    }

    @Test
    void theRatchetHangsOnWhatWasMeasuredNotOnWhatWasBilled() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-03-01", 100);
        Tariff tariff = Loads.components("  - {demand: a, ratchet: 0.5, ratchetMonths: 1, price: 1}\n");
        Past past = new Past(Map.of("a", Map.of(YearMonth.of(2025, 12), 1000.0)));
        Bill bill = Billing.bill(tariff, Map.of("grid", load), past, Map.of());
        // January: half of December's 1000; February: half of January's 100 is less than its own 100.
        assertThat(bill.lines()).extracting(line -> line.amount().intValue()).containsExactly(500, 100);
        assertThat(bill.lines().get(0).note()).isEqualTo("50 % of the peak of 2025-12");
    }
}
