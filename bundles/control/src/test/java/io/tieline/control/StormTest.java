package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.grid.GridState;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.PriceSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.StorageSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A grid alert comes while the batteries do something else, and goes again. */
class StormTest {

    private static final double MINUTE = 60;

    private static Chemistry of(String id) {
        return ChemistryLibrary.find(id).orElseThrow();
    }

    private static void storm(Site site, boolean awaited) {
        site.change(settings -> settings.withReserve(settings.reserve().withStorm(awaited)));
    }

    /** Two zinc modules and two of LFP of 100 kWh, at night. */
    private static Site mixed() {
        List<StorageSettings.Unit> units = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            units.add(new StorageSettings.Unit(of(i < 2 ? "zinc-bromine-flow" : "lfp"), ""));
        }
        Site site = new Site(4, 60_000, 100_000, tuning -> {
            tuning.storage(new StorageSettings(units));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(Duration.ofMinutes(10), 10, 100_000, 0, 1));
        });
        site.utc = Site.START + 8 * 3_600_000L;
        site.loadW = 400_000;
        return site;
    }

    /** Batteries of one chemistry that tells nothing, at a state of charge, under a target of 700 kW. */
    private static Site plain(double soc) {
        Site site = new Site(4, 100_000, 200_000, tuning -> {
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(Duration.ofMinutes(5), 10, 100_000, 0, 1));
        });
        Arrays.fill(site.socPercent, soc);
        site.loadW = 400_000;
        return site;
    }

    private static Decision minutes(Site site, int minutes) {
        Decision decision = site.decide();
        for (int minute = 0; minute < minutes; minute++) {
            site.loadW = 400_000 + minute % 7;
            decision = site.after(MINUTE);
        }
        return decision;
    }

    private static List<Integer> running(Site site) {
        return IntStream.range(0, site.powerW.length)
                .filter(i -> site.core.state().fleet().care().of(i).job().runs())
                .filter(i -> i < 2)
                .boxed()
                .toList();
    }

    @Test
    void anEmptyingThatHasBegunIsGivenUpAndTheModuleFilledAgain() {
        Site site = mixed();
        minutes(site, 60);
        assertThat(running(site)).hasSize(1);
        int module = running(site).get(0);
        double left = site.socPercent[module];
        assertThat(left).isLessThan(75);
        storm(site, true);
        site.after(1);
        assertThat(running(site)).isEmpty();
        minutes(site, 240);
        assertThat(site.socPercent[module]).isGreaterThan(99);
        assertThat(running(site)).as("nor is another one begun").isEmpty();
        storm(site, false);
        minutes(site, 5);
        assertThat(running(site)).as("once it has passed").hasSize(1);
    }

    @Test
    void atTheVendorsLimitItGoesOnAndTheOthersAreFull() {
        Site site = mixed();
        storm(site, true);
        minutes(site, 31 * 60);
        assertThat(running(site)).as("36 of 72 hours are taken as gone").isEmpty();
        minutes(site, 80);
        assertThat(running(site)).hasSize(1);
        int module = running(site).get(0);
        Decision decision = minutes(site, 100);
        assertThat(running(site)).as("not given up").containsExactly(module);
        assertThat(decision.powerW()).as("no more than what is emptied").isBetween(0.0, 30_000.0);
        for (int i = 2; i < 4; i++) {
            assertThat(site.socPercent[i]).isGreaterThan(99);
        }
        assertThat(decision.alarms()).anyMatch(alarm -> alarm.type() == AlarmType.IN_MAINTENANCE);
    }

    /** Four lead-acid batteries, of which the first has reached the end of its capacity test or is on its way. */
    private static Site testing(double standingSeconds, double sinceDays, int job) {
        Map<String, Object> saved = ControlState.initial().toMap();
        for (int i = 1; i <= 4; i++) {
            saved.put("care.cab-" + i + ".upkeep.0.s", i == 1 ? sinceDays * 86_400 : 0.0);
            saved.put("care.cab-" + i + ".upkeep.0.cycles", 0.0);
            saved.put("care.cab-" + i + ".job", i == 1 ? (double) job : -1.0);
            saved.put("care.cab-" + i + ".job.standing_s", i == 1 ? standingSeconds : -1.0);
        }
        Site site = new Site(4, 30_000, 100_000, tuning -> {
            tuning.state = ControlState.fromMap(saved);
            tuning.storage(StorageSettings.all(4, of("vrla")));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(Duration.ofMinutes(5), 10, 50_000, 0, 1));
        });
        site.utc = Site.START + 8 * 3_600_000L;
        site.socPercent[0] = 50;
        return site;
    }

    @ParameterizedTest(name = "stands for {0} s")
    @ValueSource(doubles = {-1, 600})
    void aCapacityTestEndsWhereverItIs(double standing) {
        Site site = testing(standing, 200, 0);
        minutes(site, 2);
        assertThat(running(site)).containsExactly(0);
        storm(site, true);
        site.after(1);
        assertThat(running(site)).isEmpty();
        assertThat(minutes(site, 5).setpoints().get(0).watts()).isNegative();
    }

    @Test
    void aCapacityTestThatIsOverdueWaits() {
        Site site = testing(-1, 275, -1);
        storm(site, true);
        minutes(site, 90);
        assertThat(running(site)).isEmpty();
        storm(site, false);
        minutes(site, 5);
        assertThat(running(site)).containsExactly(0);
    }

    @Test
    void aDischargeForTheSakeOfPricesEndsAtOnce() {
        Site site = plain(80);
        site.change(settings -> settings.withPrice(
                new PriceSettings(true, PriceSettings.daily("00:00 10, 14:00 90, 15:00 10"), 0, 0.9)));
        site.utc -= 3 * 86_400_000L;
        minutes(site, 3 * 1440 - 2);
        Decision selling = minutes(site, 10);
        assertThat(selling.binding()).isEqualTo(ClaimKind.PRICE);
        assertThat(selling.powerW()).isPositive();
        // The plan for the running window stands in the state that is handed over here.
        site.core = new ControlCore(
                site.settings.withReserve(site.settings.reserve().withStorm(true)), site.core.state());
        Decision stormy = site.after(1);
        assertThat(stormy.claim(ClaimKind.PRICE).preferredW()).isPositive();
        assertThat(stormy.powerW()).isNegative();
    }

    @Test
    void aScheduleFromUpstreamDoesNotKeepTheBatteriesFromBeingFilled() {
        Site site = plain(50);
        site.loadW = 100_000;
        site.start();
        LeaseRequest request = new LeaseRequest(
                "s1",
                site.utc,
                1,
                3600,
                0,
                PowerRange.FREE,
                new PowerSchedule(site.utc, Duration.ofHours(1), List.of(0.0)));
        site.core.grant((Accepted) site.core.offer(request, site.utc, site.nanos));
        assertThat(site.after(1).powerW()).isZero();
        storm(site, true);
        Decision stormy = site.start();
        assertThat(stormy.powerW()).isNegative();
        assertThat(stormy.binding()).isEqualTo(ClaimKind.RESERVE);
        assertThat(stormy.sentence()).contains("a storm is awaited");
    }

    @ParameterizedTest(name = "load {0} W, import limit {1} W: never above {2} W")
    @CsvSource({"650000, Infinity, 700000", "500000, 560000, 560000", "720000, Infinity, 720000"})
    void whatIsChargedKeepsDemandTargetAndImportLimit(double loadW, double limitW, double mostW) {
        Site site = plain(50);
        site.change(settings -> settings.withLimits(new LimitSettings(limitW, 0)));
        storm(site, true);
        site.loadW = loadW;
        site.start();
        double imported = 0;
        for (int second = 0; second < 3600; second++) {
            site.loadW = loadW - second % 7;
            imported = site.loadW - site.after(1).powerW();
            assertThat(imported).isLessThanOrEqualTo(mostW + 1);
        }
        assertThat(site.core.state().ratchet().highestW()).isLessThanOrEqualTo(mostW);
    }

    @Test
    void howFullTheyAreIsTold() {
        Site site = plain(50);
        storm(site, true);
        site.start();
        Decision filling = site.after(1);
        assertThat(filling.alarms())
                .filteredOn(alarm -> alarm.type() == AlarmType.STORM)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.text())
                        .contains("they hold 50 % and are filled as far as demand target and limits leave room"));
        Arrays.fill(site.socPercent, 99.5);
        assertThat(site.after(1).alarms())
                .filteredOn(alarm -> alarm.type() == AlarmType.STORM)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.text()).endsWith("kept full for an outage"));
    }

    @Test
    void anOutageInAStormIsOverOnceTheBackupIsThereAgain() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(5), Duration.ZERO);
        site.with(site.settings.withReserve(site.settings.reserve().withStorm(true)));
        site.decide();
        site.run(2);
        site.volts = 0;
        site.run(120);
        site.volts = 230;
        site.run(420);
        assertThat(site.soc).isLessThan(90);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.OK);
    }

    @Tag("slow")
    @Test
    void daysThatCouldNotBeShavedAreNoLessonForThoseAfterThem() {
        double calm = targetOfNextMonth(false);
        double stormy = targetOfNextMonth(true);
        assertThat(calm).as("shaved").isLessThan(650_000);
        assertThat(stormy).isCloseTo(calm, within(1_000.0));
    }

    /** Fourteen days to the end of the month and one of the next; a storm from the tenth to the twelfth. */
    private static double targetOfNextMonth(boolean storm) {
        Site site = new Site(
                4,
                50_000,
                100_000,
                tuning -> tuning.settings = tuning.settings
                        .withShaving(new ShavingSettings(true, 0, 0.9, 0))
                        .withReserve(new ReserveSettings(Duration.ZERO, 10, 0, 0, 1)));
        site.utc = Site.START - 6 * 86_400_000L;
        for (int minute = 0; minute < 15 * 1440; minute++) {
            if (minute == 10 * 1440 || minute == 13 * 1440) {
                storm(site, storm && minute == 10 * 1440);
            }
            long ofDay = site.utc / 60_000 % 1440;
            site.loadW = (ofDay >= 900 && ofDay < 960 ? 700_000 : 400_000) + minute * 37 % 17;
            site.after(MINUTE);
        }
        return site.core.state().ratchet().targetW();
    }
}
