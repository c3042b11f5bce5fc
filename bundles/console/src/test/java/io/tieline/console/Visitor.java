package io.tieline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.io.InputStream;
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

/** A console before a simulated site, and a real client before it that trusts nothing but the generated certificate. */
final class Visitor implements AutoCloseable {

    static final String PASSWORD = PasswordHash.generatePassword();
    private static final String HASH = PasswordHash.of(PASSWORD).encoded();

    private final SiteClock clock = SiteClock.system();
    final FakeSite site = new FakeSite(clock);
    final List<Event> reported = new CopyOnWriteArrayList<>();
    final RecordedActions actions = new RecordedActions();
    final HttpClient client;
    private final Path directory;
    private final SSLContext trust;
    private Console console;

    Visitor(Path directory) throws Exception {
        this.directory = directory;
        site.step();
        console = open(0);
        trust = trusting(certificate());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
    }

    @Override
    public void close() {
        console.close();
    }

    /** One more console of the same site and directory; 0: on any free port. */
    Console open(int port) throws IOException {
        return Console.start(settings(port), site, actions, () -> "tieline_up 1\n", reported::add, clock);
    }

    void restart() throws IOException {
        console.close();
        console = open(0);
    }

    int port() {
        return console.uri().getPort();
    }

    Path certificate() {
        return directory.resolve("console.crt");
    }

    private ConsoleSettings settings(int port) {
        return new ConsoleSettings(
                ConsoleSettings.LOOPBACK,
                port,
                directory,
                List.of(new ConsoleUser("admin", HASH, Role.OPERATOR), new ConsoleUser("guest", HASH, Role.VIEWER)),
                Optional.empty());
    }

    static SSLContext trusting(Path certificate) throws Exception {
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

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return client.send(request(path, headers), BodyHandlers.ofString());
    }

    HttpResponse<String> authorized(String path) throws Exception {
        return get(path, "Authorization", basic("admin", PASSWORD));
    }

    JsonObject object(String path) throws Exception {
        return json(authorized(path));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        return (headers.length > 0 ? request.headers(headers) : request).build();
    }

    private URI uri(String path) {
        return URI.create(console.uri() + path.substring(1));
    }

    HttpResponse<String> login(String user, String password) throws Exception {
        return post("/api/v1/login", credentials(user, password), "Content-Type", "application/json");
    }

    static String credentials(String user, String password) {
        return Json.object().add("user", user).add("password", password).toString();
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static JsonObject json(HttpResponse<String> response) {
        return Json.parse(response.body()).asObject();
    }

    static JsonObject data(String line) {
        assertThat(line).startsWith("data: ");
        return Json.parse(line.substring("data: ".length())).asObject();
    }

    String raw(String request) throws Exception {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
