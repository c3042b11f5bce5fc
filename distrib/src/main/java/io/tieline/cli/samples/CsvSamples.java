package io.tieline.cli.samples;

import io.tieline.journal.Aligned;
import io.tieline.journal.JournalFile;
import io.tieline.model.Quality;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples as CSV (RFC 4180): one row a sample, point after point, or one row a moment with a column a point. */
public final class CsvSamples implements SampleFile {

    private final PrintWriter out;
    private final boolean ours;

    private CsvSamples(PrintWriter out, boolean ours) {
        this.out = out;
        this.ours = ours;
    }

    public static CsvSamples to(@Nullable Path file, PrintWriter otherwise) throws IOException {
        return file == null
                ? new CsvSamples(otherwise, false)
                : new CsvSamples(new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)), true);
    }

    @Override
    public void samples(JournalFile record, List<String> points, long from, long to) {
        line("time", "point", "value", "quality", "text");
        for (String point : points) {
            int slash = point.indexOf('/');
            record.samples(
                    point.substring(0, slash),
                    point.substring(slash + 1),
                    from,
                    to,
                    (time, value, quality, text) -> sample(point, time, value, quality, text));
        }
    }

    private void sample(String point, long time, double value, Quality quality, @Nullable String text) {
        line(Instant.ofEpochMilli(time).toString(), point, number(value), quality.name(), text == null ? "" : text);
    }

    @Override
    public void aligned(Aligned table) {
        StringBuilder head = new StringBuilder("time");
        table.points().forEach(point -> head.append(',').append(quoted(point)));
        line(head.toString());
        for (int row = 0; row < table.utcMillis().size(); row++) {
            StringBuilder line = new StringBuilder(
                    Instant.ofEpochMilli(table.utcMillis().get(row)).toString());
            for (List<Double> column : table.values()) {
                line.append(',').append(number(column.get(row)));
            }
            line(line.toString());
        }
    }

    private void line(String time, String point, String value, String quality, String text) {
        line(time + "," + quoted(point) + "," + value + "," + quality + "," + quoted(text));
    }

    private void line(String line) {
        out.print(line);
        out.print("\r\n");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.flush();
        if (ours) {
            out.close();
        }
        if (out.checkError()) {
            throw new IOException("not everything could be written; is the disk full?");
        }
    }
}
