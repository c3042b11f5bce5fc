package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The doing half of REST: what a POST asks for, as plain functions. */
final class Actions {

    static final String COMMISSIONING = Api.PREFIX + "commissioning";

    private final OperatorActions actions;

    Actions(OperatorActions actions) {
        this.actions = actions;
    }

    /** The resources of GET that belong to actions; empty: there is no such one. */
    Optional<Reply> get(String path) {
        return switch (path) {
            case COMMISSIONING -> Optional.of(Reply.json(ViewJson.any(actions.commissioning())));
            case COMMISSIONING + "/page.json" -> Optional.of(page("json", "application/json"));
            case COMMISSIONING + "/page.html" -> Optional.of(page("html", "text/html; charset=utf-8"));
            default -> Optional.empty();
        };
    }

    private Reply page(String ending, String type) {
        return actions.commissioningPage(ending)
                .map(text -> Reply.text(type, text))
                .orElseGet(() -> Reply.problem(
                        404, "no commissioning test has ended yet", "Start one: POST {\"action\": \"start\"} here."));
    }

    /**
     * What a POST does.
     *
     * @param user who asks, already allowed to
     */
    CompletionStage<Reply> post(String body, String user) {
        return switch (action(body)) {
            case "start" ->
                actions.startCommissioning(user).thenApply(why -> answer(why, "The commissioning test has begun."));
            case "abort" ->
                actions.abortCommissioning(user).thenApply(why -> answer(why, "The commissioning test is over."));
            default ->
                CompletableFuture.completedFuture(Reply.problem(
                        400, "the body names no action", "Send {\"action\": \"start\"} or {\"action\": \"abort\"}."));
        };
    }

    private static String action(String body) {
        try {
            JsonValue json = Json.parse(body);
            return json.isObject() ? json.asObject().getString("action", "") : "";
        } catch (ParseException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static Reply answer(String why, String done) {
        return why.isEmpty()
                ? Reply.json(Json.object().add("done", done))
                : Reply.problem(409, "not now: " + why, "Wait until that is over, then try again.");
    }
}
