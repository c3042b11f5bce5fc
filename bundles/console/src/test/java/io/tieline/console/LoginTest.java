package io.tieline.console;

import static io.tieline.console.Visitor.PASSWORD;
import static io.tieline.console.Visitor.basic;
import static io.tieline.console.Visitor.credentials;
import static io.tieline.console.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and what those who are not get to hear. */
@Timeout(60)
class LoginTest {

    private final Visitor visitor;

    LoginTest(@TempDir Path directory) throws Exception {
        visitor = new Visitor(directory);
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    @Test
    void nothingOfTheSiteIsToldWithoutLogin() throws Exception {
        for (String path : List.of(
                "site",
                "devices",
                "devices/cab-01",
                "decision",
                "decisions",
                "events",
                "alarms",
                "status",
                "live",
                "session")) {
            assertThat(visitor.get("/api/v1/" + path).statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> metrics = visitor.get("/metrics");
        assertThat(metrics.statusCode()).isEqualTo(401);
        assertThat(metrics.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic");
        assertThat(json(metrics).getString("remedy", "")).contains("Log in");
        // What does not exist is not told apart from what does.
        assertThat(visitor.get("/api/v1/nothing").statusCode()).isEqualTo(401);
    }

    @Test
    void aBrowserGetsNoPasswordPopUp() throws Exception {
        HttpResponse<String> response = visitor.get("/api/v1/site", "Sec-Fetch-Mode", "cors");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void loginGivesAGuardedCookieAndLogoutEndsIt() throws Exception {
        HttpResponse<String> login = visitor.login("admin", PASSWORD);
        assertThat(login.statusCode()).isEqualTo(200);
        String setCookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(setCookie).startsWith("__Host-tieline=").contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/");
        assertThat(json(login).getString("role", "")).isEqualTo("operator");
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));
        assertThat(visitor.get("/api/v1/site", "Cookie", cookie).statusCode()).isEqualTo(200);
        String csrf = json(visitor.get("/api/v1/session", "Cookie", cookie)).getString("csrf", "");

        assertThat(visitor.post("/api/v1/logout", "", "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(visitor.post("/api/v1/logout", "", "Cookie", cookie, "X-CSRF-Token", csrf + "x")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.post(
                                "/api/v1/logout",
                                "",
                                "Cookie",
                                cookie,
                                "X-CSRF-Token",
                                csrf,
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.get("/api/v1/site", "Cookie", cookie).statusCode()).isEqualTo(200);

        assertThat(visitor.post("/api/v1/logout", "", "Cookie", cookie, "X-CSRF-Token", csrf)
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.get("/api/v1/site", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void aLoginFromAnotherSiteOrAFormIsRefused() throws Exception {
        String body = credentials("admin", PASSWORD);
        assertThat(visitor.post(
                                "/api/v1/login",
                                body,
                                "Content-Type",
                                "application/json",
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.post("/api/v1/login", body, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aMalformedLoginIsAnsweredWithARemedy() throws Exception {
        for (String body : List.of("", "{", "[]", "7", "{\"user\":1,\"password\":[]}", "x".repeat(10_000))) {
            HttpResponse<String> response = visitor.post("/api/v1/login", body, "Content-Type", "application/json");
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(json(response).getString("remedy", "")).isNotEmpty();
        }
    }

    @Test
    void guessingIsSlowedDownAndReportedWithoutThePassword() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(visitor.login("admin", "guess-" + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = visitor.login("admin", PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 15);
        assertThat(visitor.reported).hasSize(1);
        assertThat(visitor.reported.get(0).sentence()).contains("127.0.0.1").doesNotContain("guess");
    }

    @Test
    void scriptsUseBasic() throws Exception {
        assertThat(visitor.get("/metrics", "Authorization", basic("admin", PASSWORD))
                        .body())
                .isEqualTo("tieline_up 1\n");
        assertThat(visitor.get("/metrics", "Authorization", basic("admin", "wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("/metrics", "Authorization", "Basic !!!").statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("/metrics", "Authorization", "Bearer x").statusCode())
                .isEqualTo(401);
    }
}
