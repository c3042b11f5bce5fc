package io.tieline.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.console.DecisionView.ClaimView;
import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.Outcome;
import org.junit.jupiter.api.Test;

class DecisionViewsTest {

    private static final Claim CAN = claim(ClaimKind.CAPABILITY, -200_000, 400_000);

    private static Claim claim(ClaimKind kind, double minW, double maxW) {
        return new Claim(kind, minW, maxW, Double.NaN, "why", Outcome.SILENT);
    }

    @Test
    void aBoundBeyondWhatTheBatteriesCanDoIsShownAsNone() {
        ClaimView far = DecisionViews.claim(claim(ClaimKind.RESERVE, -1e6, 101.7e6), CAN);
        assertThat(far.minW()).isNegative().isInfinite();
        assertThat(far.maxW()).isPositive().isInfinite();
    }

    @Test
    void oneTheyCanReachIsShownAsItIs() {
        ClaimView near = DecisionViews.claim(claim(ClaimKind.RESERVE, -150_000, 400_000), CAN);
        assertThat(near.minW()).isEqualTo(-150_000);
        assertThat(near.maxW()).isEqualTo(400_000);
        assertThat(DecisionViews.claim(CAN, CAN).minW()).isEqualTo(-200_000);
    }
}
