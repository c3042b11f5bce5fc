package io.tieline.tariff;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of the meter the bill is made from: it decides where a day, a month and an hour of the tariff begin.
 *
 * @param zone of the site
 * @param source what the meter's clock shows
 */
public record TariffClock(ZoneId zone, Source source) {

    /** What a meter's clock shows. */
    public enum Source {
        /** The time on the wall, with daylight saving where there is any. */
        LOCAL("local"),
        /** The zone's standard time all year: a meter that nobody sets twice a year. */
        STANDARD("standard"),
        /** UTC. */
        UTC("utc");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The zone whose wall clocks show what this one does; of standard time the offset that holds at an instant. */
    public ZoneId asZone(Instant now) {
        return switch (source) {
            case LOCAL -> zone;
            case STANDARD -> zone.getRules().getStandardOffset(now);
            case UTC -> ZoneOffset.UTC;
        };
    }

    /** What the clock shows at an instant. */
    public LocalDateTime at(long epochSecond) {
        return LocalDateTime.ofEpochSecond(epochSecond, 0, offset(epochSecond));
    }

    /** The instant at which a date begins on this clock, in epoch seconds. */
    public long startOf(LocalDate date) {
        return switch (source) {
            case LOCAL -> date.atStartOfDay(zone).toEpochSecond();
            case STANDARD ->
                date.atStartOfDay().toEpochSecond(standard(date.atStartOfDay().toEpochSecond(ZoneOffset.UTC)));
            case UTC -> date.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        };
    }

    /** The instant a reading of the clock means, in epoch seconds; of an hour that comes twice the first one. */
    public long instantOf(LocalDateTime reading) {
        return switch (source) {
            case LOCAL -> reading.atZone(zone).toEpochSecond();
            case STANDARD -> reading.toEpochSecond(standard(reading.toEpochSecond(ZoneOffset.UTC)));
            case UTC -> reading.toEpochSecond(ZoneOffset.UTC);
        };
    }

    /**
     * How far windows are shifted against UTC so that they begin on the full hour of the clock, in seconds. Daylight saving
     * moves clocks by whole windows, so it does not count here and no window is ever split by it.
     */
    long windowShift(long epochSecond) {
        return source == Source.UTC ? 0 : standard(epochSecond).getTotalSeconds();
    }

    private ZoneOffset offset(long epochSecond) {
        return switch (source) {
            case LOCAL -> zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond));
            case STANDARD -> standard(epochSecond);
            case UTC -> ZoneOffset.UTC;
        };
    }

    private ZoneOffset standard(long epochSecond) {
        return zone.getRules().getStandardOffset(Instant.ofEpochSecond(epochSecond));
    }
}
