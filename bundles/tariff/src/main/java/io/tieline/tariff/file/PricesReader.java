package io.tieline.tariff.file;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.tariff.Prices;
import io.tieline.tariff.Prices.Step;
import io.tieline.tariff.Prices.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a unit costs: one price, tiers, or either of them by date. */
final class PricesReader {

    private static final double MOST = 1e9;

    private final double least;

    private PricesReader(double least) {
        this.least = least;
    }

    /** Prices that may be negative, as those of a market are. */
    static Prices anySign(Fields fields) {
        return new PricesReader(-MOST).read(fields);
    }

    /** Prices of at least 0: a negative demand price would pay for peaks. */
    static Prices notNegative(Fields fields) {
        return new PricesReader(0).read(fields);
    }

    private Prices read(Fields fields) {
        long ways =
                List.of("price", "tiers", "prices").stream().filter(fields::has).count();
        if (ways != 1) {
            fields.problem(
                    fields.node(),
                    ways == 0 ? "price is missing" : "price, tiers and prices exclude each other",
                    "write one of price, tiers, prices");
        }
        if (!fields.has("prices")) {
            return new Prices(List.of(new Step(LocalDate.MIN, tiers(fields))));
        }
        List<Step> steps = new ArrayList<>();
        for (Fields entry : fields.list("prices")) {
            LocalDate from = from(entry).orElse(LocalDate.MIN);
            if (!steps.isEmpty() && !from.isAfter(steps.get(steps.size() - 1).from())) {
                entry.problem(entry.node(), "from is not later than the one before", "order the prices by date");
            }
            if (!entry.has("price") && !entry.has("tiers")) {
                entry.problem(entry.node(), "price is missing", "add price or tiers");
            }
            steps.add(new Step(from, tiers(entry)));
            entry.rejectOthers();
        }
        if (steps.isEmpty()) {
            fields.node("prices").ifPresent(at -> fields.problem(at, "prices is empty", "add a price and its date"));
        }
        return new Prices(steps);
    }

    private static Optional<LocalDate> from(Fields entry) {
        Optional<String> text = entry.requiredText("from");
        Optional<LocalDate> date = text.flatMap(Scalars::date);
        if (text.isPresent() && date.isEmpty()) {
            entry.node("from").ifPresent(at -> entry.problem(at, "from is not a date", "write it as 2026-04-01"));
        }
        return date;
    }

    private List<Tier> tiers(Fields fields) {
        Optional<BigDecimal> flat = Scalars.decimal(fields, "price", least, MOST);
        if (!fields.has("tiers")) {
            return List.of(new Tier(null, flat.orElse(BigDecimal.ZERO)));
        }
        List<Tier> tiers = new ArrayList<>();
        List<Fields> entries = fields.list("tiers");
        for (int i = 0; i < entries.size(); i++) {
            tiers.add(tier(entries.get(i), i == entries.size() - 1, tiers));
        }
        if (tiers.isEmpty()) {
            fields.node("tiers").ifPresent(at -> fields.problem(at, "tiers is empty", "add tiers, or write price"));
            tiers.add(new Tier(null, BigDecimal.ZERO));
        }
        return tiers;
    }

    private Tier tier(Fields entry, boolean last, List<Tier> earlier) {
        Optional<BigDecimal> upTo = Scalars.decimal(entry, "upTo", 0, MOST);
        Optional<BigDecimal> price = Scalars.decimal(entry, "price", least, MOST);
        if (!entry.has("price")) {
            entry.problem(entry.node(), "price is missing", "add price");
        }
        Node at = entry.node("upTo").orElse(entry.node());
        if (entry.has("upTo") == last) {
            entry.problem(
                    at,
                    last ? "the last tier must have no upTo" : "upTo is missing",
                    "give every tier but the last the quantity at which it ends");
        }
        BigDecimal before = earlier.isEmpty()
                ? BigDecimal.ZERO
                : earlier.get(earlier.size() - 1).upTo();
        if (upTo.isPresent() && before != null && upTo.get().compareTo(before) <= 0) {
            entry.problem(at, "tiers do not rise: upTo is not above " + before.toPlainString(), "order the tiers");
        }
        entry.rejectOthers();
        return new Tier(last ? null : upTo.orElse(BigDecimal.ZERO), price.orElse(BigDecimal.ZERO));
    }
}
