package io.tieline.uplink;

import com.eclipsesource.json.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes requests that came another way than over the uplink's own connection; the rules for them are the same. */
@FunctionalInterface
public interface RequestDoor {

    /**
     * What became of a request.
     *
     * @param id as the request calls itself; may be empty
     * @param reason why it was refused, or what was changed to be able to accept it; may be empty when accepted
     */
    record Answer(String id, boolean accepted, String reason) {

        /** As it goes back upstream. */
        public String json() {
            return Json.object()
                    .add("request", id)
                    .add("accepted", accepted)
                    .add("reason", reason)
                    .toString();
        }
    }

    /**
     * Takes a request. Never blocks.
     *
     * @param text JSON in UTF-8, signed or not
     * @return never completes exceptionally
     */
    CompletionStage<Answer> take(byte[] text);

    /** A door before a desk. */
    static RequestDoor of(Intake intake, RequestDesk desk) {
        return text -> {
            Intake.Verdict verdict = intake.judge(text);
            return verdict instanceof Intake.Verdict.Admitted admitted
                    ? desk.ask(admitted.request())
                            .thenApply(reply -> new Answer(admitted.id(), reply.accepted(), reply.reason()))
                    : CompletableFuture.completedFuture(
                            new Answer(verdict.id(), false, ((Intake.Verdict.Turned) verdict).reason()));
        };
    }

    /** A door that nobody opens. */
    static RequestDoor closed(String why) {
        return text -> CompletableFuture.completedFuture(new Answer("", false, why));
    }
}
