package io.tieline.console;

import static io.tieline.console.Visitor.PASSWORD;
import static io.tieline.console.Visitor.basic;
import static io.tieline.console.Visitor.data;
import static io.tieline.console.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.model.Severity;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real client against the real server; it trusts nothing but the generated certificate. */
@Timeout(60)
class ConsoleTest {

    private final Visitor visitor;

    ConsoleTest(@TempDir Path directory) throws Exception {
        visitor = new Visitor(directory);
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/", "/js/app.js", "/api/v1/site", "/nothing")) {
            var headers = visitor.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void staticFilesAreRevalidated() throws Exception {
        HttpResponse<String> first = visitor.get("/");
        assertThat(first.body()).contains("<title>Tieline</title>").doesNotContain("<style", "style=");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = visitor.get("/", "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(visitor.post("/", "").statusCode()).isEqualTo(405);
    }

    @Test
    void restAnswersTheWholeSite() throws Exception {
        assertThat(visitor.object("/api/v1/site").getString("name", "")).isEqualTo("Campus Nord, hall 2");
        assertThat(Json.parse(visitor.authorized("/api/v1/devices").body()).asArray())
                .hasSize(13);
        JsonObject cabinet = visitor.object("/api/v1/devices/cab-03");
        JsonObject temperature = cabinet.get("points").asArray().values().stream()
                .map(point -> point.asObject())
                .filter(point -> point.getString("name", "").equals("battery.temperature"))
                .findFirst()
                .orElseThrow();
        assertThat(temperature.getString("unit", "")).isEqualTo("°C");
        assertThat(temperature.getString("quality", "")).isEqualTo("uncertain");
        assertThat(temperature.getString("reason", "")).isNotEmpty();
        assertThat(temperature.getDouble("value", 0)).isEqualTo(26.9);
        assertThat(visitor.object("/api/v1/devices/cab-06")
                        .get("points")
                        .asArray()
                        .get(1)
                        .asObject()
                        .get("value")
                        .isNull())
                .isTrue();
        JsonObject decision = visitor.object("/api/v1/decision");
        assertThat(decision.get("claims").asArray()).hasSize(4);
        // An open end is null: JSON has no infinity.
        assertThat(decision.get("claims")
                        .asArray()
                        .get(1)
                        .asObject()
                        .get("minW")
                        .isNull())
                .isTrue();
        assertThat(visitor.authorized("/api/v1/decisions?limit=1").statusCode()).isEqualTo(200);
        assertThat(visitor.object("/api/v1/status").get("uplink").asObject().getString("state", ""))
                .isEqualTo("connected");
        assertThat(visitor.authorized("/api/v1/alarms").body()).isEqualTo("[]");
    }

    @Test
    void wrongQuestionsGetHelpfulAnswers() throws Exception {
        assertThat(visitor.authorized("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(visitor.authorized("/api/v1/devices/nobody").statusCode()).isEqualTo(404);
        assertThat(visitor.authorized("/api/v1/events?limit=0").statusCode()).isEqualTo(400);
        assertThat(visitor.authorized("/api/v1/events?limit=many").statusCode()).isEqualTo(400);
        HttpResponse<String> wrongMethod =
                visitor.send("DELETE", "/api/v1/site", "", "Authorization", basic("admin", PASSWORD));
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(visitor.send("GET", "/api/v1/login", "").statusCode()).isEqualTo(405);
        assertThat(json(visitor.authorized("/api/v1/nothing")).getString("remedy", ""))
                .contains("/api/v1/site");
    }

    @Test
    void noPathLeavesThePage() throws Exception {
        for (String path : List.of(
                "/../Console.class",
                "/js/../../Console.class",
                "/%2e%2e/Console.class",
                "/js/..%2f..%2fConsole.class",
                "/js/%2e%2e/%2e%2e/Console.class",
                "//etc/passwd",
                "/js/app.js/../../../package-info.class")) {
            String answer = visitor.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).matches("(?s)HTTP/1\\.1 (400|401|404) .*");
        }
    }

    @Test
    void theLiveFeedDeliversAChange() throws Exception {
        HttpRequest request = visitor.request("/api/v1/live", "Authorization", basic("admin", PASSWORD));
        HttpResponse<InputStream> response = visitor.client.send(request, BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: picture");
            JsonObject picture = data(lines.readLine());
            assertThat(picture.get("sections").asObject().names()).contains("site", "decision", "device/cab-01");
            visitor.site.alarms.raise("ups-a", "battery.low", Severity.CRITICAL, "Battery low.");
            String line = lines.readLine();
            while (!line.equals("event: change")) {
                line = lines.readLine();
            }
            JsonObject sections = data(lines.readLine()).get("sections").asObject();
            assertThat(sections.names()).contains("alarms").doesNotContain("device/cab-01", "site");
        }
    }

    @Test
    void aTakenPortIsExplained() {
        assertThatThrownBy(() -> visitor.open(visitor.port())).hasMessageContaining("choose another console port");
    }

    @Test
    void theCertificateOutlivesARestart() throws Exception {
        byte[] before = Files.readAllBytes(visitor.certificate());
        visitor.restart();
        assertThat(Files.readAllBytes(visitor.certificate())).isEqualTo(before);
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    }
}
