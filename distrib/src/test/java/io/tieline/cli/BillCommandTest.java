package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.cli.outcome.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillCommandTest {

    /** 2024-04-01T00:00+09:00 in minutes. */
    private static final long APRIL = 28_531_620;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private String april() throws Exception {
        return load(30);
    }

    /** From April 2024 on in Japan: 200 kW, 300 kW for an hour every workday noon. */
    private String load(int days) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int quarter = 0; quarter < days * 96; quarter++) {
            boolean noon = quarter % 96 >= 48 && quarter % 96 < 52 && (quarter / 96) % 7 < 5;
            lines.add((APRIL + quarter * 15L) + "," + (noon ? 300 : 200));
        }
        return Files.write(folder.resolve("load.csv"), lines).toString();
    }

    @Test
    void theBillOfALoad() throws Exception {
        assertThat(run("bill", "--tariff", "kepco-hv-as", "--load", april()))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        // 300 x 1,911.80; 15 % off; 30 d x 24 h x 200 kW + 22 h x 100 kW = 146,200 kWh x 13.10
        assertThat(out.toString())
                .contains("2024-04")
                .containsPattern("Basic charge +300 kW +x +1911.8 +573,540.00 +peak 2024-04-01 12:00")
                .containsPattern("Basic charge, power factor +-15 % +x +5735.4 +-86,031.00")
                .containsPattern("Energy, other seasons +146,200 kWh +x +13.1 +1,915,220.00")
                .contains("kepco-hv-as: 2,402,729.00 JPY")
                .doesNotContain("note:");
    }

    @Test
    void whatWasBeforeTheLoadIsRemembered() throws Exception {
        assertThat(run("bill", "--tariff", "kepco-hv-as", "--load", april(), "--past", "basic:2023-08=480"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).containsPattern("Basic charge +480 kW .*peak of 2023-08");
        assertThat(run("bill", "--tariff", "kepco-hv-as", "--load", april(), "--past", "basic=480"))
                .isEqualTo(Exit.USAGE);
    }

    /** A monthly price, and April and May: the first month the control knows nothing of the load yet. */
    private String[] twoMonthsWithABattery(String... more) throws Exception {
        Path tariff = Files.writeString(
                folder.resolve("monthly.yaml"),
                "tariff: monthly\ntitle: T\nfacts: F\ncurrency: JPY\ntimezone: Asia/Tokyo\n"
                        + "components:\n  - {demand: basic, title: Power, price: 2000}\n  - {energy: e, price: 10}\n");
        List<String> arguments = new ArrayList<>(List.of("bill", "--tariff", tariff.toString()));
        arguments.addAll(List.of("--load", load(61), "--battery-power", "60", "--battery-energy", "150"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void theBatteryLowersTheBillAndKeepsItsReserve() throws Exception {
        assertThat(run(twoMonthsWithABattery("--json"))).as(err.toString()).isEqualTo(Exit.OK);
        JsonObject json = Json.parse(out.toString()).asObject();
        assertThat(may(json, "without")).isEqualByComparingTo("600000.00");
        // 60 kW for the hour are 60 of the 120 kWh above the reserve
        assertThat(may(json, "with"))
                .isGreaterThanOrEqualTo(BigDecimal.valueOf(240 * 2000L))
                .isLessThan(may(json, "without"));
        BigDecimal saved = total(json, "without").subtract(total(json, "with"));
        assertThat(new BigDecimal(json.getString("saved", ""))).isEqualByComparingTo(saved);
        assertThat(saved).isPositive();
        assertThat(json.getInt("minutesBelowReserve", -1)).isZero();
        assertThat(json.getDouble("dischargedKwh", 0)).isPositive();
    }

    @Test
    void aTariffThatBillsCoincidentPeaksAloneIsBilledAndServed() throws Exception {
        Path tariff = Files.writeString(
                folder.resolve("coincident.yaml"),
                "tariff: coincident\ntitle: T\nfacts: F\ncurrency: JPY\ntimezone: Asia/Tokyo\ncomponents:\n"
                        + "  - {demand: cp, title: Coincident peaks, aggregate: mean-of-events,"
                        + " events: [2024-05-15T12:10], price: 2000}\n  - {energy: e, price: 10}\n");
        String[] bill = {"bill", "--tariff", tariff.toString(), "--load", load(61)};
        assertThat(run(bill)).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString()).containsPattern("Coincident peaks +300 kW +x +2000 +600,000.00 +mean of 1 events");
        out.getBuffer().setLength(0);
        List<String> battery = new ArrayList<>(List.of(bill));
        battery.addAll(List.of("--battery-power", "60", "--battery-energy", "150"));
        assertThat(run(battery.toArray(String[]::new))).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString()).containsPattern("Coincident peaks +300 +240 kW +600,000.00 +480,000.00");
    }

    private static BigDecimal total(JsonObject json, String bill) {
        return new BigDecimal(json.get(bill).asObject().getString("total", ""));
    }

    private static BigDecimal may(JsonObject json, String bill) {
        JsonObject period =
                json.get(bill).asObject().get("periods").asArray().get(1).asObject();
        assertThat(period.getString("from", "")).isEqualTo("2024-05-01");
        JsonObject line = period.get("lines").asArray().get(0).asObject();
        assertThat(line.getString("component", "")).isEqualTo("basic");
        return new BigDecimal(line.getString("amount", ""));
    }

    @Test
    void bothBillsStandSideBySide() throws Exception {
        assertThat(run(twoMonthsWithABattery())).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .containsPattern("2024-05 +without +with battery +without +with battery +difference")
                .containsPattern("Power +300 +2\\d\\d(\\.\\d+)? kW +600,000.00 +[45]\\d\\d,\\d{3}.\\d\\d +-\\d")
                .containsPattern("monthly, JPY +[\\d,.]+ +[\\d,.]+ +-\\d");
    }

    @Test
    void aMarketIsGivenWithTheLoad() throws Exception {
        List<String> prices = new ArrayList<>();
        for (int slot = 0; slot < 30 * 48; slot++) {
            prices.add((APRIL + slot * 30L) + ",20");
        }
        Path spot = Files.write(folder.resolve("spot.csv"), prices);
        assertThat(run("bill", "--tariff", "tepco-hv", "--load", april(), "--prices", "jepx-tokyo=" + spot))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        // 146,200 kWh x 0.3 x (20 - 12)
        assertThat(out.toString()).containsPattern("Market-price adjustment +146,200 kWh +x +2.4 +350,880.00");
        assertThat(run("bill", "--tariff", "tepco-hv", "--load", april())).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("note: Market-price adjustment is not in this bill: no price series jepx-tokyo");
    }

    @Test
    void whatDoesNotFitIsAProblemWithAReason() throws Exception {
        assertThat(run("bill", "--tariff", "nowhere", "--load", april())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("no shipped tariff nowhere; see: tieline tariff list");
        Path hourly = Files.write(folder.resolve("hourly.csv"), List.of("28531620,1", "28531680,1"));
        assertThat(run("bill", "--tariff", "kepco-hv-as", "--load", hourly.toString()))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("do not fill windows of 30 min");
        assertThat(run("bill", "--tariff", "kepco-hv-as", "--load", "feeder=" + april()))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("the tariff has no meter point \"feeder\"; it has grid");
        assertThat(run("bill", "--tariff", "kepco-hv-as", "--load", april(), "--power-factor", "1.5"))
                .isEqualTo(Exit.PROBLEM);
        assertThat(run(
                        "bill",
                        "--tariff",
                        "kepco-hv-as",
                        "--load",
                        april(),
                        "--battery-power",
                        "60",
                        "--battery-energy",
                        "0"))
                .isEqualTo(Exit.USAGE);
        assertThat(run("bill", "--tariff", "kepco-hv-as", "--load", april(), "--battery-power", "60"))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void whatTheTariffDoesNotReadIsRefusedInsteadOfLeftOut() throws Exception {
        String load = april();
        refusedUse("no component with a memory \"basci\"; it has basic", load, "--past", "basci:2023-08=480");
        refusedUse("must be at least 0 kW, is -480.0", load, "--past", "basic:2023-08=-480");
        refusedUse("must be at least 0 kW, is NaN", load, "--past", "basic:2023-08=NaN");
        refusedUse("no price series \"jepx\"; it has none", load, "--prices", "jepx=" + load);
        refusedUse("meter point grid is given twice", load, "--load", load);
        refusedUse("power and energy above 0", load, "--battery-power", "60", "--battery-energy", "Infinity");
    }

    private void refusedUse(String message, String load, String... more) {
        List<String> arguments = new ArrayList<>(List.of("bill", "--tariff", "kepco-hv-as", "--load", load));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void withABatteryAHoleIsAsUnmeasuredAsWithout() throws Exception {
        List<String> lines = Files.readAllLines(Path.of(april()));
        Path holed = folder.resolve("holed.csv");
        Files.write(holed, lines.subList(0, 960));
        Files.write(holed, lines.subList(1920, 2880), StandardOpenOption.APPEND);
        String[] bill = {"bill", "--tariff", "kepco-hv-as", "--load", holed.toString()};
        List<String> battery = new ArrayList<>(List.of(bill));
        battery.addAll(List.of("--battery-power", "60", "--battery-energy", "150"));
        assertThat(run(bill)).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("97,500 kWh", "only 66.6 % of it is measured at grid");
        out.getBuffer().setLength(0);
        assertThat(run(battery.toArray(String[]::new))).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("97,500", "only 66.6 % of it is measured at grid");
    }

    @Test
    void shippedTariffsAreShownAndCheckedAsFiles() throws Exception {
        assertThat(run("tariff", "list")).isEqualTo(Exit.OK);
        assertThat(out.toString()).containsPattern("german-mv-annual +EUR").containsPattern("kepco-hv-as +JPY");
        StringWriter shown = new StringWriter();
        assertThat(Tieline.command().setOut(new PrintWriter(shown, true)).execute("tariff", "show", "us-ratchet-80"))
                .isEqualTo(Exit.OK);
        Path mine = Files.writeString(folder.resolve("mine.yaml"), shown.toString());
        assertThat(run("tariff", "check", mine.toString())).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains(
                        "9 components; peak shaving is about any-time (trailing 12, 15 min windows), 143.76 USD a year");
        Files.writeString(mine, shown.toString().replace("ratchet: 0.8", "ratchet: 3"));
        assertThat(run("tariff", "check", mine.toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString())
                .containsPattern("mine.yaml:\\d+:14: ratchet is out of range; use a value from 0.01 to 1");
        assertThat(run("tariff", "show", "nowhere")).isEqualTo(Exit.PROBLEM);
    }

    private int run(String... arguments) {
        return Tieline.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
