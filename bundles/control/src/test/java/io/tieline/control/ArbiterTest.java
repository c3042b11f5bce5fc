package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.Outcome;
import io.tieline.control.settings.GuardSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArbiterTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Claim claim(ClaimKind kind, double min, double max, double wish) {
        return new Claim(kind, min, max, wish, "", Outcome.SILENT);
    }

    @ParameterizedTest(name = "can {0}..{1}, reserve gives {2}, demand needs {3}, recharge wants {4}: {5} by {6}")
    @CsvSource({
        "-100, 100, 1000, NaN, -50,  -50, RECHARGE",
        "-100, 100, 1000,  70, -50,   70, DEMAND",
        "-100, 100, 1000, 170, -50,  100, CAPABILITY",
        "-100, 100,   30,  70, -50,   30, RESERVE",
        "-100, 100,    0,  70, -50,    0, RESERVE",
        " -20, 100, 1000, NaN, -50,  -20, CAPABILITY",
        "-100, 100, 1000, NaN, NaN,    0, NONE"
    })
    void theHighestClaimStandsAndTheNextGetsWhatIsLeft(
            double low, double high, double spare, double need, double recharge, double power, ClaimKind binding) {
        Arbiter.Verdict verdict = Arbiter.decide(List.of(
                claim(ClaimKind.CAPABILITY, low, high, Double.NaN),
                claim(ClaimKind.RESERVE, -INF, spare, Double.NaN),
                claim(ClaimKind.DEMAND, Double.isNaN(need) ? -INF : need, INF, need),
                claim(ClaimKind.RECHARGE, -INF, INF, recharge)));
        assertThat(verdict.powerW()).isEqualTo(power);
        assertThat(verdict.binding()).isEqualTo(binding);
    }

    @ParameterizedTest(name = "can {0}..{1}, reserve gives {2}, demand needs {3}, recharge wants {4}: {5} {6} {7} {8}")
    @CsvSource({
        "-100, 100, 1000,  70, -50, SILENT,  SILENT,  MET,     LIMITED",
        "-100, 100, 1000,  70,  70, SILENT,  SILENT,  MET,     MET",
        "-100, 100, 1000, 170, -50, BINDING, SILENT,  LIMITED, LIMITED",
        "  80, 100, 1000,  70, -50, BINDING, SILENT,  LIMITED, LIMITED",
        "-100, 100,   30,  70, -50, SILENT,  BINDING, LIMITED, LIMITED",
        "-100, 100, -150, NaN, -50, SILENT,  LIMITED, SILENT,  LIMITED",
        " -20, 100, 1000, NaN, -50, BINDING, SILENT,  SILENT,  LIMITED",
        "-100, 100, 1000, NaN, -50, SILENT,  SILENT,  SILENT,  MET"
    })
    void everyClaimIsToldWhatBecameOfIt(
            double low,
            double high,
            double spare,
            double need,
            double recharge,
            Outcome capability,
            Outcome reserve,
            Outcome demand,
            Outcome charging) {
        Arbiter.Verdict verdict = Arbiter.decide(List.of(
                claim(ClaimKind.CAPABILITY, low, high, Double.NaN),
                claim(ClaimKind.RESERVE, -INF, spare, Double.NaN),
                claim(ClaimKind.DEMAND, Double.isNaN(need) ? -INF : need, INF, need),
                claim(ClaimKind.RECHARGE, -INF, INF, recharge)));
        assertThat(verdict.claims()).map(Claim::outcome).containsExactly(capability, reserve, demand, charging);
    }

    @Test
    void noPowerIsAPlainZero() {
        Arbiter.Verdict verdict = Arbiter.decide(List.of(claim(ClaimKind.RECHARGE, -INF, INF, -0.0)));
        assertThat(Double.doubleToRawLongBits(verdict.powerW())).isZero();
    }

    @Property(tries = 2000)
    void noClaimEverMovesThePowerOutOfAHigherOnesBounds(@ForAll long seed) {
        Random random = new Random(seed);
        List<Claim> claims = new ArrayList<>();
        for (ClaimKind kind : ClaimKind.values()) {
            double a = 2000 * random.nextDouble() - 1000;
            double b = 2000 * random.nextDouble() - 1000;
            double wish = random.nextBoolean() ? Double.NaN : 3000 * random.nextDouble() - 1500;
            claims.add(claim(
                    kind,
                    random.nextInt(4) == 0 ? -INF : Math.min(a, b),
                    random.nextInt(4) == 0 ? INF : Math.max(a, b),
                    wish));
        }
        double power = Arbiter.decide(claims).powerW();
        assertThat(power).isFinite();
        for (int n = 1; n <= claims.size(); n++) {
            Arbiter.Bounds bounds = Arbiter.bounds(claims.subList(0, n));
            assertThat(power).isBetween(bounds.lowW(), bounds.highW());
        }
        Claim first = claims.get(0);
        assertThat(power).isBetween(first.minW(), first.maxW());
    }

    @ParameterizedTest(name = "at {0}, wanted {1}, {2} s, hard {3}..{4}: {5} {6}")
    @CsvSource({
        "  0, 100,  1, -500, 500,  10, RAMP",
        "  0, 100, 60, -500, 500, 100, NOTHING",
        " 50,  52,  1, -500, 500,  50, DEAD_BAND",
        " 50,  52,  1, -500,  51,  50, DEAD_BAND",
        " 50,  48,  1, -500,  49,  48, NOTHING",
        "  3,   0,  1, -500, 500,   0, NOTHING",
        "100, 100,  1, -500,   0,   0, NOTHING",
        "100,   0,  1, -500, 500,  90, RAMP",
        "100,   0,  1, -500,   0,   0, NOTHING"
    })
    void theGuardRampsWishesAndNeverSafety(
            double last, double wanted, double seconds, double low, double high, double power, Decision.GuardedBy by) {
        Arbiter.Bounds hard = new Arbiter.Bounds(low, high, ClaimKind.NONE, ClaimKind.NONE);
        Guard.Guarded guarded = Guard.limit(new GuardSettings(10, 5, 0.1), last, wanted, seconds, hard);
        assertThat(guarded).isEqualTo(new Guard.Guarded(power, by));
    }
}
