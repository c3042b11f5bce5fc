package io.tieline.gateway.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.gateway.control.FenceDesk;
import io.tieline.gateway.message.Announcement;
import io.tieline.gateway.message.Announcement.Charge;
import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.uplink.SiteTalk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key that cannot be used, and one that is replaced by another. */
class NeighboursTest {

    private static final String KEY = "sixteen letters or more";
    private static final String NEW_KEY = "another of sixteen letters";
    private static final List<String> CABINETS = List.of("1f0c23aa");
    private static final long SECOND = 1_000_000_000L;

    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private Seal seal = Seal.SHUT;
    private long nanos = 1;
    private int told;
    private long count;

    private OtherGateways path() {
        return new OtherGateways(
                new Self("site", "rack-7", "a", CABINETS),
                OtherGateways.RENEWAL_ON_NETWORK,
                this::control,
                () -> seal,
                SiteClock.system(),
                () -> nanos,
                alarms,
                event -> {});
    }

    /** Whoever is believed is told to the control. */
    private Optional<FenceDesk> control() {
        told++;
        return Optional.empty();
    }

    private String words() {
        return new Announcement("other", "rack-8", "b", ++count, 9, Charge.SETTLED, true, CABINETS, 0).json();
    }

    private void saidFor(int seconds, OtherGateways path, Seal by) {
        for (int second = 0; second < seconds; second++) {
            nanos += SECOND;
            path.heard("network", by.close(words()), false);
        }
    }

    private List<String> standing() {
        return alarms.standing().stream().map(Alarm::type).toList();
    }

    @Test
    void withAKeyThatCannotBeUsedNobodyIsBelievedAndAnOperatorHearsOfThem() {
        OtherGateways path = path();
        saidFor(30, path, Seal.NONE);
        saidFor(30, path, new KeySeal(KEY, "site"));
        path.heard("network", words(), true);
        assertThat(told).isZero();
        assertThat(standing()).containsExactly("control.gateways.stranger");
        seal = new KeySeal(KEY, "site");
        path.heard("network", seal.close(words()), false);
        assertThat(told).as("the same words under a key").isEqualTo(1);
    }

    @Test
    void whatItSaysItselfIsTakenForThatOfAStranger() {
        String said = Seal.SHUT.close(words());
        assertThat(new KeySeal(KEY, "site").open(said)).isEmpty();
        assertThat(Seal.NONE.open(said)).isPresent();
    }

    @Test
    void whyTheKeyCannotBeUsedIsToldUntilItCan() {
        Neighbours shut = Neighbours.shut("other-gateways.key: shorter than 16 characters", alarms);
        assertThat(shut.seal()).isSameAs(Seal.SHUT);
        assertThat(shut.isShut()).isTrue();
        assertThat(alarms.standing()).singleElement().satisfies(alarm -> {
            assertThat(alarm.type()).isEqualTo("control.gateways.key");
            assertThat(alarm.text()).contains("no other gateway is believed", "shorter than 16 characters");
        });
        shut.close();
        assertThat(alarms.standing()).isEmpty();
        assertThat(new Neighbours(Seal.NONE, () -> {}).isShut()).isFalse();
    }

    @Test
    void theLongestLastWordsFitWithTheirSeal() {
        String name = "\u5927".repeat(64);
        List<String> marks = List.of("fffffff0", "fffffff1", "fffffff2", "fffffff3");
        String words = new Announcement(
                        name,
                        name,
                        "x".repeat(36),
                        Long.MAX_VALUE,
                        999_999_999_999L,
                        Charge.ENDED,
                        false,
                        Stream.concat(marks.stream(), marks.stream()).toList(),
                        1_795_356_000_000L,
                        marks)
                .json();
        assertThat(new KeySeal(KEY, "site").close(words).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(SiteTalk.LARGEST);
        assertThat(Announcement.of(words).orElseThrow().hears()).isEqualTo(marks);
    }

    @Test
    void aNewKeyEndsTheStrangerOfTheOldOneAtOnceOnTheNetwork() {
        seal = new KeySeal(KEY, "site");
        saidFor(30, path(), new KeySeal(NEW_KEY, "site"));
        assertThat(standing()).containsExactly("control.gateways.stranger");
        seal = new KeySeal(NEW_KEY, "site");
        OtherGateways after = path();
        assertThat(standing()).as("the path is made anew").isEmpty();
        saidFor(30, after, seal);
        assertThat(standing()).isEmpty();
        assertThat(told).isEqualTo(30);
    }

    @Test
    void andWithinTwoMinutesWhereThePathStays() {
        seal = new KeySeal(KEY, "site");
        OtherGateways broker = path();
        saidFor(30, broker, new KeySeal(NEW_KEY, "site"));
        seal = new KeySeal(NEW_KEY, "site");
        saidFor(119, broker, seal);
        broker.next();
        assertThat(standing()).containsExactly("control.gateways.stranger");
        saidFor(2, broker, seal);
        broker.next();
        assertThat(standing()).isEmpty();
    }
}
