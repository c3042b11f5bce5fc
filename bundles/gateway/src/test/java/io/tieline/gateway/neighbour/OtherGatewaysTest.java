package io.tieline.gateway.neighbour;

import static io.tieline.gateway.neighbour.Box.CABINETS;
import static io.tieline.gateway.neighbour.Box.marks;
import static io.tieline.gateway.neighbour.Topic.BROKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.gateway.message.Announcement;
import io.tieline.gateway.message.Announcement.Charge;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways around one topic of a broker, each with a real core behind it. */
class OtherGatewaysTest {

    private static final String KEY = "16 letters or more";

    private final Topic topic = new Topic();

    @Test
    void theLowerEpochStopsAsSoonAsBothAreThereAndGoesOnWhenTheOtherEnds() {
        Box old = topic.box("old", "gw-1", "a", 1).connect();
        topic.talkFor(90);
        assertThat(old.charge()).isEqualTo(Charge.SETTLED);
        Box fresh = topic.box("fresh", "gw-2", "b", 2).connect();
        topic.talkFor(0.2);
        assertThat(old.charge()).isEqualTo(Charge.NONE);
        assertThat(old.desk.other()).isEqualTo("fresh with epoch 2");
        assertThat(fresh.charge()).isEqualTo(Charge.NEW);
        assertThat(fresh.events).containsExactly("Another gateway of this site: old with epoch 1; this one has 2");
        fresh.end();
        assertThat(topic.kept).isEmpty();
        topic.talkFor(0.2);
        assertThat(old.charge()).isEqualTo(Charge.NEW);
    }

    @Test
    void whoFallsSilentStaysInChargeUntilAnOperatorSaysThatItIsGone() {
        Box old = topic.box("old", "gw-1", "a", 1).connect();
        Box fresh = topic.box("fresh", "gw-2", "b", 2).connect();
        topic.talkFor(1);
        fresh.unplug();
        topic.talkFor(100_000);
        assertThat(old.charge()).isEqualTo(Charge.NONE);
        assertThat(old.desk.alone("kim").toCompletableFuture().join()).isEmpty();
        assertThat(old.recorded).containsExactly("kim says that gateway fresh with epoch 2 is gone");
        topic.talkFor(61);
        assertThat(old.charge()).isEqualTo(Charge.SETTLED);
        assertThat(old.desk.alone("kim").toCompletableFuture().join()).isEqualTo("no other gateway is in charge");
        fresh.connect();
        topic.talkFor(0.2);
        assertThat(old.charge()).as("it was not gone").isEqualTo(Charge.NONE);
    }

    @Test
    void anOperatorWhoIsWrongIsCorrectedWithinASecond() {
        Box old = topic.box("old", "gw-1", "a", 1).connect();
        topic.box("fresh", "gw-2", "b", 2).connect();
        topic.talkFor(10);
        assertThat(old.desk.alone("kim").toCompletableFuture().join()).isEmpty();
        assertThat(old.desk.other()).isEmpty();
        topic.talkFor(1.1);
        assertThat(old.desk.other()).isEqualTo("fresh with epoch 2");
    }

    @Test
    void aSpareSwitchedOnByMistakeWithTheSameFormsRests() {
        Box first = topic.box("gateway", "gateway", "z", 1).connect();
        topic.talkFor(100);
        Box spare = topic.box("gateway", "gw-2", "a", 1).connect();
        topic.talkFor(0.2);
        assertThat(spare.charge()).isEqualTo(Charge.NONE);
        assertThat(spare.desk.other()).isEqualTo("gateway (on gateway) with epoch 1");
        assertThat(first.charge()).isEqualTo(Charge.SETTLED);
        first.restart("y");
        topic.talkFor(200);
        assertThat(spare.charge()).as("after a restart of the first").isEqualTo(Charge.NONE);
        assertThat(first.charge()).isEqualTo(Charge.SETTLED);
    }

    @Test
    void ofTwoThatStartTogetherOneRests() {
        Box one = topic.box("gateway", "gw-1", "b", 1).connect();
        Box two = topic.box("gateway", "gw-2", "a", 1).connect();
        topic.talkFor(300);
        assertThat(two.charge()).isEqualTo(Charge.SETTLED);
        assertThat(one.charge()).isEqualTo(Charge.NONE);
    }

    /** The broker ends the connection of one copy when the other comes: never are both there. */
    @Test
    void aCopyOfThisOneIsKnownByWhatTheBrokerKeptSinceThisOneSpoke() {
        Box first = topic.box("gateway", "gateway", "z", 1).connect();
        topic.talkFor(100);
        first.unplug();
        Box copy = topic.box("gateway", "gateway", "a", 1).connect();
        topic.talkFor(2);
        copy.unplug();
        first.connect();
        topic.talkFor(2);
        first.unplug();
        copy.connect();
        topic.talkFor(0.2);
        assertThat(copy.desk.other()).isEqualTo("gateway (a copy of this one) with epoch 1");
        copy.unplug();
        first.connect();
        topic.talkFor(0.2);
        assertThat(first.charge()).isEqualTo(Charge.SETTLED);
    }

    @Test
    void whatTheBrokerKeptOfOneLongGoneFencesNobody() {
        Box gone = topic.box("gone", "gw-9", "g", 9).connect();
        topic.talkFor(100);
        String last = topic.kept;
        gone.unplug();
        Box box = topic.box("gateway", "gw-1", "a", 1).connect();
        topic.talkFor(2);
        assertThat(box.charge()).isEqualTo(Charge.NEW);
        box.unplug();
        topic.kept = last;
        box.connect();
        topic.talkFor(100);
        assertThat(box.charge()).as("a broker restored from its backup").isEqualTo(Charge.SETTLED);
    }

    @Test
    void aGatewayWithoutAnybodyElseSaysLittle() {
        Box box = topic.box("gateway", "gw-1", "a", 1).connect();
        topic.talkFor(3600);
        assertThat(box.said).hasSizeBetween(120, 124);
        assertThat(box.said.get(0)).contains("\"charge\":\"new\"", "\"asks\":true");
        assertThat(box.said.get(box.said.size() - 1)).contains("\"charge\":\"settled\"", "\"asks\":false");
        assertThat(box.charge()).isEqualTo(Charge.SETTLED);
    }

    @Test
    void aTalkerIsNeitherHeardNorAnsweredForEver() {
        Box box = topic.box("gateway", "gw-1", "a", 1).connect();
        topic.talkFor(1);
        int before = box.said.size();
        for (int i = 0; i < 1000; i++) {
            box.talk.heard(BROKER, words("mad", "m" + i, 1, 10 + i, true), false);
        }
        assertThat(box.desk.other()).matches("mad with epoch [12].");
        topic.talkFor(0.8);
        assertThat(box.said.size() - before).isLessThanOrEqualTo(2);
        box.desk.alone("kim");
        topic.talkFor(61);
        assertThat(box.charge()).isEqualTo(Charge.SETTLED);
    }

    @Test
    void anotherSiteOfTheSameNameReachesOtherCabinets() {
        Box here = topic.box("gateway", "gw-1", "a", 1).connect();
        topic.box("gateway", "gw-2", "b", 9).reaches(marks(41, 80)).connect();
        topic.talkFor(61);
        assertThat(here.charge()).isEqualTo(Charge.SETTLED);
        topic.box("gateway", "gw-3", "c", 9).reaches(marks(3, 80)).connect();
        topic.talkFor(1);
        assertThat(here.charge()).as("some of the cabinets are enough").isEqualTo(Charge.NONE);
        assertThat(CABINETS).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "{",
                "[[[[[[[[",
                "{\"gateway\":\"x\"}",
                "{\"gateway\":\"x\",\"host\":\"n\",\"instance\":\"i\",\"count\":1,\"epoch\":1e300,\"charge\":\"new\"}",
                "{\"gateway\":\"x\",\"host\":\"n\",\"instance\":\"i\",\"count\":1,\"epoch\":9223372036854775807,"
                        + "\"charge\":\"new\"}",
                "{\"gateway\":\"x\",\"host\":\"n\",\"instance\":\"i\",\"count\":1,\"epoch\":-1,\"charge\":\"new\"}",
                "{\"gateway\":\"x\",\"host\":\"n\",\"instance\":\"i\",\"count\":1,\"epoch\":2,\"charge\":\"king\"}",
                "{\"gateway\":\"x\",\"host\":\"n\",\"instance\":\"<b>\",\"count\":1,\"epoch\":2,\"charge\":\"new\"}",
                "{\"gateway\":\" \",\"host\":\"n\",\"instance\":\"i\",\"count\":1,\"epoch\":2,\"charge\":\"new\"}",
                "{\"gateway\":{},\"host\":\"n\",\"instance\":\"i\",\"count\":1,\"epoch\":2,\"charge\":\"new\"}"
            })
    void whatNoGatewayCanMeanIsIgnored(String words) {
        Box box = topic.box("gateway", "gw-1", "a", 1).connect();
        topic.talkFor(1);
        String reaching = words.replace("\"count\":1", "\"count\":1,\"cabinets\":[\"" + CABINETS.get(0) + "\"]");
        box.talk.heard(BROKER, reaching, false);
        topic.talkFor(1);
        assertThat(box.charge()).isEqualTo(Charge.NEW);
        assertThat(box.events).isEmpty();
        box.talk.heard(BROKER, words("x", "x", 1, 2, false), false);
        assertThat(box.charge()).isEqualTo(Charge.NONE);
    }

    @Test
    void aNameIsShortAndCannotSayMoreThanAName() {
        String name = "<script>\u202e\n" + "x".repeat(100);
        Announcement read = Announcement.of(
                        new Announcement(name, "n", "i", 1, 2, Charge.NEW, false, CABINETS, 0).json())
                .orElseThrow();
        assertThat(read.gateway()).isEqualTo("?script???" + "x".repeat(54));
    }

    @Test
    void whoDoesNotKnowTheKeyIsNotBelievedAndAnOperatorHearsOfIt() {
        Box box = topic.box("gateway", "gw-1", "a", 1).knows(KEY).connect();
        topic.talkFor(61);
        Box stranger = topic.box("mad", "gw-2", "b", 9).connect();
        Box guesses = topic.box("madder", "gw-3", "c", 10)
                .knows("another key of 24 letters")
                .connect();
        topic.talkFor(5);
        assertThat(box.alarms.standing()).as("it may not have read its key yet").isEmpty();
        topic.talkFor(60);
        assertThat(box.charge()).isEqualTo(Charge.SETTLED);
        assertThat(box.alarms.standing()).singleElement().satisfies(alarm -> assertThat(alarm.text())
                .contains("without the site's key"));
        assertThat(stranger.desk.other())
                .as("who has no key believes those who have one")
                .startsWith("madder");
        topic.boxes.remove(stranger);
        topic.boxes.remove(guesses);
        topic.talkFor(121);
        assertThat(box.alarms.standing()).isEmpty();
    }

    @Test
    void whoKnowsTheKeyIsBelieved() {
        Box old = topic.box("old", "gw-1", "a", 1).knows(KEY).connect();
        Box fresh = topic.box("fresh", "gw-2", "b", 2).knows(KEY).connect();
        topic.talkFor(0.2);
        assertThat(old.desk.other()).isEqualTo("fresh with epoch 2");
        fresh.end();
        assertThat(old.desk.other()).as("its last words were sealed too").isEmpty();
        assertThat(old.alarms.standing()).isEmpty();
    }

    /** What the broker kept of one that has meanwhile ended on the other path. */
    @Test
    void whatIsOlderThanWhatCameOverAnotherPathIsNoNews() {
        Box box = topic.box("gateway", "gw-1", "a", 1).connect();
        topic.talkFor(1);
        box.talk.heard(BROKER, words("old", "b", 10, 5, false), false);
        assertThat(box.desk.other()).isEqualTo("old with epoch 5");
        OtherGateways network = box.path();
        network.heard("network", words("old", "b", 20, 5, false).replace("\"new\"", "\"ended\""), false);
        assertThat(box.desk.other()).isEmpty();
        box.connect();
        box.talk.heard(BROKER, words("old", "b", 15, 5, false), true);
        assertThat(box.desk.other()).isEmpty();
    }

    @Test
    void aGoodbyeIsHeardBeforeTheNextDecisionToo() {
        Box box = topic.box("gateway", "gw-1", "a", 1);
        box.silent = true;
        box.talk.heard(BROKER, words("old", "b", 10, 5, false), false);
        assertThat(box.desk.other()).isEqualTo("old with epoch 5");
        box.talk.heard(BROKER, words("old", "b", 11, 5, false).replace("\"new\"", "\"ended\""), false);
        assertThat(box.desk.other()).isEmpty();
    }

    @Test
    void strangersDoNotDrownTheWordsOfAnother() {
        Box box = topic.box("gateway", "gw-1", "a", 1).knows(KEY).connect();
        topic.talkFor(1);
        for (int i = 0; i < 1000; i++) {
            box.talk.heard(BROKER, words("mad", "m" + i, 1, 10 + i, true), false);
        }
        Box other = topic.box("other", "gw-2", "b", 2).knows(KEY).connect();
        assertThat(box.desk.other()).isEqualTo("other with epoch 2");
        assertThat(other.charge()).isNotEqualTo(Charge.NONE);
    }

    /** The most an announcement can say. */
    static String longest() {
        String name = "\u5927".repeat(64);
        List<String> marks = IntStream.range(0, 8).mapToObj(i -> "fffffff" + i).toList();
        return new Announcement(
                        name, name, "x".repeat(36), Long.MAX_VALUE, 1_000_000_000_000L, Charge.SETTLED, false, marks, 0)
                .json();
    }

    private static String words(String name, String instance, long count, long epoch, boolean asks) {
        return new Announcement(name, "n", instance, count, epoch, Charge.NEW, asks, CABINETS, 0).json();
    }
}
