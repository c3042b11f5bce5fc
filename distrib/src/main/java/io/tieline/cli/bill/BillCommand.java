package io.tieline.cli.bill;

import com.eclipsesource.json.WriterConfig;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.EnergyCharge;
import io.tieline.tariff.Past;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.bill.Bill;
import io.tieline.tariff.bill.Billing;
import io.tieline.tariff.bill.BillingException;
import io.tieline.tariff.bill.Load;
import io.tieline.tariff.bill.PriceSeries;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bill",
        mixinStandardHelpOptions = true,
        description = "The bill of a recorded load, and what a battery under this gateway's control would make of it.")
public final class BillCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--tariff", required = true, paramLabel = "FILE|ID", description = "See: tieline tariff list.")
    private String tariff;

    @Option(
            names = "--load",
            required = true,
            paramLabel = "[METER=]CSV",
            description =
                    "time,kW or time,kW,kvar with the start of each interval, as minutes since 1970 or ISO. Once for"
                            + " every meter point of the tariff; without a name it is the main one.")
    private String[] loads;

    @Option(
            names = "--power-factor",
            paramLabel = "0..1",
            description = "Of loads without kvar; default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private double powerFactor;

    @Option(
            names = "--prices",
            paramLabel = "SERIES=CSV",
            description = "Prices of a market the tariff follows: time,price.")
    private Map<String, Path> prices = Map.of();

    @Option(
            names = "--past",
            paramLabel = "COMPONENT:MONTH=KW",
            description = "Demand of a month before the load begins, for example basic:2025-08=480.")
    private Map<String, Double> past = Map.of();

    @ArgGroup(exclusive = false)
    private @Nullable Battery battery;

    @Option(names = "--json", description = "For machines.")
    private boolean json;

    /** The battery to compare with. */
    static final class Battery {
        @Option(names = "--battery-power", required = true, paramLabel = "KW", description = "At the grid side.")
        private double powerKw;

        @Option(names = "--battery-energy", required = true, paramLabel = "KWH", description = "From empty to full.")
        private double energyKwh;

        @Option(
                names = "--reserve",
                paramLabel = "0..1",
                description = "Share of the energy kept for backup; default: ${DEFAULT-VALUE}.",
                defaultValue = "0.2")
        private double reserve;
    }

    @Override
    public Integer call() {
        Tariff found = TariffFiles.find(tariff);
        ZoneId zone = found.clock().zone();
        try {
            Map<String, Load> measured = loads(zone);
            Map<String, PriceSeries> markets = new HashMap<>();
            prices.forEach((name, file) -> markets.put(name, prices(SeriesFile.read(file, zone))));
            refuseUnread(found, measured.keySet());
            if (battery == null) {
                print(Billing.bill(found, measured, past(), markets));
            } else {
                compare(found, measured, markets, battery);
            }
        } catch (BillingException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
        return Exit.OK;
    }

    private void print(Bill bill) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(BillJson.of(bill).toString(WriterConfig.PRETTY_PRINT));
        } else {
            new BillReport(out).print(bill);
        }
    }

    private void compare(Tariff found, Map<String, Load> measured, Map<String, PriceSeries> markets, Battery wanted) {
        boolean finite = Double.isFinite(wanted.powerKw) && Double.isFinite(wanted.energyKwh);
        if (!(finite && wanted.reserve >= 0 && wanted.reserve < 1 && wanted.powerKw > 0 && wanted.energyKwh > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "A battery has power and energy above 0 and a reserve from 0 to below 1");
        }
        Load main = measured.get(Tariff.MAIN_METER);
        if (main == null) {
            throw new CliException("The battery stands at " + Tariff.MAIN_METER + ": give its load.");
        }
        BatteryStudy study = BatteryStudy.run(found, main, wanted.powerKw, wanted.energyKwh, wanted.reserve);
        measured.put(Tariff.MAIN_METER, study.without());
        Bill without = Billing.bill(found, measured, past(), markets);
        measured.put(Tariff.MAIN_METER, study.with());
        Bill with = Billing.bill(found, measured, past(), markets);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(BillJson.of(without, with, study).toString(WriterConfig.PRETTY_PRINT));
        } else {
            new BillReport(out).print(without, with);
        }
    }

    private Map<String, Load> loads(ZoneId zone) {
        Map<String, Load> measured = new HashMap<>();
        for (String named : loads) {
            int equals = named.indexOf('=');
            String meter = equals < 0 ? Tariff.MAIN_METER : named.substring(0, equals);
            SeriesFile file = SeriesFile.read(Path.of(named.substring(equals + 1)), zone);
            double[] kvar = file.columns().length > 1 ? file.columns()[1] : new double[0];
            Load load = new Load(file.startEpochSecond(), file.stepSeconds(), file.columns()[0], kvar);
            if (measured.put(meter, load.hasReactive() ? load : load.withPowerFactor(powerFactor)) != null) {
                throw new ParameterException(spec.commandLine(), "--load: meter point " + meter + " is given twice");
            }
        }
        return measured;
    }

    /** What a bill would silently leave out: a name that is misspelt is no name the tariff reads. */
    private void refuseUnread(Tariff found, Set<String> meters) {
        refuseUnread("--load", "meter point", meters, found.meters());
        refuseUnread("--prices", "price series", prices.keySet(), series(found));
        Set<String> components = past.keySet().stream()
                .map(key -> key.substring(0, Math.max(0, key.lastIndexOf(':'))))
                .collect(Collectors.toSet());
        refuseUnread("--past", "component with a memory", components, remembering(found));
    }

    private void refuseUnread(String option, String what, Set<String> given, Set<String> read) {
        for (String name : new TreeSet<>(given)) {
            if (!read.contains(name)) {
                String known = read.isEmpty() ? "it has none" : "it has " + String.join(", ", new TreeSet<>(read));
                throw new ParameterException(
                        spec.commandLine(), option + ": the tariff has no " + what + " \"" + name + "\"; " + known);
            }
        }
    }

    private static Set<String> series(Tariff tariff) {
        Set<String> names = new HashSet<>();
        tariff.energyCharges().forEach(charge -> {
            if (charge.price() instanceof EnergyCharge.Market market) {
                names.add(market.series());
            }
        });
        return names;
    }

    private static Set<String> remembering(Tariff tariff) {
        return tariff.demandCharges().stream()
                .filter(charge -> charge.memory().months() > 0)
                .map(DemandCharge::id)
                .collect(Collectors.toSet());
    }

    private static PriceSeries prices(SeriesFile file) {
        return new PriceSeries(file.startEpochSecond(), file.stepSeconds(), file.columns()[0]);
    }

    private Past past() {
        Map<String, Map<YearMonth, Double>> peaks = new HashMap<>();
        past.forEach((key, peak) -> {
            int colon = key.lastIndexOf(':');
            if (!(peak >= 0 && Double.isFinite(peak))) {
                throw new ParameterException(
                        spec.commandLine(), "--past " + key + ": must be at least 0 kW, is " + peak);
            }
            try {
                YearMonth month = YearMonth.parse(key.substring(colon + 1));
                peaks.computeIfAbsent(key.substring(0, Math.max(0, colon)), id -> new HashMap<>())
                        .put(month, peak);
            } catch (DateTimeParseException e) {
                throw new ParameterException(
                        spec.commandLine(), "--past " + key + ": write for instance basic:2025-08=480", e);
            }
        });
        return new Past(peaks);
    }
}
