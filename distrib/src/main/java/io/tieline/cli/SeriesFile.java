package io.tieline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series in a CSV file: {@code time,value} or {@code time,value,value}, time as minutes since 1970 or in ISO form, with
 * its offset or on the clock of a zone.
 *
 * @param startEpochSecond start of the first interval
 * @param stepSeconds length of an interval: the shortest distance of two lines
 * @param columns values, one array a column; NaN where the file has no line
 */
@SuppressWarnings("ArrayRecordComponent") // a file of minutes; nobody compares two
record SeriesFile(long startEpochSecond, int stepSeconds, double[][] columns) {

    /** Ten years of minutes: more is a wrong time stamp. */
    private static final int MOST_VALUES = 5_300_000;

    /** @throws CliException naming the line that does not fit */
    static SeriesFile read(Path file, ZoneId zone) {
        try {
            return parse(file.toString(), Files.readAllLines(file), zone);
        } catch (IOException e) {
            throw new CliException(file + " cannot be read: " + e.getMessage());
        }
    }

    static SeriesFile parse(String name, List<String> lines, ZoneId zone) {
        List<Row> rows = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean header = i == 0 && !line.isEmpty() && Character.isLetter(line.charAt(0));
            if (!line.isEmpty() && !header) {
                long before = rows.isEmpty()
                        ? Long.MIN_VALUE
                        : rows.get(rows.size() - 1).epochSecond();
                rows.add(Row.parse(name + ":" + (i + 1), line, zone, before));
            }
        }
        if (rows.size() < 2) {
            throw new CliException(name + ": at least two lines of time,value are needed.");
        }
        return join(rows);
    }

    private static SeriesFile join(List<Row> rows) {
        long start = rows.get(0).epochSecond();
        long step = Long.MAX_VALUE;
        for (int i = 1; i < rows.size(); i++) {
            step = Math.min(step, rows.get(i).epochSecond() - rows.get(i - 1).epochSecond());
        }
        Row last = rows.get(rows.size() - 1);
        long count = (last.epochSecond() - start) / step + 1;
        if (count > MOST_VALUES) {
            throw new CliException(last.place() + ": the file reaches over more than ten years of minutes.");
        }
        double[][] columns = new double[rows.get(0).values().length][(int) count];
        for (double[] column : columns) {
            Arrays.fill(column, Double.NaN);
        }
        for (Row row : rows) {
            long since = row.epochSecond() - start;
            if (since % step != 0 || row.values().length != columns.length) {
                throw new CliException(row.place() + ": expected " + columns.length
                        + " values after a time in steps of " + step + " s like the lines before.");
            }
            for (int c = 0; c < columns.length; c++) {
                columns[c][(int) (since / step)] = row.values()[c];
            }
        }
        return new SeriesFile(start, (int) step, columns);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(String place, long epochSecond, double[] values) {

        static Row parse(String place, String line, ZoneId zone, long before) {
            String[] fields = line.split("[,;]", -1);
            try {
                double[] values = new double[fields.length - 1];
                for (int i = 0; i < values.length; i++) {
                    String field = fields[i + 1].strip();
                    values[i] = field.isEmpty() ? Double.NaN : Double.parseDouble(field);
                }
                long time = time(fields[0].strip(), zone, before);
                if (values.length > 0 && time > before) {
                    return new Row(place, time, values);
                }
            } catch (NumberFormatException | DateTimeException e) {
                throw new CliException(place + ": expected time,value such as 25246080,12.68 or"
                        + " 2018-01-01T00:00+09:00,12.68; found " + line);
            }
            throw new CliException(place + ": expected a value, and a time later than that of the line before.");
        }

        private static long time(String text, ZoneId zone, long before) {
            if (text.indexOf('T') < 0 && text.indexOf(' ') < 0) {
                return Math.multiplyExact(Long.parseLong(text), 60L);
            }
            String iso = text.replace(' ', 'T');
            if (iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T')) {
                return OffsetDateTime.parse(iso).toEpochSecond();
            }
            ZonedDateTime local = LocalDateTime.parse(iso).atZone(zone);
            long first = local.toEpochSecond();
            // The hour that comes twice in autumn: the second time it is the later one.
            return first > before ? first : local.withLaterOffsetAtOverlap().toEpochSecond();
        }
    }
}
