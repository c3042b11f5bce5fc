package io.tieline.chemistry;

import io.tieline.chemistry.Calibration.Anchor;
import io.tieline.chemistry.Chemistry.Ageing;
import io.tieline.chemistry.Chemistry.FloatCharge;
import io.tieline.chemistry.Chemistry.Gates;
import io.tieline.chemistry.Chemistry.Imbalance;
import io.tieline.chemistry.Chemistry.Response;
import io.tieline.chemistry.Chemistry.Rest;
import io.tieline.chemistry.Chemistry.SocWindow;
import io.tieline.chemistry.Maintenance.End;
import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the chemistry language. A document that extends another inherits every value it does not give; one that extends
 * nothing must give them all.
 */
public final class ChemistryReader {

    private static final double MOST_RATE = 100;
    private static final double MOST_CYCLES = 1e6;
    private static final double COLDEST = -60;
    private static final double HOTTEST = 120;

    private final Fields document;
    private final boolean complete;
    private final Chemistry base;
    private final Part whole;

    private ChemistryReader(Fields document, Optional<Chemistry> parent) {
        this.document = document;
        this.complete = parent.isEmpty();
        this.base = parent.orElse(Chemistry.UNSPECIFIED);
        this.whole = new Part(document, complete);
    }

    /** Reads a file of the user; it may extend a built-in chemistry. Empty if there are problems. */
    public static Optional<Chemistry> read(Path file, Problems problems) {
        return Document.read(file, problems).flatMap(document -> read(document, problems));
    }

    /** The same from a document already parsed, for instance a part of a site file. */
    public static Optional<Chemistry> read(Fields document, Problems problems) {
        return read(document, ChemistryLibrary::find, problems);
    }

    static Optional<Chemistry> read(Fields document, Function<String, Optional<Chemistry>> parents, Problems problems) {
        int before = problems.size();
        Optional<Chemistry> parent = document.scalar("extends").flatMap(name -> {
            Optional<Chemistry> found = parents.apply(name.text());
            if (found.isEmpty()) {
                document.problem(
                        name,
                        "unknown chemistry " + name.describe(),
                        "use one of " + String.join(", ", ChemistryLibrary.ids()));
            }
            return found;
        });
        if (document.has("extends") && parent.isEmpty()) {
            return Optional.empty();
        }
        Chemistry chemistry = new ChemistryReader(document, parent).chemistry();
        document.rejectOthers();
        return problems.size() == before ? Optional.of(chemistry) : Optional.empty();
    }

    private Chemistry chemistry() {
        String id = name("chemistry").orElse(base.id());
        String title = name("title").orElse(base.title());
        name("facts");
        Optional<Part> charge = whole.part("charge");
        Optional<Part> discharge = whole.part("discharge");
        Optional<Part> energy = whole.part("energy");
        Chemistry chemistry = new Chemistry(
                id,
                title,
                vendorDataRequired(),
                whole.word("response", Response::ofLabel, Response.labels(), base.response()),
                soc(),
                rates(charge, base.charge()),
                curve(charge, "taper", base.taper(), 0, 100),
                rates(discharge, base.discharge()),
                whole.curve("derate", base.derate(), COLDEST, HOTTEST, 1),
                curve(energy, "temperature", base.energyOverTemperature(), COLDEST, HOTTEST),
                curve(energy, "rate", base.energyOverRate(), 0, MOST_RATE),
                whole.curve("efficiency", base.efficiency(), 0, 1, 1),
                whole.number("standby", base.standbyShare() * 100, 0, 100) / 100,
                whole.number("self-discharge", base.selfDischarge(), 0, 1000),
                floatCharge(),
                rest(),
                maintenance(),
                calibration(),
                imbalance(),
                ageing(),
                gates());
        List.of(charge, discharge, energy).forEach(part -> part.ifPresent(Part::rejectOthers));
        return chemistry;
    }

    private Optional<String> name(String key) {
        return complete ? document.requiredText(key) : document.text(key);
    }

    /** {@code required}: placeholders; {@code provided}: the vendor's own numbers stand here. */
    private boolean vendorDataRequired() {
        return document.choice(
                        "vendor-data",
                        word -> Optional.of(word).filter(List.of("required", "provided")::contains),
                        List.of("required", "provided"))
                .map("required"::equals)
                .orElse(base.vendorDataRequired());
    }

    private SocWindow soc() {
        SocWindow inherited = base.soc();
        return whole.part("soc")
                .map(part -> {
                    SocWindow soc = new SocWindow(
                            part.number("lowest", inherited.lowest(), 0, 100),
                            part.number("low", inherited.low(), 0, 100),
                            part.number("high", inherited.high(), 0, 100),
                            part.number("highest", inherited.highest(), 0, 100));
                    part.require(
                            soc.lowest() <= soc.low() && soc.low() < soc.high() && soc.high() <= soc.highest(),
                            "soc does not rise from lowest over low and high to highest",
                            "order them: lowest, low, high, highest");
                    part.rejectOthers();
                    return soc;
                })
                .orElse(inherited);
    }

    private static RateMap rates(Optional<Part> part, RateMap inherited) {
        return part.map(fields -> fields.rates("rate", inherited, COLDEST, HOTTEST, MOST_RATE))
                .orElse(inherited);
    }

    private static Curve curve(Optional<Part> part, String key, Curve inherited, double first, double last) {
        return part.map(fields -> fields.curve(key, inherited, first, last, 1)).orElse(inherited);
    }

    private FloatCharge floatCharge() {
        FloatCharge inherited = base.floatCharge();
        return whole.part("float")
                .map(part -> {
                    FloatCharge floating = new FloatCharge(
                            part.word("use", FloatCharge.Use::ofLabel, FloatCharge.Use.labels(), inherited.use()),
                            part.number("restart", inherited.restart(), 0, 100));
                    part.rejectOthers();
                    return floating;
                })
                .orElse(inherited);
    }

    private Rest rest() {
        Rest inherited = base.rest();
        return whole.part("rest")
                .map(part -> {
                    Rest rest = new Rest(
                            part.number("below", inherited.below(), 0, 100),
                            part.duration("longest", inherited.longest()));
                    part.rejectOthers();
                    return rest;
                })
                .orElse(inherited);
    }

    private List<Maintenance> maintenance() {
        if (!document.has("maintenance")) {
            return base.maintenance();
        }
        return document.list("maintenance").stream()
                .map(fields -> maintenance(new Part(fields, true)))
                .toList();
    }

    private static Maintenance maintenance(Part part) {
        Maintenance none = new Maintenance(
                Maintenance.Kind.STRIP,
                Duration.ZERO,
                Double.POSITIVE_INFINITY,
                End.EMPTY,
                Double.POSITIVE_INFINITY,
                Duration.ZERO,
                true);
        Maintenance maintenance = new Maintenance(
                part.word("kind", Maintenance.Kind::ofLabel, Maintenance.Kind.labels(), none.kind()),
                part.duration("every", none.every()),
                part.optionalNumber("throughput", none.throughput(), 0.1, MOST_CYCLES),
                part.word("ends", End::ofLabel, End.labels(), none.ends()),
                part.optionalNumber("rate", none.rate(), 0.01, MOST_RATE),
                part.duration("duration", none.duration()),
                part.flag("offline", none.offline()));
        part.require(
                maintenance.every().compareTo(maintenance.duration()) > 0,
                "maintenance lasts longer than the time between two",
                "give a longer every or a shorter duration");
        part.rejectOthers();
        return maintenance;
    }

    private Calibration calibration() {
        Calibration inherited = base.calibration();
        return whole.part("calibration")
                .map(part -> {
                    Calibration calibration = new Calibration(
                            anchors(part, inherited.anchors()),
                            part.duration("rest", inherited.rest()),
                            part.duration("age", inherited.age()),
                            part.number("throughput", inherited.throughput(), 0.1, MOST_CYCLES),
                            part.number("growth", inherited.growth(), 0, 100),
                            part.number("drift", inherited.drift(), 0, 100),
                            part.number("anchored", inherited.anchored(), 0, 100),
                            part.number("most", inherited.most(), 0, 100));
                    part.require(
                            calibration.anchored() <= calibration.most(),
                            "the error right after an anchor is larger than the most it can be",
                            "give anchored at most as large as most");
                    part.rejectOthers();
                    return calibration;
                })
                .orElse(inherited);
    }

    private static Set<Anchor> anchors(Part part, Set<Anchor> inherited) {
        Set<Anchor> anchors = EnumSet.noneOf(Anchor.class);
        for (Node item : part.items("anchors")) {
            Optional<Anchor> anchor =
                    item instanceof Node.Scalar scalar ? Anchor.ofLabel(scalar.text()) : Optional.empty();
            anchor.ifPresentOrElse(
                    anchors::add,
                    () -> part.problem(
                            item,
                            "unknown anchor " + item.describe(),
                            "use one of " + String.join(", ", Anchor.labels())));
        }
        return anchors.isEmpty() ? inherited : anchors;
    }

    private Imbalance imbalance() {
        Imbalance inherited = base.imbalance();
        return whole.part("imbalance")
                .map(part -> {
                    Imbalance imbalance = new Imbalance(
                            part.number("rest", inherited.rest(), 0.001, 10),
                            part.number("load", inherited.load(), 0.001, 10));
                    part.rejectOthers();
                    return imbalance;
                })
                .orElse(inherited);
    }

    private Ageing ageing() {
        Ageing inherited = base.ageing();
        return whole.part("ageing")
                .map(part -> {
                    Ageing ageing = new Ageing(
                            part.number("cycles", inherited.cycles(), 1, MOST_CYCLES),
                            part.number("end", inherited.end(), 1, 99));
                    part.rejectOthers();
                    return ageing;
                })
                .orElse(inherited);
    }

    private Gates gates() {
        Gates inherited = base.gates();
        return whole.part("gates")
                .map(part -> {
                    Gates gates = new Gates(
                            part.number("spread", inherited.spread(), 0.1, 100),
                            part.number("rise", inherited.rise(), 0.1, 100));
                    part.rejectOthers();
                    return gates;
                })
                .orElse(inherited);
    }
}
