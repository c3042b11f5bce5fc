package io.tieline.tariff.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.tariff.Loads;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import io.tieline.tariff.Span;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.file.TariffLibrary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invoices computed by hand from the published prices. */
class ShippedTariffsTest {

    static Stream<Tariff> tariffs() {
        return TariffLibrary.all().stream();
    }

    private static Tariff shipped(String id) {
        return TariffLibrary.find(id).orElseThrow();
    }

    private static BigDecimal amount(Bill bill, String component, Line.Kind kind) {
        return bill.lines().stream()
                .filter(line -> line.component().equals(component) && line.kind() == kind)
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void theLibraryIsWhole() {
        assertThat(TariffLibrary.all())
                .extracting(Tariff::id)
                .containsExactly(
                        "german-mv-annual",
                        "german-mv-atypical",
                        "kepco-hv-as",
                        "kepco-hv-as-tou",
                        "norway-mean-of-3",
                        "pge-e20-secondary-2014",
                        "tepco-hv",
                        "us-ratchet-80",
                        "us-summer-ratchet-80");
        assertThat(TariffLibrary.find("nowhere")).isEmpty();
        assertThat(TariffLibrary.text("nowhere")).isEmpty();
        assertThat(TariffLibrary.text("kepco-hv-as"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("tariff: kepco-hv-as\n"));
    }

    @ParameterizedTest
    @MethodSource("tariffs")
    void everyHourOfAYearIsBilledOnceByTheEnergyCharges(Tariff tariff) {
        String zone = tariff.clock().zone().getId();
        Load load = Loads.of(zone, "2024-01-01", "2025-01-01", 15, time -> time.getMinute() < 30 ? 300 : 100);
        Bill bill = Billing.bill(tariff, load.withPowerFactor(1));
        // 8784 hours of the leap year at a mean of 200 kW, whatever day is 23 or 25 hours long
        double energy = bill.lines().stream()
                .filter(line -> line.kind() == Line.Kind.ENERGY)
                .mapToDouble(line -> line.quantity().doubleValue())
                .sum();
        assertThat(energy).isEqualTo(8784 * 200.0);
        assertThat(bill.notes()).allMatch(note -> note.contains("jepx-tokyo"));
        assertThat(tariff.facts()).isNotBlank();
    }

    /**
     * August: 420 kW for half an hour, else 300 kW; 31 d x 24 h x 300 kW + 0.5 h x 120 kW = 223,260 kWh; power factor 0.95.
     */
    @Test
    void aKepcoMonth() {
        Load load = Loads.of(
                "Asia/Tokyo",
                "2024-08-01",
                "2024-09-01",
                30,
                time -> time.equals(LocalDateTime.parse("2024-08-07T14:00")) ? 420 : 300);
        Bill bill = Billing.bill(shipped("kepco-hv-as"), load.withPowerFactor(0.95));
        // 420 x 1,911.80
        assertThat(amount(bill, "basic", Line.Kind.DEMAND)).isEqualByComparingTo("802956.00");
        // 85 % - 95 % = -10 %
        assertThat(amount(bill, "basic", Line.Kind.POWER_FACTOR)).isEqualByComparingTo("-80295.60");
        // 223,260 x 14.17
        assertThat(amount(bill, "summer", Line.Kind.ENERGY)).isEqualByComparingTo("3163594.20");
        // 802,956.00 - 80,295.60 + 3,163,594.20 = 3,886,254.60, truncated to the yen
        assertThat(bill.total()).isEqualByComparingTo("3886254");
    }

    /** The peak of August is billed until July and forgotten in August. */
    @Test
    void aKepcoPeakIsPaidTwelveTimes() {
        Load load = Loads.of(
                "Asia/Tokyo",
                "2024-08-01",
                "2025-09-01",
                30,
                time -> time.equals(LocalDateTime.parse("2024-08-07T14:00")) ? 420 : 300);
        Bill bill = Billing.bill(shipped("kepco-hv-as"), load.withPowerFactor(1));
        List<Integer> billed = new ArrayList<>();
        bill.lines().stream()
                .filter(line -> line.kind() == Line.Kind.DEMAND)
                .forEach(line -> billed.add(line.quantity().intValue()));
        assertThat(billed).containsExactly(420, 420, 420, 420, 420, 420, 420, 420, 420, 420, 420, 420, 300);
    }

    /** Monday 6 May 2024 is a substitute holiday, 7 May an ordinary workday; 100 kW flat. */
    @Test
    void holidaysAreNightInTheKepcoTimeOfUseTariff() {
        Tariff tariff = shipped("kepco-hv-as-tou");
        Load holiday = Loads.flat("Asia/Tokyo", "2024-05-06", "2024-05-07", 100).withPowerFactor(1);
        assertThat(amount(Billing.bill(tariff, holiday), "night", Line.Kind.ENERGY))
                .isEqualByComparingTo("24072.00"); // 2,400 x 10.03
        Load workday = Loads.flat("Asia/Tokyo", "2024-05-07", "2024-05-08", 100).withPowerFactor(1);
        Bill bill = Billing.bill(tariff, workday);
        assertThat(amount(bill, "night", Line.Kind.ENERGY)).isEqualByComparingTo("10030.00"); // 10 h
        assertThat(amount(bill, "day", Line.Kind.ENERGY)).isEqualByComparingTo("20076.00"); // 14 h x 100 x 14.34
        // Wednesday 7 August: 7 h heavy, 7 h day, 10 h night
        Load summer = Loads.flat("Asia/Tokyo", "2024-08-07", "2024-08-08", 100).withPowerFactor(1);
        Bill august = Billing.bill(tariff, summer);
        assertThat(amount(august, "heavy", Line.Kind.ENERGY)).isEqualByComparingTo("13755.00");
        assertThat(amount(august, "day", Line.Kind.ENERGY)).isEqualByComparingTo("10038.00");
        assertThat(amount(august, "night", Line.Kind.ENERGY)).isEqualByComparingTo("10030.00");
        // the second feeder: 100 kW x 75.90
        assertThat(amount(august, "standby", Line.Kind.DEMAND)).isEqualByComparingTo("7590.00");
    }

    /** Agreed are 2,000 kW at 1,900 yen; 2,100 kW were drawn; the mean spot price of the month is 20 yen. */
    @Test
    void aTepcoMonthAboveTheAgreedPower() {
        Load load = Loads.flat("Asia/Tokyo", "2024-11-01", "2024-12-01", 2100).withPowerFactor(1);
        double[] spot = new double[48 * 30];
        for (int i = 0; i < spot.length; i++) {
            spot[i] = i % 2 == 0 ? 15 : 25;
        }
        Bill bill = Billing.bill(
                shipped("tepco-hv"),
                Map.of("grid", load),
                Past.NONE,
                Map.of("jepx-tokyo", new PriceSeries(load.startEpochSecond(), 1800, spot)));
        assertThat(amount(bill, "basic", Line.Kind.DEMAND)).isEqualByComparingTo("3800000"); // 2,000 x 1,900
        assertThat(amount(bill, "basic", Line.Kind.EXCESS)).isEqualByComparingTo("285000"); // 100 x 2,850
        assertThat(amount(bill, "basic", Line.Kind.POWER_FACTOR)).isEqualByComparingTo("-612750"); // 15 % of 4,085,000
        assertThat(amount(bill, "other", Line.Kind.ENERGY)).isEqualByComparingTo("27216000"); // 1,512,000 x 18
        // (20 - 12) x 0.3 = 2.4
        assertThat(amount(bill, "market", Line.Kind.MARKET)).isEqualByComparingTo("3628800");
        // 3,800,000 + 285,000 - 612,750 + 27,216,000 + 3,628,800
        assertThat(bill.total()).isEqualByComparingTo("34317050");
        assertThat(bill.notes()).isEmpty();
    }

    /**
     * July 2014: 1,000 kW, 1,400 kW from 14:00 to 14:15 on Tuesday the 8th (peak), 1,500 kW from 9:00 to 9:15 on Wednesday the
     * 9th (part-peak), 1,600 kW from 14:00 to 14:15 on Friday the 4th, a holiday (neither).
     */
    @Test
    void aPgeMonth() {
        Map<LocalDateTime, Double> spikes = Map.of(
                LocalDateTime.parse("2014-07-08T14:00"), 1400.0,
                LocalDateTime.parse("2014-07-09T09:00"), 1500.0,
                LocalDateTime.parse("2014-07-04T14:00"), 1600.0);
        Load load = Loads.of(
                "America/Los_Angeles", "2014-07-01", "2014-08-01", 15, time -> spikes.getOrDefault(time, 1000.0));
        Bill bill = Billing.bill(shipped("pge-e20-secondary-2014"), load);
        assertThat(amount(bill, "any-time", Line.Kind.DEMAND)).isEqualByComparingTo("19168.00"); // 1,600 x 11.98
        assertThat(amount(bill, "summer-peak", Line.Kind.DEMAND)).isEqualByComparingTo("22918.00"); // 1,400 x 16.37
        assertThat(amount(bill, "summer-part-peak", Line.Kind.DEMAND)).isEqualByComparingTo("5340.00"); // 1,500 x 3.56
        assertThat(amount(bill, "winter-part-peak", Line.Kind.DEMAND)).isEqualByComparingTo("0");
        // 22 workdays x 6 h x 1,000 kW + 100 kWh of the spike = 132,100 kWh x 0.133
        // = 17,569.30
        assertThat(amount(bill, "energy-summer-peak", Line.Kind.ENERGY)).isEqualByComparingTo("17569.30");
    }

    /** 80 % of July's 1,000 kW is billed for the any-time demand until June, and no longer in July. */
    @Test
    void aRatchetOfEightyPercent() {
        Load load = Loads.of(
                "America/Los_Angeles",
                "2014-07-01",
                "2015-08-01",
                15,
                time -> time.getYear() == 2014 && time.getMonthValue() == 7 ? 1000 : 500);
        Bill bill = Billing.bill(shipped("us-ratchet-80"), load);
        List<Integer> billed = bill.lines().stream()
                .filter(line -> line.component().equals("any-time"))
                .map(line -> line.quantity().intValue())
                .toList();
        assertThat(billed).containsExactly(1000, 800, 800, 800, 800, 800, 800, 800, 800, 800, 800, 800, 500);
        Period august = new Period(Span.MONTH, LocalDate.of(2014, 8, 1), LocalDate.of(2014, 9, 1));
        assertThat(bill.line(august, "any-time").orElseThrow().amount()).isEqualByComparingTo("9584.00"); // 800 x 11.98
    }

    /**
     * Of 2014 the 700 kW on a workday of August between 12 and 18 h are remembered, 80 % of them are 560 kW; its 1,000 kW at
     * night and January's 800 kW are billed in their own months only.
     */
    @Test
    void aRatchetThatRemembersTheSummersPeakHoursOnly() {
        Map<LocalDateTime, Double> spikes = Map.of(
                LocalDateTime.parse("2014-08-06T15:00"), 700.0,
                LocalDateTime.parse("2014-08-06T23:00"), 1000.0,
                LocalDateTime.parse("2015-01-14T15:00"), 800.0);
        Load load = Loads.of(
                "America/Los_Angeles", "2014-07-01", "2015-09-01", 15, time -> spikes.getOrDefault(time, 500.0));
        Bill bill = Billing.bill(shipped("us-summer-ratchet-80"), load);
        List<Line> lines = bill.lines().stream()
                .filter(line -> line.component().equals("any-time"))
                .toList();
        assertThat(lines.stream().map(line -> line.quantity().intValue()))
                .containsExactly(500, 1000, 560, 560, 560, 560, 800, 560, 560, 560, 560, 560, 560, 500);
        assertThat(lines.get(2).note()).isEqualTo("80 % of the peak of 2014-08");
    }

    /** 2,000 h and 3,000 h of use at the same peak of 1,000 kW. */
    @Test
    void theGermanStepAtTwoThousandFiveHundredHours() {
        Tariff tariff = shipped("german-mv-annual");
        // On the clock's days of 2023: one quarter hour of 1,000 kW in the year, the rest flat.
        Bill low = Billing.bill(tariff, german(2000));
        // 1,000 x 9.81 + 2,000,000 kWh x 0.0179
        assertThat(low.total()).isEqualByComparingTo("45610.00");
        Bill high = Billing.bill(tariff, german(3000));
        // 1,000 x 39.18 + 3,000,000 kWh x 0.0062
        assertThat(high.total()).isEqualByComparingTo("57780.00");
    }

    private static Load german(int hours) {
        double rest = (hours * 1000.0 - 250) / (8760 - 0.25);
        return Loads.of(
                "Europe/Berlin",
                "2023-01-01",
                "2024-01-01",
                15,
                time -> time.equals(LocalDateTime.parse("2023-02-01T10:00")) ? 1000 : rest);
    }

    /** 2023: 900 kW on a winter workday at 17:00 counts; 1,000 kW at noon, on Christmas Eve and in July do not. */
    @Test
    void onlyHighLoadWindowsCountForAnAtypicalUser() {
        Map<LocalDateTime, Double> spikes = Map.of(
                LocalDateTime.parse("2023-01-17T17:00"), 900.0,
                LocalDateTime.parse("2023-01-17T12:00"), 1000.0,
                LocalDateTime.parse("2023-12-24T17:00"), 1000.0,
                LocalDateTime.parse("2023-07-17T17:00"), 1000.0);
        Load load = Loads.of("Europe/Berlin", "2023-01-01", "2024-01-01", 15, time -> spikes.getOrDefault(time, 500.0));
        Bill bill = Billing.bill(shipped("german-mv-atypical"), load);
        assertThat(amount(bill, "capacity", Line.Kind.DEMAND)).isEqualByComparingTo("35262.00"); // 900 x 39.18
        // 500 kW x 8760 h + (400 + 3 x 500) kW x 0.25 h = 4,380,475 kWh x 0.0062
        assertThat(amount(bill, "energy", Line.Kind.ENERGY)).isEqualByComparingTo("27158.95");
    }

    /** Daily peaks of January 2024 at 8 h: 10 kW times the day of the month. */
    @Test
    void theNorwegianMeanOfThreeDailyPeaks() {
        Load load = Loads.of(
                "Europe/Oslo",
                "2024-01-01",
                "2024-02-01",
                60,
                time -> time.getHour() == 8 ? time.getDayOfMonth() * 10 : 5);
        Bill bill = Billing.bill(shipped("norway-mean-of-3"), load);
        assertThat(amount(bill, "power-winter", Line.Kind.DEMAND)).isEqualByComparingTo("21000.00"); // 300 x 70
        // 10 x (1 + … + 31) + 31 x 23 x 5 = 4,960 + 3,565 = 8,525 kWh x 0.045 = 383.625
        assertThat(amount(bill, "energy-winter", Line.Kind.ENERGY)).isEqualByComparingTo("383.63");
        assertThat(bill.total()).isEqualByComparingTo("22283.63");
    }
}
