package io.tieline.uplink;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import io.tieline.uplink.RequestDesk.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Tells what a text from upstream asks for, and whether it comes from somebody who may ask. The one place for it, whatever
 * way the text came. Immutable.
 */
public final class Intake {

    /** A day of quarter hours is 10 KB; nobody needs more. */
    static final int LARGEST = 64 * 1024;

    private final List<Signer> signers;

    /**
     * @param signers whose requests are followed; empty: everybody's whom the way lets through
     */
    public Intake(List<Signer> signers) {
        this.signers = List.copyOf(signers);
    }

    /** Whether only signed requests are followed. */
    boolean isStrict() {
        return !signers.isEmpty();
    }

    /** What a text is. */
    public sealed interface Verdict {

        /** As the request calls itself; may be empty. */
        String id();

        /** To be decided by the desk. */
        record Admitted(String id, Request request) implements Verdict {}

        record Turned(String id, String reason) implements Verdict {}
    }

    /** Reads a text, signed or not. */
    public Verdict judge(byte[] text) {
        if (text.length > LARGEST) {
            return malformed();
        }
        try {
            String words = new String(text, StandardCharsets.UTF_8);
            JsonObject said = Json.parse(words).asObject();
            JsonValue inner = said.get("signed");
            if (inner != null) {
                return signed(inner.asString(), said);
            }
            return isStrict()
                    ? new Verdict.Turned(idOf(said), "this gateway follows signed requests only")
                    : admitted(said, words);
        } catch (ParseException | UnsupportedOperationException e) {
            return malformed();
        }
    }

    private static Verdict malformed() {
        return new Verdict.Turned("", "a request is a JSON object of at most " + LARGEST + " bytes");
    }

    private Verdict signed(String words, JsonObject envelope) {
        String by = envelope.getString("by", "");
        JsonObject said = Json.parse(words).asObject();
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(envelope.getString("signature", ""));
        } catch (IllegalArgumentException e) {
            return new Verdict.Turned(idOf(said), "the signature is not base64");
        }
        boolean valid = signers.isEmpty()
                || signers.stream().anyMatch(signer -> signer.name().equals(by) && signer.signed(words, signature));
        return valid
                ? admitted(said, words)
                : new Verdict.Turned(
                        idOf(said), "the signature is not that of a known signer '" + by + "' over this text");
    }

    private static Verdict admitted(JsonObject said, String words) {
        Request request = said.get("update") == null ? new Request.Lease(words) : new Request.Update(words);
        return new Verdict.Admitted(idOf(said), request);
    }

    private static String idOf(JsonObject request) {
        JsonValue id = request.get("id");
        return id != null && id.isString() ? id.asString() : "";
    }
}
