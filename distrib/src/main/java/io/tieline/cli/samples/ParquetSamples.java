package io.tieline.cli.samples;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.tieline.journal.Aligned;
import io.tieline.journal.JournalFile;
import io.tieline.model.Quality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Samples as Apache Parquet: {@code time} (timestamp, ms of UTC), {@code point}, {@code value}, {@code quality} and {@code
 * text}; or {@code time} and a column of doubles a point. What is not there is null.
 */
public final class ParquetSamples implements SampleFile {

    private static final PrimitiveType TIME =
            Types.required(INT64).as(timestampType(true, MILLIS)).named("time");

    private static final MessageType SAMPLES = new MessageType(
            "samples",
            TIME,
            Types.required(BINARY).as(stringType()).named("point"),
            Types.optional(DOUBLE).named("value"),
            Types.required(BINARY).as(stringType()).named("quality"),
            Types.optional(BINARY).as(stringType()).named("text"));

    private final Path file;

    public ParquetSamples(Path file) {
        this.file = file;
    }

    @Override
    public void samples(JournalFile record, List<String> points, long from, long to) throws IOException {
        try (ParquetWriter<ParquetRow> rows = ParquetRow.writer(file, SAMPLES)) {
            for (String point : points) {
                int slash = point.indexOf('/');
                Binary name = Binary.fromString(point);
                record.samples(
                        point.substring(0, slash),
                        point.substring(slash + 1),
                        from,
                        to,
                        (time, value, quality, text) ->
                                write(rows, out -> sample(out, name, time, value, quality, text)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(ParquetWriter<ParquetRow> rows, ParquetRow row) {
        try {
            rows.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sample(
            RecordConsumer out, Binary point, long time, double value, Quality quality, @Nullable String text) {
        field(out, 0, () -> out.addLong(time));
        field(out, 1, () -> out.addBinary(point));
        number(out, 2, value);
        field(out, 3, () -> out.addBinary(Binary.fromString(quality.name())));
        if (text != null) {
            field(out, 4, () -> out.addBinary(Binary.fromString(text)));
        }
    }

    @Override
    public void aligned(Aligned table) throws IOException {
        List<Type> columns = new ArrayList<>(List.of(TIME));
        table.points().forEach(point -> columns.add(Types.optional(DOUBLE).named(point)));
        try (ParquetWriter<ParquetRow> rows = ParquetRow.writer(file, new MessageType("aligned", columns))) {
            for (int i = 0; i < table.utcMillis().size(); i++) {
                int row = i;
                rows.write(out -> {
                    field(out, 0, () -> out.addLong(table.utcMillis().get(row)));
                    for (int column = 0; column < table.points().size(); column++) {
                        number(out, column + 1, table.values().get(column).get(row));
                    }
                });
            }
        }
    }

    private static void number(RecordConsumer out, int index, double value) {
        if (!Double.isNaN(value)) {
            field(out, index, () -> out.addDouble(value));
        }
    }

    /** A field by its place; its name is only looked at for messages. */
    private static void field(RecordConsumer out, int index, Runnable value) {
        out.startField("", index);
        value.run();
        out.endField("", index);
    }

    @Override
    public void close() {
        // Each of the two has completed its file.
    }
}
