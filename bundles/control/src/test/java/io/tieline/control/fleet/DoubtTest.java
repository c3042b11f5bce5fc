package io.tieline.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Site;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Cabinet.Condition;
import io.tieline.control.situation.Situation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not be believed, and when it may be again. */
class DoubtTest {

    private static Cabinet cabinet(double soc, double powerW, double celsius) {
        return new Cabinet(0, "cab", "", soc, 100_000, 50_000, 50_000, 50_000, powerW, 0, false, Condition.at(celsius));
    }

    private static Doubt good() {
        return Doubt.NONE.next(cabinet(50, 1000, 25), false, 1).next(cabinet(50, 1001, 25), false, 1);
    }

    @Test
    void whatIsPossibleIsBelieved() {
        assertThat(good().objection()).isEmpty();
        assertThat(good().next(cabinet(50, -74_000, 90), false, 1).objection()).isEmpty();
        assertThat(good().next(cabinet(50, 0, Double.NaN), false, 1).objection())
                .isEmpty();
    }

    @Test
    void whatIsImpossibleIsNot() {
        assertThat(good().next(cabinet(50, 76_000, 25), false, 1).objection())
                .isEqualTo("it is not believed: its power of 76.0 kW is impossible, it is built for 50.0 kW");
        assertThat(good().next(cabinet(50, -76_000, 25), false, 1).objection()).contains("impossible");
        Cabinet untold = new Cabinet(0, "cab", "", 50, 100_000, 0, 50_000, 50_000, 21e6, 0);
        assertThat(good().next(untold, false, 1).objection())
                .as("bytes in the wrong order, and nobody tells what it is built for")
                .isEqualTo("it is not believed: its power of 21000 kW is impossible");
        assertThat(good().next(cabinet(50, 0, 3276.7), false, 1).objection())
                .isEqualTo("it is not believed: a cell temperature of 3277 °C is impossible");
        assertThat(good().next(cabinet(50, 0, -46), false, 1).objection()).contains("-46 °C");
    }

    @Test
    void hoursOfAnImpossiblePowerAreForgottenOnceItIsPossible() {
        Doubt doubt = good();
        for (int second = 0; second < 7200; second++) {
            doubt = doubt.next(cabinet(50, 3e30, 25), false, 1);
        }
        for (int second = 0; second < 11; second++) {
            doubt = doubt.next(cabinet(50, 0, 25), false, 1);
        }
        assertThat(doubt.objection())
                .as("its state of charge has stood still meanwhile, but nothing has flowed")
                .isEmpty();
    }

    @Test
    void theImpossiblePowerOfACabinetThatIsOutCountsAsNothing() {
        Cabinet out = cabinet(50, 6.5e9, 25).withdrawn("its state of charge is missing");
        Cabinet giving = cabinet(50, 20_000, 25).withdrawn("it is in maintenance");
        List<Cabinet> cabinets = List.of(out, giving);
        Doubts doubts = Doubts.NONE.next(cabinets, Following.of(2), 1);
        Situation seen = doubts.applyTo(
                new Site(2, 50_000, 100_000, tuning -> {}).situation().withCabinets(cabinets::get),
                StorageSettings.all(2, ChemistryLibrary.find("lfp").orElseThrow()));
        assertThat(seen.cabinets().get(0).powerW()).isNaN();
        assertThat(seen.cabinets().get(0).unavailable()).isEqualTo("its state of charge is missing");
        assertThat(seen.cabinets().get(1)).as("what it gives is in the meter").isEqualTo(giving);
        assertThat(doubts.believed(cabinets).get(0).powerW()).isNaN();
    }

    @Test
    void nothingIsLearntFromWhatIsNotBelieved() {
        Cabinet wild = cabinet(50, 3e30, 25);
        Doubts doubts = Doubts.NONE.next(List.of(wild, cabinet(50, 100, 25)), Following.of(2), 1);
        List<Cabinet> believed = doubts.believed(List.of(wild, cabinet(50, 100, 25)));
        assertThat(believed.get(0).powerW()).isNaN();
        assertThat(believed.get(1)).isEqualTo(cabinet(50, 100, 25));
        ControlSettings settings = ControlSettings.defaults(Site.UTC)
                .withStorage(StorageSettings.all(1, ChemistryLibrary.find("lfp").orElseThrow()));
        FleetMemory memory = FleetMemory.of(1);
        for (int second = 0; second < 3; second++) {
            memory = memory.next(List.of(wild), settings, second, 0, Site.START, second * 1_000_000_000L);
        }
        assertThat(memory.care().of(0).upkeep().get(0).cycles())
                .as("no age from a wrong number")
                .isZero();
    }

    @Test
    void oneJumpIsARecalibrationThreeAreNoise() {
        Doubt doubt = good().next(cabinet(60, 1000, 25), false, 1).next(cabinet(45, 1002, 25), false, 1);
        assertThat(doubt.objection()).as("twice").isEmpty();
        doubt = doubt.next(cabinet(60, 1001, 25), false, 1);
        assertThat(doubt.objection()).contains("jumps again and again");
        Doubt rare = good();
        for (int i = 0; i < 20; i++) {
            rare = rare.next(cabinet(i % 2 == 0 ? 60 : 45, 1000 + i, 25), false, 3600);
        }
        assertThat(rare.objection()).as("once an hour").isEmpty();
    }

    @Test
    void aStateOfChargeThatStandsStillWhileEnergyFlowsIsStuck() {
        Doubt doubt = good();
        // 50 kW out of 100 kWh move a point in 72 s.
        for (int i = 0; i < 8; i++) {
            doubt = doubt.next(cabinet(50, 49_900 + i, 25), false, 72);
        }
        assertThat(doubt.objection()).isEmpty();
        assertThat(doubt.next(cabinet(50, 49_000, 25), false, 10).objection()).contains("stands still at 50 %");
        assertThat(doubt.next(cabinet(49.9, 49_000, 25), false, 10).objection()).isEmpty();
        Doubt full = good();
        for (int i = 0; i < 20; i++) {
            full = full.next(cabinet(99, -49_900 - i, 25), false, 72);
        }
        assertThat(full.objection()).as("the last bit of energy").isEmpty();
    }

    @Test
    void aPowerThatStandsStillWhateverItIsToldIsStuck() {
        Doubt doubt = good().next(cabinet(50, 7_000, 25), true, 1);
        for (int i = 0; i < 30; i++) {
            doubt = doubt.next(cabinet(50, 7_000, 25), true, 1);
        }
        assertThat(doubt.objection()).isEmpty();
        assertThat(doubt.next(cabinet(50, 7_000, 25), true, 1).objection()).contains("stands still at 7.0 kW");
        assertThat(doubt.next(cabinet(50, 7_001, 25), true, 1).objection())
                .as("it lives")
                .isEmpty();
        assertThat(doubt.next(cabinet(50, 7_000, 25), false, 1).objection())
                .as("it follows")
                .isEmpty();
        Doubt idle = good().next(cabinet(50, 0, 25), true, 1);
        for (int i = 0; i < 60; i++) {
            idle = idle.next(cabinet(50, 0, 25), true, 1);
        }
        assertThat(idle.objection()).as("nothing is a plausible answer").isEmpty();
    }

    @Test
    void itComesBackAfterItHasBeenBelievableForAWhileEachTimeALongerOne() {
        Doubt doubt = good();
        int[] waited = new int[3];
        for (int time = 0; time < 3; time++) {
            doubt = doubt.next(cabinet(50, 90_000, 25), false, 1);
            while (!doubt.objection().isEmpty()) {
                doubt = doubt.next(cabinet(50, 1000 + waited[time]++, 25), false, 1);
            }
        }
        assertThat(waited).containsExactly(10, 20, 40);
    }

    @Test
    void oneThatVanishesOnceIsTakenBackAtOnceOneThatFlapsIsNot() {
        Cabinet gone = cabinet(50, 0, 25).withdrawn("it does not answer");
        Doubt doubt = good().next(gone, false, 5).next(cabinet(50, 0, 25), false, 1);
        assertThat(doubt.objection()).isEmpty();
        doubt = doubt.next(gone, false, 5).next(cabinet(50, 0, 25), false, 1);
        assertThat(doubt.objection()).contains("watched for a while");
        for (int i = 0; i < 20; i++) {
            doubt = doubt.next(cabinet(50, i, 25), false, 1);
        }
        assertThat(doubt.objection()).isEmpty();
    }

    @Test
    void manyThatVanishTogetherAreAGroup() {
        List<Cabinet> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(cabinet(50, i, 25));
        }
        Following following = Following.of(10);
        Doubts doubts = Doubts.NONE.next(all, following, 1).next(all, following, 1);
        List<Cabinet> fewer = new ArrayList<>(all);
        fewer.set(0, all.get(0).withdrawn("it does not answer"));
        fewer.set(1, all.get(1).withdrawn("it does not answer"));
        doubts = doubts.next(fewer, following, 1);
        assertThat(doubts.group()).as("two are no group").isZero();
        fewer.set(2, all.get(2).withdrawn("it does not answer"));
        doubts = doubts.next(fewer, following, 3);
        assertThat(doubts.group()).as("within five seconds").isEqualTo(3);
        doubts = doubts.next(all, following, 1);
        assertThat(doubts.group()).as("all are back").isZero();
        assertThat(doubts.each()[2].objection()).as("but watched").contains("watched");
        assertThat(doubts.each()[5].objection()).isEmpty();
        Doubts slow = Doubts.NONE.next(all, following, 1);
        List<Cabinet> less = new ArrayList<>(all);
        for (int i = 0; i < 5; i++) {
            less.set(i, all.get(i).withdrawn("it does not answer"));
            slow = slow.next(less, following, 6);
        }
        assertThat(slow.group()).as("one after the other").isZero();
    }
}
