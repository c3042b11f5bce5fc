package io.tieline.tariff.bill;

import io.tieline.tariff.Loads;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/** Bills as lines of text, and how to make one in a line. */
final class Bills {

    private Bills() {}

    /** 100 kW with one quarter hour of 500 kW at a time, on a UTC clock. */
    static Load spike(String from, String until, String... spikes) {
        List<LocalDateTime> times =
                Arrays.stream(spikes).map(LocalDateTime::parse).toList();
        return Loads.of("UTC", from, until, 15, time -> times.contains(time) ? 500 : 100);
    }

    static List<String> amounts(Bill bill) {
        return bill.lines().stream()
                .map(line -> line.period() + " " + line.component() + " "
                        + line.quantity().stripTrailingZeros().toPlainString() + " x "
                        + line.unitPrice().stripTrailingZeros().toPlainString() + " = "
                        + line.amount().toPlainString())
                .toList();
    }

    static Bill bill(String components, Load load) {
        return Billing.bill(Loads.components(components), load);
    }
}
