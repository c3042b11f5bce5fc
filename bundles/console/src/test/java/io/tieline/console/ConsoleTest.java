package io.tieline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real client against the real server; it trusts nothing but the generated certificate. */
@Timeout(60)
class ConsoleTest {

    private static final String PASSWORD = PasswordHash.generatePassword();
    private static final String HASH = PasswordHash.of(PASSWORD).encoded();

    private final Path directory;

    ConsoleTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private final SiteClock clock = SiteClock.system();
    private final FakeSite site = new FakeSite(clock);
    private final List<Event> reported = new CopyOnWriteArrayList<>();
    private final RecordedActions actions = new RecordedActions();
    private Console console;
    private SSLContext trust;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        site.step();
        console = Console.start(settings(0), site, actions, () -> "tieline_up 1\n", reported::add, clock);
        trust = trusting(directory.resolve("console.crt"));
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
    }

    @AfterEach
    void stop() {
        console.close();
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
            assertThat(get("/api/v1/" + path).statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.statusCode()).isEqualTo(401);
        assertThat(metrics.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic");
        assertThat(json(metrics).getString("remedy", "")).contains("Log in");
        // What does not exist is not told apart from what does.
        assertThat(get("/api/v1/nothing").statusCode()).isEqualTo(401);
    }

    @Test
    void aBrowserGetsNoPasswordPopUp() throws Exception {
        HttpResponse<String> response = get("/api/v1/site", "Sec-Fetch-Mode", "cors");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void loginGivesAGuardedCookieAndLogoutEndsIt() throws Exception {
        HttpResponse<String> login = login("admin", PASSWORD);
        assertThat(login.statusCode()).isEqualTo(200);
        String setCookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(setCookie).startsWith("__Host-tieline=").contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/");
        assertThat(json(login).getString("role", "")).isEqualTo("operator");
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));
        assertThat(get("/api/v1/site", "Cookie", cookie).statusCode()).isEqualTo(200);
        String csrf = json(get("/api/v1/session", "Cookie", cookie)).getString("csrf", "");

        assertThat(post("/api/v1/logout", "", "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(post("/api/v1/logout", "", "Cookie", cookie, "X-CSRF-Token", csrf + "x")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/logout", "", "Cookie", cookie, "X-CSRF-Token", csrf, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/api/v1/site", "Cookie", cookie).statusCode()).isEqualTo(200);

        assertThat(post("/api/v1/logout", "", "Cookie", cookie, "X-CSRF-Token", csrf)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/site", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void aLoginFromAnotherSiteOrAFormIsRefused() throws Exception {
        String body = credentials("admin", PASSWORD);
        assertThat(post("/api/v1/login", body, "Content-Type", "application/json", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/login", body, "Content-Type", "text/plain").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aMalformedLoginIsAnsweredWithARemedy() throws Exception {
        for (String body : List.of("", "{", "[]", "7", "{\"user\":1,\"password\":[]}", "x".repeat(10_000))) {
            HttpResponse<String> response = post("/api/v1/login", body, "Content-Type", "application/json");
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(json(response).getString("remedy", "")).isNotEmpty();
        }
    }

    @Test
    void guessingIsSlowedDownAndReportedWithoutThePassword() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(login("admin", "guess-" + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = login("admin", PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 15);
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).sentence()).contains("127.0.0.1").doesNotContain("guess");
    }

    @Test
    void scriptsUseBasic() throws Exception {
        assertThat(get("/metrics", "Authorization", basic("admin", PASSWORD)).body())
                .isEqualTo("tieline_up 1\n");
        assertThat(get("/metrics", "Authorization", basic("admin", "wrong")).statusCode())
                .isEqualTo(401);
        assertThat(get("/metrics", "Authorization", "Basic !!!").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", "Authorization", "Bearer x").statusCode()).isEqualTo(401);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/", "/js/app.js", "/api/v1/site", "/nothing")) {
            var headers = get(path).headers();
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
        HttpResponse<String> first = get("/");
        assertThat(first.body()).contains("<title>Tieline</title>").doesNotContain("<style", "style=");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = get("/", "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(post("/", "").statusCode()).isEqualTo(405);
    }

    @Test
    void restAnswersTheWholeSite() throws Exception {
        assertThat(object("/api/v1/site").getString("name", "")).isEqualTo("Campus Nord, hall 2");
        assertThat(Json.parse(authorized("/api/v1/devices").body()).asArray()).hasSize(13);
        JsonObject cabinet = object("/api/v1/devices/cab-03");
        JsonObject temperature = cabinet.get("points").asArray().values().stream()
                .map(point -> point.asObject())
                .filter(point -> point.getString("name", "").equals("battery.temperature"))
                .findFirst()
                .orElseThrow();
        assertThat(temperature.getString("unit", "")).isEqualTo("°C");
        assertThat(temperature.getString("quality", "")).isEqualTo("uncertain");
        assertThat(temperature.getString("reason", "")).isNotEmpty();
        assertThat(temperature.getDouble("value", 0)).isEqualTo(26.9);
        assertThat(object("/api/v1/devices/cab-06")
                        .get("points")
                        .asArray()
                        .get(1)
                        .asObject()
                        .get("value")
                        .isNull())
                .isTrue();
        JsonObject decision = object("/api/v1/decision");
        assertThat(decision.get("claims").asArray()).hasSize(4);
        // An open end is null: JSON has no infinity.
        assertThat(decision.get("claims")
                        .asArray()
                        .get(1)
                        .asObject()
                        .get("minW")
                        .isNull())
                .isTrue();
        assertThat(authorized("/api/v1/decisions?limit=1").statusCode()).isEqualTo(200);
        assertThat(object("/api/v1/status").get("uplink").asObject().getString("state", ""))
                .isEqualTo("connected");
        assertThat(authorized("/api/v1/alarms").body()).isEqualTo("[]");
    }

    @Test
    void anOperatorInstallsOrPostponesAnUpdateAndAViewerDoesNot() throws Exception {
        String path = "/api/v1/update";
        String install = "{\"action\": \"install\"}";
        assertThat(post(path, install, "Authorization", basic("guest", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(object(path).getString("phase", "")).isEqualTo("STAGED");
        for (String body : List.of(install, "{\"action\": \"postpone\", \"minutes\": 60}")) {
            assertThat(post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(200);
        }
        assertThat(actions.done).containsExactly("install by admin", "postpone 60 by admin");
        for (String minutes : List.of("0", "-5", "1.5", "\"x\"", "99999999")) {
            String body = "{\"action\": \"postpone\", \"minutes\": " + minutes + "}";
            assertThat(post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(actions.done).hasSize(2);
        actions.refusal = "no release waits";
        assertThat(post(path, install, "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void anOperatorStartsTheCommissioningTestAndAViewerDoesNot() throws Exception {
        String path = "/api/v1/commissioning";
        String start = "{\"action\": \"start\"}";
        assertThat(post(path, start).statusCode()).isEqualTo(401);
        assertThat(post(path, start, "Authorization", basic("guest", PASSWORD)).statusCode())
                .isEqualTo(403);
        assertThat(post(path, start, "Authorization", basic("admin", PASSWORD), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        String setCookie =
                login("admin", PASSWORD).headers().firstValue("Set-Cookie").orElseThrow();
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));
        assertThat(post(path, start, "Cookie", cookie).statusCode())
                .as("without the session's token")
                .isEqualTo(403);
        assertThat(actions.done).isEmpty();

        String csrf = json(get("/api/v1/session", "Cookie", cookie)).getString("csrf", "");
        assertThat(post(path, start, "Cookie", cookie, "X-CSRF-Token", csrf).statusCode())
                .isEqualTo(200);
        assertThat(post(path, "{\"action\": \"abort\"}", "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(actions.done).containsExactly("start by admin", "abort by admin");
        for (String body : List.of("", "[]", "{", "{\"action\": 7}", "{\"action\": \"dance\"}", "x".repeat(9000))) {
            assertThat(post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        actions.refusal = "grid suspect";
        HttpResponse<String> refused = post(path, start, "Authorization", basic("admin", PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("message", "")).contains("grid suspect");
        assertThat(object(path).getString("cabinet", "")).isEqualTo("cab-01");
        assertThat(authorized(path + "/page.html").body()).isEqualTo("a page in html");
        assertThat(authorized(path + "/page.json").body()).isEqualTo("a page in json");
        assertThat(authorized(path + "/page.pdf").statusCode()).isEqualTo(404);
    }

    @Test
    void anOperatorAcknowledgesAnAlarmAndAViewerDoesNot() throws Exception {
        String path = "/api/v1/alarms";
        String acknowledge = "{\"action\": \"acknowledge\", \"id\": \"cab-01/comm.lost\"}";
        assertThat(post(path, acknowledge, "Authorization", basic("guest", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(actions.done).isEmpty();
        assertThat(post(path, acknowledge, "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(actions.done).containsExactly("cab-01/comm.lost acknowledged by admin");
        for (String body : List.of("{\"action\": \"acknowledge\"}", "{\"id\": \"cab-01/comm.lost\"}", "{\"id\": 1}")) {
            assertThat(post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        actions.refusal = "no such alarm waits";
        assertThat(post(path, acknowledge, "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void anAlarmTellsWhoAcknowledgedIt() throws Exception {
        site.alarms.raise("cab-02", "comm.lost", Severity.MAJOR, "No answer");
        JsonObject waiting = alarm("cab-02/comm.lost");
        assertThat(waiting.get("acknowledged").isNull()).isTrue();

        site.alarms.acknowledge("cab-02/comm.lost", "mori");
        assertThat(alarm("cab-02/comm.lost").get("acknowledged").asObject().getString("by", ""))
                .isEqualTo("mori");
    }

    private JsonObject alarm(String id) throws Exception {
        return Json.parse(authorized("/api/v1/alarms").body()).asArray().values().stream()
                .map(value -> value.asObject())
                .filter(alarm -> alarm.getString("id", "").equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOperatorEndsALockoutAndOpensAFireArea() throws Exception {
        String path = "/api/v1/operation";
        String open = "{\"action\": \"open\", \"area\": \"hall-1\"}";
        assertThat(post(path, open).statusCode()).isEqualTo(401);
        assertThat(post(path, open, "Authorization", basic("guest", PASSWORD)).statusCode())
                .isEqualTo(403);
        assertThat(actions.done).isEmpty();
        assertThat(post(path, open, "Authorization", basic("admin", PASSWORD)).statusCode())
                .isEqualTo(200);
        assertThat(post(path, "{\"action\": \"acknowledge\"}", "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(path, "{\"action\": \"alone\"}", "Authorization", basic("admin", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(actions.done)
                .containsExactly("hall-1 opened by admin", "acknowledged by admin", "alone, says admin");
        for (String body : List.of("", "{\"action\": \"open\"}", "{\"action\": \"start\"}", "{\"action\": {}}")) {
            assertThat(post(path, body, "Authorization", basic("admin", PASSWORD))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        actions.refusal = "nothing is locked out";
        HttpResponse<String> refused =
                post(path, "{\"action\": \"acknowledge\"}", "Authorization", basic("admin", PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(object(path).getBoolean("lockout", false)).isTrue();
    }

    @Test
    void wrongQuestionsGetHelpfulAnswers() throws Exception {
        assertThat(authorized("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(authorized("/api/v1/devices/nobody").statusCode()).isEqualTo(404);
        assertThat(authorized("/api/v1/events?limit=0").statusCode()).isEqualTo(400);
        assertThat(authorized("/api/v1/events?limit=many").statusCode()).isEqualTo(400);
        HttpResponse<String> wrongMethod =
                send("DELETE", "/api/v1/site", "", "Authorization", basic("admin", PASSWORD));
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(send("GET", "/api/v1/login", "").statusCode()).isEqualTo(405);
        assertThat(json(authorized("/api/v1/nothing")).getString("remedy", "")).contains("/api/v1/site");
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
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).matches("(?s)HTTP/1\\.1 (400|401|404) .*");
        }
    }

    @Test
    void theLiveFeedDeliversAChange() throws Exception {
        HttpRequest request = request("/api/v1/live", "Authorization", basic("admin", PASSWORD));
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: picture");
            JsonObject picture = data(lines.readLine());
            assertThat(picture.get("sections").asObject().names()).contains("site", "decision", "device/cab-01");
            site.alarms.raise("ups-a", "battery.low", Severity.CRITICAL, "Battery low.");
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
        assertThatThrownBy(() ->
                        Console.start(settings(console.uri().getPort()), site, actions, () -> "", reported::add, clock))
                .hasMessageContaining("choose another console port");
    }

    @Test
    void theCertificateOutlivesARestart() throws Exception {
        byte[] before = Files.readAllBytes(directory.resolve("console.crt"));
        console.close();
        console = Console.start(settings(0), site, actions, () -> "tieline_up 1\n", reported::add, clock);
        assertThat(Files.readAllBytes(directory.resolve("console.crt"))).isEqualTo(before);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    private ConsoleSettings settings(int port) {
        return new ConsoleSettings(
                ConsoleSettings.LOOPBACK,
                port,
                directory,
                List.of(new ConsoleUser("admin", HASH, Role.OPERATOR), new ConsoleUser("guest", HASH, Role.VIEWER)),
                Optional.empty());
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "console", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return client.send(request(path, headers), BodyHandlers.ofString());
    }

    private HttpResponse<String> authorized(String path) throws Exception {
        return get(path, "Authorization", basic("admin", PASSWORD));
    }

    private JsonObject object(String path) throws Exception {
        return json(authorized(path));
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send("POST", path, body, headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        return (headers.length > 0 ? request.headers(headers) : request).build();
    }

    private URI uri(String path) {
        return URI.create(console.uri() + path.substring(1));
    }

    private HttpResponse<String> login(String user, String password) throws Exception {
        return post("/api/v1/login", credentials(user, password), "Content-Type", "application/json");
    }

    private static String credentials(String user, String password) {
        return Json.object().add("user", user).add("password", password).toString();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject json(HttpResponse<String> response) {
        return Json.parse(response.body()).asObject();
    }

    private static JsonObject data(String line) {
        assertThat(line).startsWith("data: ");
        return Json.parse(line.substring("data: ".length())).asObject();
    }

    private String raw(String request) throws Exception {
        try (SSLSocket socket = (SSLSocket)
                trust.getSocketFactory().createSocket("127.0.0.1", console.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
