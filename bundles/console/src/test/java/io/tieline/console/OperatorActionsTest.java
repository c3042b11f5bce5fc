package io.tieline.console;

import static io.tieline.console.Visitor.PASSWORD;
import static io.tieline.console.Visitor.basic;
import static io.tieline.console.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.model.Severity;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator may do through the console, and a viewer may not. */
@Timeout(60)
class OperatorActionsTest {

    private final Visitor visitor;

    OperatorActionsTest(@TempDir Path directory) throws Exception {
        visitor = new Visitor(directory);
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    @Test
    void anOperatorInstallsOrPostponesAnUpdateAndAViewerDoesNot() throws Exception {
        String path = "/api/v1/update";
        String install = "{\"action\": \"install\"}";
        assertThat(visitor.post(path, install, "Authorization", basic("guest", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.object(path).getString("phase", "")).isEqualTo("STAGED");
        for (String body : List.of(install, "{\"action\": \"postpone\", \"minutes\": 60}")) {
            assertThat(visitor.post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(200);
        }
        assertThat(visitor.actions.done).containsExactly("install by admin", "postpone 60 by admin");
        for (String minutes : List.of("0", "-5", "1.5", "\"x\"", "99999999")) {
            String body = "{\"action\": \"postpone\", \"minutes\": " + minutes + "}";
            assertThat(visitor.post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(visitor.actions.done).hasSize(2);
        visitor.actions.refusal = "no release waits";
        assertThat(visitor.post(path, install, "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void anOperatorStartsTheCommissioningTestAndAViewerDoesNot() throws Exception {
        String path = "/api/v1/commissioning";
        String start = "{\"action\": \"start\"}";
        assertThat(visitor.post(path, start).statusCode()).isEqualTo(401);
        assertThat(visitor.post(path, start, "Authorization", basic("guest", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.post(
                                path,
                                start,
                                "Authorization",
                                basic("admin", PASSWORD),
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        String setCookie = visitor.login("admin", PASSWORD)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));
        assertThat(visitor.post(path, start, "Cookie", cookie).statusCode())
                .as("without the session's token")
                .isEqualTo(403);
        assertThat(visitor.actions.done).isEmpty();

        String csrf = json(visitor.get("/api/v1/session", "Cookie", cookie)).getString("csrf", "");
        assertThat(visitor.post(path, start, "Cookie", cookie, "X-CSRF-Token", csrf)
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.post(path, "{\"action\": \"abort\"}", "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.actions.done).containsExactly("start by admin", "abort by admin");
        for (String body : List.of("", "[]", "{", "{\"action\": 7}", "{\"action\": \"dance\"}", "x".repeat(9000))) {
            assertThat(visitor.post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        visitor.actions.refusal = "grid suspect";
        HttpResponse<String> refused = visitor.post(path, start, "Authorization", basic("admin", PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("message", "")).contains("grid suspect");
        assertThat(visitor.object(path).getString("cabinet", "")).isEqualTo("cab-01");
        assertThat(visitor.authorized(path + "/page.html").body()).isEqualTo("a page in html");
        assertThat(visitor.authorized(path + "/page.json").body()).isEqualTo("a page in json");
        assertThat(visitor.authorized(path + "/page.pdf").statusCode()).isEqualTo(404);
    }

    @Test
    void anOperatorAcknowledgesAnAlarmAndAViewerDoesNot() throws Exception {
        String path = "/api/v1/alarms";
        String acknowledge = "{\"action\": \"acknowledge\", \"id\": \"cab-01/comm.lost\"}";
        assertThat(visitor.post(path, acknowledge, "Authorization", basic("guest", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.actions.done).isEmpty();
        assertThat(visitor.post(path, acknowledge, "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.actions.done).containsExactly("cab-01/comm.lost acknowledged by admin");
        for (String body : List.of("{\"action\": \"acknowledge\"}", "{\"id\": \"cab-01/comm.lost\"}", "{\"id\": 1}")) {
            assertThat(visitor.post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        visitor.actions.refusal = "no such alarm waits";
        assertThat(visitor.post(path, acknowledge, "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void anAlarmTellsWhoAcknowledgedIt() throws Exception {
        visitor.site.alarms.raise("cab-02", "comm.lost", Severity.MAJOR, "No answer");
        JsonObject waiting = alarm("cab-02/comm.lost");
        assertThat(waiting.get("acknowledged").isNull()).isTrue();

        visitor.site.alarms.acknowledge("cab-02/comm.lost", "mori");
        assertThat(alarm("cab-02/comm.lost").get("acknowledged").asObject().getString("by", ""))
                .isEqualTo("mori");
    }

    @Test
    void anOperatorEndsALockoutAndOpensAFireArea() throws Exception {
        String path = "/api/v1/operation";
        String open = "{\"action\": \"open\", \"area\": \"hall-1\"}";
        assertThat(visitor.post(path, open).statusCode()).isEqualTo(401);
        assertThat(visitor.post(path, open, "Authorization", basic("guest", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.actions.done).isEmpty();
        assertThat(visitor.post(path, open, "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.post(path, "{\"action\": \"acknowledge\"}", "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.post(path, "{\"action\": \"alone\"}", "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.actions.done)
                .containsExactly("hall-1 opened by admin", "acknowledged by admin", "alone, says admin");
        for (String body : List.of("", "{\"action\": \"open\"}", "{\"action\": \"start\"}", "{\"action\": {}}")) {
            assertThat(visitor.post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        visitor.actions.refusal = "nothing is locked out";
        HttpResponse<String> refused =
                visitor.post(path, "{\"action\": \"acknowledge\"}", "Authorization", basic("admin", PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(visitor.object(path).getBoolean("lockout", false)).isTrue();
    }

    private JsonObject alarm(String id) throws Exception {
        return Json.parse(visitor.authorized("/api/v1/alarms").body()).asArray().values().stream()
                .map(value -> value.asObject())
                .filter(alarm -> alarm.getString("id", "").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
