package io.tieline.tariff.file;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.DemandCharge.Aggregate;
import io.tieline.tariff.DemandCharge.Contract;
import io.tieline.tariff.DemandCharge.Max;
import io.tieline.tariff.DemandCharge.MeanOfDaily;
import io.tieline.tariff.DemandCharge.MeanOfEvents;
import io.tieline.tariff.DemandCharge.Memory;
import io.tieline.tariff.DemandCharge.PowerFactorRule;
import io.tieline.tariff.Mask;
import io.tieline.tariff.Rounding;
import io.tieline.tariff.Span;
import io.tieline.tariff.TariffClock;
import io.tieline.tariff.Window;
import java.util.List;
import java.util.Optional;

/** Reads a demand charge. */
final class DemandReader {

    private static final double MOST_KW = 1e7;
    private static final List<String> AGGREGATES = List.of("max", "mean-of-days", "mean-of-events");
    private static final List<String> MEMORIES = List.of("none", "trailing-12");

    private final ComponentReader common;
    private final Fields fields;
    private final TariffClock clock;

    DemandReader(ComponentReader common, Fields fields, TariffClock clock) {
        this.common = common;
        this.fields = fields;
        this.clock = clock;
    }

    DemandCharge read(String id) {
        Window window = ComponentReader.window(fields);
        Span span = ComponentReader.span(fields);
        Mask mask = common.mask(fields, "when", window);
        Memory memory = memory(span, mask, window);
        Optional<Contract> contract = contract(memory);
        boolean apparent = fields.choice(
                        "unit",
                        word -> List.of("kW", "kVA").contains(word) ? Optional.of(word) : Optional.empty(),
                        List.of("kW", "kVA"))
                .filter("kVA"::equals)
                .isPresent();
        return new DemandCharge(
                id,
                ComponentReader.title(fields, id),
                span,
                ComponentReader.meter(fields),
                apparent,
                window,
                mask,
                aggregate(),
                memory,
                fields.number("minimum", 0, MOST_KW).orElse(0.0),
                contract,
                Scalars.rounding(fields, "round", Rounding.METER),
                powerFactor(window),
                ComponentReader.fullLoadHours(fields),
                PricesReader.notNegative(fields));
    }

    private Aggregate aggregate() {
        String word = fields.choice("aggregate", name -> Optional.of(name).filter(AGGREGATES::contains), AGGREGATES)
                .orElse("max");
        Optional<Integer> days = fields.integer("days", 1, 31);
        List<Long> events =
                Scalars.list(fields, "events", text -> Scalars.instant(text, clock), "a time such as 2026-07-03T16:45");
        refuse("days", !word.equals("mean-of-days"), "aggregate is " + word, "write aggregate: mean-of-days");
        refuse("events", !word.equals("mean-of-events"), "aggregate is " + word, "write aggregate: mean-of-events");
        return switch (word) {
            case "mean-of-days" -> new MeanOfDaily(days.orElseGet(() -> missing("days", 1)));
            case "mean-of-events" -> new MeanOfEvents(events.isEmpty() ? List.of(missing("events", 0L)) : events);
            default -> new Max();
        };
    }

    private Memory memory(Span span, Mask counted, Window window) {
        boolean trailing = fields.choice("memory", word -> Optional.of(word).filter(MEMORIES::contains), MEMORIES)
                .filter("trailing-12"::equals)
                .isPresent();
        Optional<Double> share = fields.number("ratchet", 0.01, 1);
        int months = fields.integer("ratchetMonths", 1, 35).orElse(Memory.TRAILING_12.months());
        refuse("ratchetMonths", !fields.has("ratchet"), "there is no ratchet", "add ratchet: SHARE");
        refuse("ratchet", trailing, "memory: trailing-12 is a ratchet of 1 already", "drop one of them");
        boolean remembers = trailing || share.isPresent();
        refuse("memory", trailing && span == Span.YEAR, "a year has no memory", "write per: month");
        refuse("ratchet", share.isPresent() && span == Span.YEAR, "a year has no memory", "write per: month");
        Optional<Mask> mask = rememberedIn(remembers, counted, window);
        if (!remembers) {
            return Memory.NONE;
        }
        return trailing
                ? new Memory(Memory.TRAILING_12.share(), Memory.TRAILING_12.months(), mask)
                : new Memory(share.orElse(1.0), months, mask);
    }

    /** {@code ratchetWhen}: what later months remember is a part of what counts, otherwise it would be two charges. */
    private Optional<Mask> rememberedIn(boolean remembers, Mask counted, Window window) {
        if (!fields.has("ratchetWhen")) {
            return Optional.empty();
        }
        Mask mask = common.mask(fields, "ratchetWhen", window);
        boolean part = counted.isAlways()
                || (counted.schedule() == mask.schedule() && counted.bands().containsAll(mask.bands()));
        refuse("ratchetWhen", !remembers, "there is no ratchet", "add ratchet: SHARE");
        refuse("ratchetWhen", fields.has("events"), "the events are all that counts", "drop ratchetWhen");
        refuse("ratchetWhen", !part, "when does not count all of these bands", "name bands of when, or drop when");
        return Optional.of(mask);
    }

    private Optional<Contract> contract(Memory memory) {
        Optional<Contract> contract = fields.fields("contract").map(inner -> {
            double power = inner.number("power", 1e-3, MOST_KW).orElse(0.0);
            if (!inner.has("power")) {
                inner.problem(inner.node(), "power is missing", "add the agreed power");
            }
            double excess = inner.number("excess", 1, 10).orElse(1.0);
            inner.rejectOthers();
            return new Contract(power, excess);
        });
        refuse(
                "contract",
                memory.months() > 0,
                "a contract's power is billed whatever was drawn earlier",
                "drop contract, or memory and ratchet");
        return contract;
    }

    private Optional<PowerFactorRule> powerFactor(Window window) {
        return fields.fields("powerFactor").map(inner -> {
            double base = inner.number("base", 0.5, 1).orElse(0.85);
            double step = inner.number("step", 0.001, 0.1).orElse(0.01);
            double perStep = inner.number("perStep", 0, 0.1).orElse(0.01);
            Mask mask = common.mask(inner, "when", window);
            inner.rejectOthers();
            return new PowerFactorRule(base, step, perStep, mask);
        });
    }

    private void refuse(String key, boolean wrong, String why, String remedy) {
        Optional<Node> at = fields.node(key);
        if (wrong && at.isPresent()) {
            fields.problem(at.get(), key + " does not fit: " + why, remedy);
        }
    }

    private <T> T missing(String key, T otherwise) {
        fields.problem(fields.node(), key + " is missing", "add " + key);
        return otherwise;
    }
}
