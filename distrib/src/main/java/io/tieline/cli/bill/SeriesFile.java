package io.tieline.cli.bill;

import io.tieline.cli.outcome.CliException;
import io.tieline.control.study.UsualStep;
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
 * its offset or on the clock of a zone. Where {@code ;} separates, a value may have a decimal comma.
 *
 * @param startEpochSecond start of the first interval
 * @param stepSeconds length of an interval: the usual distance of two lines
 * @param columns values, one array a column; NaN where the file has no line
 */
@SuppressWarnings("ArrayRecordComponent") // a file of minutes; nobody compares two
record SeriesFile(long startEpochSecond, int stepSeconds, double[][] columns) {

    /** Ten years of minutes: more is a wrong time stamp. */
    private static final int MOST_VALUES = 5_300_000;
    /** 2100: a larger number of minutes is one of seconds. */
    private static final long LATEST_MINUTE = 68_374_080;
    /** No site draws a terawatt, and no energy costs as much. */
    private static final double MOST = 1e9;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

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
            String line = lines.get(i).replace(BYTE_ORDER_MARK, "").strip();
            boolean header = i == 0 && !line.isEmpty() && !Character.isDigit(line.charAt(0)) && line.charAt(0) != '-';
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
        long step = UsualStep.of(rows.stream().mapToLong(Row::epochSecond).toArray());
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
            boolean decimalComma = line.indexOf(';') >= 0;
            String[] fields = line.split(decimalComma ? ";" : ",", -1);
            try {
                double[] values = new double[fields.length - 1];
                for (int i = 0; i < values.length; i++) {
                    String field = fields[i + 1].strip();
                    values[i] = value(place, decimalComma ? field.replace(',', '.') : field);
                }
                long time = time(place, fields[0].strip(), zone, before);
                if (values.length > 0 && time > before) {
                    return new Row(place, time, values);
                }
            } catch (NumberFormatException | DateTimeException e) {
                throw new CliException(place + ": expected time,value such as 25246080,12.68 or"
                        + " 2018-01-01T00:00+09:00,12.68; found " + line);
            }
            throw new CliException(place + ": expected a value, and a time later than that of the line before.");
        }

        private static double value(String place, String text) {
            double value = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            if (Math.abs(value) > MOST) {
                throw new CliException(place + ": " + text + " is no load and no price.");
            }
            return value;
        }

        private static long time(String place, String text, ZoneId zone, long before) {
            if (text.indexOf('T') < 0 && text.indexOf(' ') < 0) {
                long minute = Long.parseLong(text);
                if (minute >= LATEST_MINUTE) {
                    throw new CliException(place + ": " + text
                            + " minutes since 1970 are beyond the year 2100. If they are seconds, divide them by 60.");
                }
                return minute * 60;
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
