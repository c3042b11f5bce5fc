package io.tieline.gateway.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShavingTariffTest {

    private static final String HEAD = "tariff: t\ntitle: T\nfacts: F\ncurrency: INR\ntimezone: Asia/Kolkata\n";

    @Test
    void aShippedTariffIsNamedAndOneOfOnesOwnIsGivenAsText() {
        assertThat(ShavingTariff.of(" kepco-hv-as\n").demandCharges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.id()).isEqualTo("basic"));
        assertThat(ShavingTariff.of(HEAD + "components:\n  - {demand: mine, price: 1}\n")
                        .demandCharges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.id()).isEqualTo("mine"));
    }

    @Test
    void whatIsNoTariffIsRefusedWithTheReason() {
        assertThatThrownBy(() -> ShavingTariff.of("kepko"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tariff: there is no shipped tariff \"kepko\"")
                .hasMessageContaining("german-mv-atypical, kepco-hv-as");
        assertThatThrownBy(() -> ShavingTariff.of(HEAD + "components:\n  - {demand: a, ratchet: 3, price: 1}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tariff:7:26: ratchet is out of range; use a value from 0.01 to 1");
    }
}
