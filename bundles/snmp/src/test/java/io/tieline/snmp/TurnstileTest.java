package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class TurnstileTest {

    @Test
    void soManyAreInsideAndTheOthersFollowInOrder() {
        Turnstile turnstile = new Turnstile(2);
        List<CompletableFuture<String>> inside = new ArrayList<>();
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            results.add(turnstile.pass(() -> {
                CompletableFuture<String> work = new CompletableFuture<>();
                inside.add(work);
                return work;
            }));
        }
        assertThat(inside).hasSize(2);
        inside.get(1).complete("second");
        assertThat(inside).hasSize(3);
        assertThat(results.get(1)).isCompletedWithValue("second");
        inside.get(0).completeExceptionally(new IllegalStateException("broken"));
        assertThat(inside).hasSize(4);
        assertThat(results.get(0)).isCompletedExceptionally();
    }

    @Test
    void workThatThrowsLeavesTheTurnstileAsItWas() {
        Turnstile turnstile = new Turnstile(1);
        CompletableFuture<String> first = turnstile.pass(() -> {
            throw new IllegalStateException("broken");
        });
        assertThat(first).isCompletedExceptionally();
        assertThat(turnstile.pass(() -> CompletableFuture.completedFuture("next")))
                .isCompletedWithValue("next");
    }
}
