package io.tieline.console;

import io.tieline.model.SiteClock;
import java.util.Optional;

/**
 * What GET tells, for those who ask by another way than HTTP: the same resources, the same words. Thread-safe; may wait
 * for the disk.
 */
@FunctionalInterface
public interface Lookup {

    /**
     * What is told.
     *
     * @param status 200, 400 or 404, as in HTTP
     * @param json in UTF-8
     */
    record Answer(int status, byte[] json) {}

    /**
     * Looks a resource up.
     *
     * @param resource what follows {@code /api/v1/}: {@code alarms}, {@code devices/cab-07}
     * @param limit of a list; empty: the usual one
     */
    Answer get(String resource, Optional<String> limit);

    static Lookup of(ConsoleData data, OperatorActions actions, SiteClock clock) {
        Api api = new Api(data, () -> "", clock);
        Actions doing = new Actions(actions);
        return (resource, limit) -> {
            String path = Api.PREFIX + resource;
            Reply reply = api.get(path, limit)
                    .or(() -> doing.get(path))
                    .filter(Reply::isJson)
                    .orElseGet(() -> Reply.problem(
                            404, "there is no " + resource, "Ask for status, decision, alarms, operation or devices."));
            return new Answer(reply.status(), reply.body());
        };
    }
}
