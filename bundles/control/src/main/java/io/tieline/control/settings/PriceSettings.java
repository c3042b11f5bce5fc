package io.tieline.control.settings;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Energy-price arbitrage.
 *
 * @param enabled no: only prices never move the batteries
 * @param daily prices by the site's clock, each from its time on; empty: those of the tariff, if there is one
 * @param cycleCost what one kilowatt-hour through the cells wears off them, in the currency of the prices
 * @param roundTrip share of the energy that comes back, 0.3 to 1
 */
public record PriceSettings(boolean enabled, List<DailyPrice> daily, double cycleCost, double roundTrip) {

    public static final PriceSettings OFF = new PriceSettings(false, List.of(), 0, 0.88);

    /** A price per kilowatt-hour from a time of day on, until the next. */
    public record DailyPrice(LocalTime from, double perKilowattHour) {}

    public PriceSettings {
        daily = List.copyOf(daily);
        Refusal.unless(
                cycleCost >= 0 && Double.isFinite(cycleCost),
                "price.cycleCost: must be a number of at least 0, is " + cycleCost);
        Refusal.unless(
                roundTrip > 0.3 && roundTrip <= 1, "price.roundTrip: must be between 0.3 and 1, is " + roundTrip);
        for (int i = 1; i < daily.size(); i++) {
            Refusal.unless(
                    daily.get(i).from().isAfter(daily.get(i - 1).from()),
                    "price.daily: times must rise, " + daily.get(i).from() + " does not");
        }
        Refusal.unless(
                daily.isEmpty() || daily.get(0).from().equals(LocalTime.MIDNIGHT), "price.daily: must begin at 00:00");
    }

    /**
     * Reads {@code 00:00 10.03, 08:00 19.65, 22:00 10.03}.
     *
     * @throws IllegalArgumentException naming the field and the part that is not understood
     */
    public static List<DailyPrice> daily(String text) {
        List<DailyPrice> prices = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+", -1);
            try {
                Refusal.unless(words.length == 2, "price.daily: write TIME PRICE, not '" + part.strip() + "'");
                double price = Double.parseDouble(words[1]);
                Refusal.unless(Double.isFinite(price), "price.daily: '" + words[1] + "' is not a price");
                prices.add(new DailyPrice(LocalTime.parse(words[0]), price));
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new IllegalArgumentException("price.daily: write TIME PRICE, not '" + part.strip() + "'", e);
            }
        }
        return prices;
    }

    /** The daily price at an instant, NaN if none is given. */
    public double at(long utcMillis, ZoneId zone) {
        LocalTime time = Instant.ofEpochMilli(utcMillis).atZone(zone).toLocalTime();
        double price = Double.NaN;
        for (DailyPrice one : daily) {
            if (one.from().isAfter(time)) {
                break;
            }
            price = one.perKilowattHour();
        }
        return price;
    }
}
