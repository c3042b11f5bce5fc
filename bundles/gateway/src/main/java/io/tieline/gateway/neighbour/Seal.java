package io.tieline.gateway.neighbour;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.util.Optional;

/** Tells the words of the gateways of a site from those of anybody else. */
public interface Seal {

    /** Where no key is set: everybody is believed, also those who have one. */
    Seal NONE = new Seal() {
        @Override
        public boolean proves() {
            return false;
        }

        @Override
        public String close(String words) {
            return words;
        }

        @Override
        public Optional<String> open(String text) {
            return Optional.of(Envelope.of(text).map(Envelope::said).orElse(text));
        }
    };

    /** Where a key is set that cannot be used: nobody is believed, and nobody can believe what is said. */
    Seal SHUT = new Seal() {
        @Override
        public String close(String words) {
            return words;
        }

        @Override
        public Optional<String> open(String text) {
            return Optional.empty();
        }
    };

    /** As they are sent. */
    String close(String words);

    /** Whether words are proved by it to be of a gateway of this site. */
    default boolean proves() {
        return true;
    }

    /** The words in what was heard; empty if nobody of this site has said them. */
    Optional<String> open(String text);

    /**
     * Words with their seal: {@code {"said": "<the words>", "seal": "<in base64>"}}.
     *
     * @param said the words, as text
     */
    record Envelope(String said, String seal) {

        /** Reads one; empty if the text is none. */
        static Optional<Envelope> of(String text) {
            try {
                JsonValue json = Json.parse(text);
                if (!json.isObject()) {
                    return Optional.empty();
                }
                JsonObject envelope = json.asObject();
                String said = envelope.getString("said", "");
                return said.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Envelope(said, envelope.getString("seal", "")));
            } catch (ParseException | UnsupportedOperationException e) {
                return Optional.empty();
            }
        }

        String json() {
            return Json.object().add("said", said).add("seal", seal).toString();
        }
    }
}
