package io.tieline.tariff.bill;

import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.DemandCharge.Contract;
import io.tieline.tariff.DemandCharge.PowerFactorRule;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import io.tieline.tariff.Prices.Part;
import io.tieline.tariff.Rounding;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.bill.BilledDemand.Billed;
import io.tieline.tariff.bill.BilledDemand.Demand;
import io.tieline.tariff.bill.Blocks.Block;
import io.tieline.tariff.bill.Line.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bills one demand charge. */
final class DemandBilling {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Tariff tariff;
    private final DemandCharge charge;
    private final WindowReadings readings;
    private final Past past;
    private final List<Stretch> stretches;

    DemandBilling(Tariff tariff, DemandCharge charge, Readings readings, Past past) {
        this.tariff = tariff;
        this.charge = charge;
        boolean reactive = charge.apparent() || charge.powerFactor().isPresent();
        this.readings = reactive
                ? readings.withReactive(charge.id(), charge.meter(), charge.window())
                : readings.of(charge.meter(), charge.window());
        this.past = past;
        stretches = readings.stretches(this.readings, charge.span());
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Billed billed : new BilledDemand(charge, readings, past).of(stretches)) {
            if (billed.stretch().bills(charge.hours())) {
                lines.addAll(lines(billed.stretch(), billed.demand()));
            }
        }
        return lines;
    }

    private List<Line> lines(Stretch stretch, Demand demand) {
        Period period = stretch.period();
        BigDecimal quantity = charge.rounding().apply(demand.value());
        List<Line> lines = new ArrayList<>();
        for (Part part : Blocks.parts(charge, charge.prices(), period)) {
            if (charge.contract().isPresent()) {
                agreed(period, part, charge.contract().get(), quantity, demand.note(), lines);
            } else {
                for (Block block : Blocks.of(part.step().tiers(), quantity, BigDecimal.ONE)) {
                    lines.add(line(period, part, Kind.DEMAND, block, charge.title(), demand.note()));
                }
            }
        }
        charge.powerFactor().flatMap(rule -> powerFactor(stretch, rule, lines)).ifPresent(lines::add);
        return lines;
    }

    private void agreed(
            Period period, Part part, Contract contract, BigDecimal quantity, String note, List<Line> lines) {
        BigDecimal power = BigDecimal.valueOf(contract.power());
        for (Block block : Blocks.of(part.step().tiers(), power, BigDecimal.ONE)) {
            lines.add(line(period, part, Kind.DEMAND, block, charge.title(), "agreed power"));
        }
        BigDecimal above = quantity.subtract(power);
        if (above.signum() > 0) {
            BigDecimal price = part.step().priceAbove(contract.power()).multiply(BigDecimal.valueOf(contract.excess()));
            String title = charge.title() + ", above the agreed power";
            lines.add(line(period, part, Kind.EXCESS, new Block(above, price), title, note));
        }
    }

    private Line line(Period period, Part part, Kind kind, Block block, String title, String note) {
        BigDecimal share = Blocks.share(part, period);
        String partOfPeriod = part.days() == period.days() ? "" : ", " + part.days() + " of " + period.days() + " days";
        BigDecimal amount =
                tariff.lines().apply(block.quantity().multiply(block.price()).multiply(share));
        return new Line(
                period,
                charge.id(),
                title,
                kind,
                block.quantity(),
                charge.unit(),
                block.price(),
                amount,
                note + partOfPeriod);
    }

    private Optional<Line> powerFactor(Stretch stretch, PowerFactorRule rule, List<Line> charged) {
        double[] energy = new double[2];
        stretch.each(rule.mask(), i -> {
            energy[0] += readings.kwh(i);
            energy[1] += readings.kvarh(i);
        });
        if (energy[0] == 0 || charged.isEmpty()) {
            return Optional.empty();
        }
        double measured = energy[0] / StrictMath.hypot(energy[0], energy[1]);
        BigDecimal step = BigDecimal.valueOf(rule.step());
        BigDecimal factor = new Rounding(step, RoundingMode.HALF_UP).apply(measured);
        BigDecimal percent = BigDecimal.valueOf(rule.base())
                .subtract(factor)
                .divide(step, 0, RoundingMode.HALF_UP)
                .multiply(BigDecimal.valueOf(rule.perStep()))
                .multiply(HUNDRED);
        BigDecimal base = charged.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal onePercent = base.divide(HUNDRED);
        return Optional.of(new Line(
                stretch.period(),
                charge.id(),
                charge.title() + ", power factor",
                Kind.POWER_FACTOR,
                percent,
                "%",
                onePercent,
                tariff.lines().apply(percent.multiply(onePercent)),
                "power factor " + factor.toPlainString()));
    }
}
