package io.tieline.journal;

/**
 * What sums up a block.
 *
 * @param first position of the block
 * @param begins site time of its first sample, ms of UTC
 * @param ends of its last one
 * @param data steps of {@link Compaction#SUMMARY_MILLIS}
 */
record SummaryRow(long first, long begins, long ends, byte[] data) {}
