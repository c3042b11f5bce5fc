package io.tieline.journal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The samples of consecutive blocks of one device as if they had been one. */
final class MergedSamples {

    private final int[] ids;
    private final SampleColumns samples;

    private MergedSamples(int[] ids, SampleColumns samples) {
        this.ids = ids;
        this.samples = samples;
    }

    /** Of one block; of a block of steps the ids are those of the points and the samples' points {@link Aspect#column columns}. */
    static MergedSamples of(BlockReader block) throws DamagedBlockException {
        MergedSamples merged = of(List.of(new BlockReader.Content(block.points(), block.samples())));
        if (!block.isSteps()) {
            return merged;
        }
        int[] ids = Arrays.stream(merged.ids)
                .filter(id -> id % Aspect.COUNT == Aspect.LAST.ordinal())
                .map(id -> id / Aspect.COUNT)
                .toArray();
        int[] columns = Arrays.stream(merged.ids)
                .map(id -> Arrays.binarySearch(ids, id / Aspect.COUNT) * Aspect.COUNT + id % Aspect.COUNT)
                .toArray();
        SampleColumns steps = new SampleColumns(merged.samples.size());
        merged.samples.appendTo(steps, columns);
        return new MergedSamples(ids, steps);
    }

    static MergedSamples of(List<BlockReader.Content> blocks) {
        int[] ids = blocks.stream()
                .flatMapToInt(block -> Arrays.stream(block.points()))
                .distinct()
                .sorted()
                .toArray();
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = 0; place < ids.length; place++) {
            places.put(ids[place], place);
        }
        int size = blocks.stream().mapToInt(block -> block.samples().size()).sum();
        SampleColumns all = new SampleColumns(size);
        for (BlockReader.Content block : blocks) {
            int[] placesHere = Arrays.stream(block.points())
                    .map(id -> places.getOrDefault(id, 0))
                    .toArray();
            block.samples().appendTo(all, placesHere);
        }
        return new MergedSamples(ids, all);
    }

    /** Dictionary ids, ascending; a sample's point is a position in here. */
    int[] ids() {
        return ids;
    }

    SampleColumns samples() {
        return samples;
    }
}
