package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The doing half of REST: what a POST asks for, as plain functions. */
final class Actions {

    private static final String COMMISSIONING = Api.PREFIX + "commissioning";
    private static final String OPERATION = Api.PREFIX + "operation";
    private static final String ALARMS = Api.PREFIX + "alarms";
    private static final String UPDATE = Api.PREFIX + "update";
    private static final int LONGEST_MINUTES = 7 * 24 * 60;

    private final OperatorActions actions;

    Actions(OperatorActions actions) {
        this.actions = actions;
    }

    /** The resources of GET that belong to actions; empty: there is no such one. */
    Optional<Reply> get(String path) {
        return switch (path) {
            case COMMISSIONING -> Optional.of(Reply.json(ViewJson.any(actions.commissioning())));
            case OPERATION -> Optional.of(Reply.json(ViewJson.any(actions.operation())));
            case UPDATE -> Optional.of(Reply.json(ViewJson.any(actions.update())));
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

    /** Whether there is something to do at a path. */
    static boolean takesPost(String path) {
        return path.equals(COMMISSIONING) || path.equals(OPERATION) || path.equals(ALARMS) || path.equals(UPDATE);
    }

    /**
     * What a POST does.
     *
     * @param user who asks, already allowed to
     */
    CompletionStage<Reply> post(String path, String body, String user) {
        try {
            return post(path, object(body), user);
        } catch (UnsupportedOperationException | NumberFormatException e) {
            // A value of another kind than it has to be.
            return post(path, Json.object(), user);
        }
    }

    private CompletionStage<Reply> post(String path, JsonObject asked, String user) {
        return switch (path) {
            case UPDATE -> update(asked, user);
            case OPERATION -> operation(asked, user);
            case ALARMS -> alarms(asked, user);
            default -> commissioning(asked, user);
        };
    }

    private CompletionStage<Reply> operation(JsonObject asked, String user) {
        String area = asked.getString("area", "");
        String action = asked.getString("action", "");
        if (action.equals("acknowledge")) {
            return actions.acknowledge(user).thenApply(why -> answer(why, "The automatic goes on."));
        }
        if (action.equals("alone")) {
            return actions.alone(user).thenApply(why -> answer(why, "This gateway is in charge."));
        }
        if (action.equals("open") && !area.isEmpty()) {
            return actions.openArea(user, area).thenApply(why -> answer(why, "The fire area is open."));
        }
        return CompletableFuture.completedFuture(Reply.problem(
                400,
                "the body does not say what is to be done",
                "Send {\"action\": \"acknowledge\"}, {\"action\": \"alone\"} or {\"action\": \"open\", \"area\":"
                        + " \"hall-1\"}."));
    }

    private CompletionStage<Reply> alarms(JsonObject asked, String user) {
        String id = asked.getString("id", "");
        if (asked.getString("action", "").equals("acknowledge") && !id.isEmpty()) {
            return actions.acknowledgeAlarm(user, id).thenApply(why -> answer(why, "The alarm is acknowledged."));
        }
        return CompletableFuture.completedFuture(Reply.problem(
                400,
                "the body does not say which alarm is acknowledged",
                "Send {\"action\": \"acknowledge\", \"id\": \"cab-01/comm.lost\"}, the id as GET tells it."));
    }

    private CompletionStage<Reply> commissioning(JsonObject asked, String user) {
        return switch (asked.getString("action", "")) {
            case "start" ->
                actions.startCommissioning(user).thenApply(why -> answer(why, "The commissioning test has begun."));
            case "abort" ->
                actions.abortCommissioning(user).thenApply(why -> answer(why, "The commissioning test is over."));
            default ->
                CompletableFuture.completedFuture(Reply.problem(
                        400, "the body names no action", "Send {\"action\": \"start\"} or {\"action\": \"abort\"}."));
        };
    }

    private CompletionStage<Reply> update(JsonObject asked, String user) {
        int minutes = asked.getInt("minutes", 0);
        return switch (asked.getString("action", "")) {
            case "install" ->
                actions.installUpdate(user).thenApply(why -> answer(why, "The release is being installed."));
            case "postpone" ->
                minutes < 1 || minutes > LONGEST_MINUTES
                        ? CompletableFuture.completedFuture(Reply.problem(
                                400,
                                "minutes is not a number from 1 to " + LONGEST_MINUTES,
                                "Send {\"action\": \"postpone\", \"minutes\": 60}."))
                        : actions.postponeUpdate(user, Duration.ofMinutes(minutes))
                                .thenApply(why -> answer(why, "The release waits."));
            default ->
                CompletableFuture.completedFuture(Reply.problem(
                        400,
                        "the body names no action",
                        "Send {\"action\": \"install\"} or {\"action\": \"postpone\", \"minutes\": 60}."));
        };
    }

    private static JsonObject object(String body) {
        try {
            JsonValue json = Json.parse(body);
            return json.isObject() ? json.asObject() : Json.object();
        } catch (ParseException e) {
            return Json.object();
        }
    }

    private static Reply answer(String why, String done) {
        return why.isEmpty()
                ? Reply.json(Json.object().add("done", done))
                : Reply.problem(409, "not now: " + why, "Wait until that is over, then try again.");
    }
}
