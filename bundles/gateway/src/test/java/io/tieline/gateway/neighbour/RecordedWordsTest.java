package io.tieline.gateway.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.lease.Fence;
import io.tieline.control.settings.CommissioningSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GatewaySettings;
import io.tieline.gateway.control.CoreAccess;
import io.tieline.gateway.control.FenceDesk;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What was said on the site's network is recorded, and said again to a gateway that has started since. */
class RecordedWordsTest {

    private static final String KEY = "sixteen letters or more";

    private final List<String> recorded = new ArrayList<>();
    private long nanos = 1;

    /** One gateway on the network. */
    private final class Box implements CoreAccess {
        private final ControlCore core;
        private final FenceDesk desk;
        private final OtherGateways talk;

        Box(String name, long epoch, String instance, Seal seal, Fence known) {
            ControlSettings settings = ControlSettings.defaults(ZoneOffset.UTC)
                    .withCommissioning(CommissioningSettings.WAIVED)
                    .withGateway(new GatewaySettings(name, epoch));
            core = new ControlCore(settings, ControlState.initial());
            core.fence(before -> known);
            desk = new FenceDesk(
                    this,
                    event -> CompletableFuture.completedFuture(1L),
                    SiteClock.system(),
                    () -> nanos,
                    settings.gateway(),
                    known);
            talk = new OtherGateways(
                    new Self("site", name, instance, List.of("1f0c23aa")),
                    OtherGateways.RENEWAL_ON_NETWORK,
                    () -> Optional.of(desk),
                    () -> seal,
                    SiteClock.system(),
                    () -> nanos,
                    new AlarmBoard(SiteClock.system(), event -> {}),
                    event -> {});
            desk.follow(core);
        }

        @Override
        public <T> CompletionStage<T> with(Function<ControlCore, T> question) {
            T answer = question.apply(core);
            desk.follow(core);
            return CompletableFuture.completedFuture(answer);
        }

        void hears(String words) {
            talk.heard("network", words, false);
        }
    }

    private void talk(Box... boxes) {
        for (int second = 0; second < 10; second++) {
            nanos += 1_000_000_000L;
            for (Box speaker : boxes) {
                speaker.talk.next().ifPresent(words -> {
                    recorded.add(words);
                    for (Box box : boxes) {
                        box.hears(words);
                    }
                });
            }
        }
    }

    private String end(Box box) {
        box.desk.end();
        return box.talk.lastWords().orElseThrow();
    }

    private String lastWordsOfAnEarlierStart(Seal seal) {
        Box first = new Box("south", 1, "a1", seal, Fence.ALONE);
        Box other = new Box("north", 2, "b1", seal, Fence.ALONE);
        talk(first, other);
        assertThat(first.desk.other()).isEqualTo("north with epoch 2");
        String last = end(other);
        first.hears(last);
        assertThat(first.desk.other()).as("it has heard this one").isEmpty();
        return last;
    }

    @Test
    void lastWordsSaidAgainDoNotEndOneThatLives() {
        Seal seal = new KeySeal(KEY, "site");
        String last = lastWordsOfAnEarlierStart(seal);
        Box restarted = new Box("south", 1, "a2", seal, new Fence("north", 2, false));
        recorded.forEach(restarted::hears);
        restarted.hears(last);
        assertThat(restarted.desk.other()).isEqualTo("north with epoch 2");
        Box north = new Box("north", 2, "b2", seal, Fence.ALONE);
        talk(restarted, north);
        restarted.hears(end(north));
        assertThat(restarted.desk.other()).isEmpty();
    }

    @Test
    void withoutAKeyAnybodyCanSayAnything() {
        String last = lastWordsOfAnEarlierStart(Seal.NONE);
        Box restarted = new Box("south", 1, "a2", Seal.NONE, new Fence("north", 2, false));
        restarted.hears(last);
        assertThat(restarted.desk.other()).isEmpty();
    }

    /** The safe side of what is not known: who speaks with the key is believed to live. */
    @Test
    void otherWordsNeedNoProofForTheLineMayCarryOneWayOnly() {
        Seal seal = new KeySeal(KEY, "site");
        Box alone = new Box("north", 2, "b1", seal, Fence.ALONE);
        talk(alone);
        Box deafTo = new Box("south", 1, "a1", seal, Fence.ALONE);
        recorded.forEach(deafTo::hears);
        assertThat(deafTo.desk.other()).isEqualTo("north with epoch 2");
        deafTo.hears(end(alone));
        assertThat(deafTo.desk.other()).as("until an operator says so").isEqualTo("north with epoch 2");
        deafTo.desk.alone("kim");
        recorded.forEach(deafTo::hears);
        assertThat(deafTo.desk.other()).as("heard before").isEmpty();
    }
}
