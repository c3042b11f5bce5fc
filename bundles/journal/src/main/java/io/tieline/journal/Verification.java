package io.tieline.journal;

import java.util.List;

/**
 * What a walk over the whole record found.
 *
 * @param blocks read, each with its checksum
 * @param samples in them
 * @param events read, each with its link in the chain
 * @param chainHead the hash of the newest event in hexadecimal: noted elsewhere it proves later that nothing up to it was
 *     altered or removed
 * @param anchored whether the newest event was found to be the one, or to come after the one, that the anchor file names
 * @param problems one sentence each; empty if the record is whole
 */
public record Verification(
        long blocks, long samples, long events, String chainHead, boolean anchored, List<String> problems) {

    public Verification {
        problems = List.copyOf(problems);
    }

    public boolean isWhole() {
        return problems.isEmpty();
    }
}
