package io.tieline.journal.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The samples of consecutive blocks of one device as if they had been one. */
public final class MergedSamples {

    private final int[] ids;
    private final SampleColumns samples;

    private MergedSamples(int[] ids, SampleColumns samples) {
        this.ids = ids;
        this.samples = samples;
    }

    /** Of one block; of a block of steps the ids are those of the points and the samples' points {@link Aspect#column columns}. */
    public static MergedSamples of(BlockReader block) throws DamagedBlockException {
        return block.isSteps() ? ofSteps(List.of(block)) : of(List.of(content(block)));
    }

    /** Of blocks of steps. */
    public static MergedSamples ofSteps(List<BlockReader> blocks) throws DamagedBlockException {
        List<BlockReader.Content> contents = new ArrayList<>();
        for (BlockReader block : blocks) {
            contents.add(content(block));
        }
        MergedSamples merged = of(contents);
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

    private static BlockReader.Content content(BlockReader block) throws DamagedBlockException {
        return new BlockReader.Content(block.points(), block.samples());
    }

    public static MergedSamples of(List<BlockReader.Content> blocks) {
        int[] ids = ids(blocks);
        int size = 0;
        for (BlockReader.Content block : blocks) {
            size += block.samples().size();
        }
        SampleColumns all = new SampleColumns(size);
        for (BlockReader.Content block : blocks) {
            if (Arrays.equals(block.points(), ids)) {
                block.samples().appendTo(all);
            } else {
                block.samples().appendTo(all, places(block.points(), ids));
            }
        }
        return new MergedSamples(ids, all);
    }

    private static int[] places(int[] points, int[] ids) {
        int[] places = new int[points.length];
        for (int point = 0; point < places.length; point++) {
            places[point] = Arrays.binarySearch(ids, points[point]);
        }
        return places;
    }

    /** Blocks of a device mostly have the same points, in ascending order. */
    private static int[] ids(List<BlockReader.Content> blocks) {
        int[] ids = blocks.get(0).points().clone();
        Arrays.sort(ids);
        for (BlockReader.Content block : blocks) {
            if (!Arrays.equals(block.points(), ids)) {
                ids = IntStream.concat(Arrays.stream(ids), Arrays.stream(block.points()))
                        .distinct()
                        .sorted()
                        .toArray();
            }
        }
        return ids;
    }

    /** Dictionary ids, ascending; a sample's point is a position in here. */
    public int[] ids() {
        return ids;
    }

    public SampleColumns samples() {
        return samples;
    }
}
