package io.tieline.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AfterwardsTest {

    private final CompletableFuture<Void> control = new CompletableFuture<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void nothingIsDoneBeforeTheControlAndThenAllInOrder() {
        try (Afterwards afterwards = new Afterwards("test", control)) {
            afterwards.execute(() -> done.add("first " + control.isDone()));
            afterwards.execute(() -> done.add("second " + control.isDone()));
            control.complete(null);
            await().untilAsserted(() -> assertThat(done).containsExactly("first true", "second true"));
        }
    }

    @Test
    void whatStillWaitsWhenItIsClosedIsNotDone() {
        Afterwards afterwards = new Afterwards("test", control);
        afterwards.execute(() -> done.add("never"));
        afterwards.close();
        control.complete(null);
        assertThat(done).isEmpty();
    }
}
