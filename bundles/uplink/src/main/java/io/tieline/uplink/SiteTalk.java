package io.tieline.uplink;

import java.util.Optional;

/**
 * What the gateways of one site say to each other. The words are theirs; whoever has a path only carries them: the uplink on
 * {@code tieline/GROUP/site/SITE/gateways}, where the broker keeps what was said last for those who come later.
 */
public interface SiteTalk {

    /** More bytes than this are no words of a gateway. */
    int LARGEST = 1024;

    /** A gateway that keeps to itself. */
    SiteTalk NONE = new SiteTalk() {
        @Override
        public String site() {
            return "";
        }

        @Override
        public void connected(String broker) {}

        @Override
        public Optional<String> next() {
            return Optional.empty();
        }

        @Override
        public void heard(String broker, String words, boolean kept) {}

        @Override
        public Optional<String> lastWords() {
            return Optional.empty();
        }
    };

    /** What all gateways of the site call it; empty: nothing is said and nothing heard. */
    String site();

    /** A new connection has begun; whoever is on it has not heard anything of this gateway yet. */
    void connected(String broker);

    /** What is to be said now, empty for nothing; asked some times a second. */
    Optional<String> next();

    /**
     * Somebody has said something, perhaps this gateway itself. Never blocks; called on the threads of the connection.
     *
     * @param words anything that anybody who reaches the path may have written
     * @param kept the broker told it from its memory: nobody knows how old it is
     */
    void heard(String broker, String words, boolean kept);

    /** What is said when the uplink ends, empty if this gateway goes on without it. */
    Optional<String> lastWords();
}
