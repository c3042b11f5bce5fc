package io.tieline.gateway.neighbour;

import java.util.ArrayList;
import java.util.List;

/** The topic of one site at a broker, in virtual time, with the gateways around it. */
final class Topic {

    static final String BROKER = "tcp://broker:1883";

    final List<Box> boxes = new ArrayList<>();
    /** What the broker keeps for whoever connects; empty: nothing. */
    String kept = "";

    long nanos = 1;

    Box box(String name, String host, String instance, long epoch) {
        Box box = new Box(this, name, host, instance, epoch);
        boxes.add(box);
        return box;
    }

    /** Ten rounds a second, in which each says what it has to say. */
    void talkFor(double seconds) {
        long until = nanos + (long) (seconds * 1e9);
        while (nanos < until) {
            nanos += 100_000_000;
            List.copyOf(boxes).forEach(Box::step);
        }
    }

    void tell(String words) {
        boxes.stream().filter(box -> box.connected).forEach(box -> box.talk.heard(BROKER, words, false));
    }
}
