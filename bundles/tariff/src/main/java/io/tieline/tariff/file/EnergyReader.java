package io.tieline.tariff.file;

import io.tieline.document.Fields;
import io.tieline.tariff.EnergyCharge;
import io.tieline.tariff.EnergyCharge.EnergyPrice;
import io.tieline.tariff.EnergyCharge.Market;
import io.tieline.tariff.EnergyCharge.Published;
import io.tieline.tariff.Rounding;
import io.tieline.tariff.Window;
import java.util.List;
import java.util.Optional;

/** Reads an energy charge. */
final class EnergyReader {

    private static final List<String> UNITS = List.of("kWh", "kvarh");
    private static final List<String> AVERAGES = List.of("slot", "period");

    private final ComponentReader common;
    private final Fields fields;

    EnergyReader(ComponentReader common, Fields fields) {
        this.common = common;
        this.fields = fields;
    }

    EnergyCharge read(String id) {
        Window window = ComponentReader.window(fields);
        boolean reactive = fields.choice("unit", word -> Optional.of(word).filter(UNITS::contains), UNITS)
                .filter("kvarh"::equals)
                .isPresent();
        return new EnergyCharge(
                id,
                ComponentReader.title(fields, id),
                ComponentReader.span(fields),
                ComponentReader.meter(fields),
                reactive,
                window,
                common.mask(fields, "when", window),
                Scalars.rounding(fields, "round", Rounding.METER),
                ComponentReader.fullLoadHours(fields),
                price());
    }

    private EnergyPrice price() {
        Optional<Market> market = fields.fields("market").map(EnergyReader::market);
        if (market.isPresent() && (fields.has("price") || fields.has("tiers") || fields.has("prices"))) {
            fields.problem(fields.node(), "market and price exclude each other", "make them two components");
        }
        return market.<EnergyPrice>map(found -> found).orElseGet(() -> new Published(PricesReader.anySign(fields)));
    }

    private static Market market(Fields inner) {
        String series = inner.requiredText("series").orElse("");
        double reference = inner.number("reference", -1e6, 1e6).orElse(0.0);
        double coefficient = inner.number("coefficient", -10, 10).orElse(1.0);
        boolean average = inner.choice("price", word -> Optional.of(word).filter(AVERAGES::contains), AVERAGES)
                .filter("period"::equals)
                .isPresent();
        inner.rejectOthers();
        return new Market(series, reference, coefficient, average);
    }
}
