package io.tieline.control.commissioning;

import java.util.List;

/**
 * What came of a whole test.
 *
 * @param operator who started it
 * @param aborted why it ended early, empty if it did not
 */
public record CommissioningReport(
        String operator, long startedUtcMillis, long endedUtcMillis, String aborted, List<CabinetResult> results) {

    public CommissioningReport {
        results = List.copyOf(results);
    }

    public boolean passed() {
        return aborted.isEmpty() && !results.isEmpty() && results.stream().allMatch(CabinetResult::passed);
    }
}
