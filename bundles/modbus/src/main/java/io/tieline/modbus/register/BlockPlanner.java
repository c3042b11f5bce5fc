package io.tieline.modbus.register;

import io.tieline.profile.ModbusPlan.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins chunks into as few requests as a device allows. Pure.
 *
 * @param maxSize the most registers or bits of one request
 * @param maxGap the most unused ones to read along
 * @param forbidden what no request may touch
 */
public record BlockPlanner(int maxSize, int maxGap, List<Range> forbidden) {

    /** Ordered by address, but those with scale factors first where others need them. */
    public List<Chunk> plan(List<Chunk> chunks) {
        List<Chunk> ordered = chunks.stream()
                .flatMap(chunk -> fitting(chunk).stream())
                .sorted(Comparator.comparingInt(Chunk::unit)
                        .thenComparing(Chunk::space)
                        .thenComparingInt(Chunk::first))
                .toList();
        List<Chunk> blocks = new ArrayList<>();
        for (Chunk chunk : ordered) {
            int last = blocks.size() - 1;
            if (last >= 0 && joins(blocks.get(last), chunk)) {
                blocks.set(last, joined(blocks.get(last), chunk));
            } else {
                blocks.add(chunk);
            }
        }
        blocks.sort(Comparator.comparing(block -> block.fields().stream().noneMatch(Field::leads)));
        return blocks;
    }

    private boolean joins(Chunk block, Chunk next) {
        int last = Math.max(block.last(), next.last());
        return block.unit() == next.unit()
                && block.space() == next.space()
                && next.first() - block.last() - 1 <= maxGap
                && last - block.first() + 1 <= maxSize
                && forbidden.stream().noneMatch(range -> range.first() <= last && range.last() >= block.first());
    }

    private static Chunk joined(Chunk block, Chunk next) {
        List<Field> fields = new ArrayList<>(block.fields());
        next.fields().stream().filter(field -> !fields.contains(field)).forEach(fields::add);
        return new Chunk(block.unit(), block.space(), fields);
    }

    /** Cuts a chunk that is too long for one request. */
    private List<Chunk> fitting(Chunk chunk) {
        if (chunk.size() <= maxSize) {
            return List.of(chunk);
        }
        List<Chunk> parts = new ArrayList<>();
        List<Field> part = new ArrayList<>();
        int first = 0;
        for (Field field : byAddress(chunk.fields())) {
            if (!part.isEmpty() && field.last() - first + 1 > maxSize) {
                parts.add(new Chunk(chunk.unit(), chunk.space(), part));
                part.clear();
            }
            if (part.isEmpty()) {
                first = field.first();
            }
            part.add(field);
        }
        parts.add(new Chunk(chunk.unit(), chunk.space(), part));
        return parts;
    }

    /** Whether its fields stand in different registers: the bits of one are refused together. */
    public static boolean isDivisible(Chunk chunk) {
        Field one = chunk.fields().get(0);
        return chunk.fields().stream().anyMatch(field -> !isBeside(one, field));
    }

    /** Two halves of a divisible chunk that a device refuses as a whole; what stands in the same registers stays together. */
    public static List<Chunk> halves(Chunk chunk) {
        List<Field> fields = byAddress(chunk.fields());
        int middle = fields.size() / 2;
        while (middle > 0 && isBeside(fields.get(middle - 1), fields.get(middle))) {
            middle--;
        }
        if (middle == 0) {
            middle = (int) fields.stream()
                    .takeWhile(field -> isBeside(fields.get(0), field))
                    .count();
        }
        return List.of(
                new Chunk(chunk.unit(), chunk.space(), fields.subList(0, middle)),
                new Chunk(chunk.unit(), chunk.space(), fields.subList(middle, fields.size())));
    }

    private static boolean isBeside(Field one, Field other) {
        return one.first() == other.first() && one.last() == other.last();
    }

    private static List<Field> byAddress(List<Field> fields) {
        return fields.stream()
                .sorted(Comparator.comparingInt(Field::first).thenComparingInt(Field::last))
                .toList();
    }
}
