package io.tieline.tariff.bill;

import io.tieline.tariff.EnergyCharge;
import io.tieline.tariff.EnergyCharge.Market;
import io.tieline.tariff.EnergyCharge.Published;
import io.tieline.tariff.Period;
import io.tieline.tariff.Prices.Part;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.bill.Blocks.Block;
import io.tieline.tariff.bill.Line.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Bills one energy charge. */
final class EnergyBilling {

    /** Digits of a mean price that is shown. */
    private static final int PRICE_DIGITS = 6;

    private final Tariff tariff;
    private final EnergyCharge charge;
    private final WindowReadings readings;
    private final List<Stretch> stretches;

    EnergyBilling(Tariff tariff, EnergyCharge charge, Readings readings) {
        this.tariff = tariff;
        this.charge = charge;
        this.readings = charge.reactive()
                ? readings.withReactive(charge.id(), charge.meter(), charge.window())
                : readings.of(charge.meter(), charge.window());
        stretches = readings.stretches(this.readings, charge.span());
    }

    /** The lines of a published price. */
    List<Line> lines(Published price) {
        List<Line> lines = new ArrayList<>();
        for (Stretch stretch : billed()) {
            for (Part part : Blocks.parts(charge, price.prices(), stretch.period())) {
                lines.addAll(lines(stretch, part));
            }
        }
        return lines;
    }

    /** The lines of a market-price adjustment. */
    List<Line> lines(Market market, PriceSeries series) {
        return billed().stream()
                .map(stretch -> market.average() ? atMean(stretch, market, series) : bySlot(stretch, market, series))
                .filter(line -> line.quantity().signum() != 0)
                .toList();
    }

    private List<Stretch> billed() {
        return stretches.stream()
                .filter(stretch -> stretch.bills(charge.hours()))
                .toList();
    }

    private List<Line> lines(Stretch stretch, Part part) {
        Period period = stretch.period();
        double[] sum = new double[1];
        stretch.each(charge.mask(), i -> {
            if (part.holds(readings.time(i).toLocalDate())) {
                sum[0] += energy(i);
            }
        });
        String note = part.days() == period.days()
                ? ""
                : part.from() + " to " + part.until().minusDays(1);
        List<Line> lines = new ArrayList<>();
        BigDecimal quantity = charge.rounding().apply(sum[0]);
        for (Block block : Blocks.of(part.step().tiers(), quantity, Blocks.share(part, period))) {
            BigDecimal amount = tariff.lines().apply(block.quantity().multiply(block.price()));
            lines.add(line(period, Kind.ENERGY, block.quantity(), block.price(), amount, note));
        }
        return lines;
    }

    /** Every unit at the mean price of the period, whenever it was drawn. */
    private Line atMean(Stretch stretch, Market market, PriceSeries series) {
        double energy = 0;
        double price = 0;
        for (int i = stretch.from(); i < stretch.until(); i++) {
            price += price(i, market, series);
            energy += charge.mask().counts(readings.time(i)) ? energy(i) : 0;
        }
        double mean = price / (stretch.until() - stretch.from());
        BigDecimal unitPrice = BigDecimal.valueOf((mean - market.reference()) * market.coefficient())
                .setScale(PRICE_DIGITS, RoundingMode.HALF_UP);
        BigDecimal quantity = charge.rounding().apply(energy);
        BigDecimal amount = tariff.lines().apply(quantity.multiply(unitPrice));
        return line(stretch.period(), Kind.MARKET, quantity, unitPrice, amount, "mean of " + market.series());
    }

    /** Every unit at the price of its own slot. */
    private Line bySlot(Stretch stretch, Market market, PriceSeries series) {
        double[] sum = new double[2];
        stretch.each(charge.mask(), i -> {
            sum[0] += energy(i);
            sum[1] += energy(i) * (price(i, market, series) - market.reference()) * market.coefficient();
        });
        BigDecimal unitPrice =
                BigDecimal.valueOf(sum[0] > 0 ? sum[1] / sum[0] : 0).setScale(PRICE_DIGITS, RoundingMode.HALF_UP);
        BigDecimal amount = tariff.lines().apply(sum[1]);
        BigDecimal quantity = charge.rounding().apply(sum[0]);
        return line(stretch.period(), Kind.MARKET, quantity, unitPrice, amount, "slots of " + market.series());
    }

    private double price(int i, Market market, PriceSeries series) {
        double price = series.at(readings.start(i));
        if (Double.isNaN(price)) {
            throw new BillingException("The price series " + market.series() + " has no price for "
                    + readings.time(i).toString().replace('T', ' ') + ": give one that covers the load.");
        }
        return price;
    }

    private double energy(int i) {
        return charge.reactive() ? readings.kvarh(i) : readings.kwh(i);
    }

    private Line line(Period period, Kind kind, BigDecimal quantity, BigDecimal price, BigDecimal amount, String note) {
        return new Line(period, charge.id(), charge.title(), kind, quantity, charge.unit(), price, amount, note);
    }
}
