package io.tieline.rig.product;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The real gateway in its own process, asked through REST like by any client. */
public final class RunningGateway implements AutoCloseable {

    private static final String PASSWORD = "a-walk-in-the-park";

    private final Process process;
    private final Path data;
    private final URI page;
    private final HttpClient http;

    private RunningGateway(Process process, Path data, int port, HttpClient http) {
        this.process = process;
        this.data = data;
        this.page = URI.create("https://127.0.0.1:" + port);
        this.http = http;
    }

    /**
     * Starts one.
     *
     * @param script that starts it
     * @param folder of this gateway; its record in there outlives it
     * @param settings as in gateway.yaml, for instance {@code uplink.brokers}
     * @param framework properties of the framework
     */
    public static RunningGateway start(
            Path script, Path folder, Map<String, String> settings, Map<String, String> framework)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path secret = Files.writeString(folder.resolve("password"), PASSWORD);
        Path configuration = Files.writeString(
                folder.resolve("gateway.yaml"), "console:\n  port: " + port + "\n  password: ${file:" + secret + "}\n");
        Path data = folder.resolve("data");
        List<String> command = new ArrayList<>(
                List.of(script.toString(), "--data", data.toString(), "--config", configuration.toString()));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "TIELINE_JAVA_OPTS",
                        framework.entrySet().stream()
                                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                                .collect(Collectors.joining(" ")));
        return new RunningGateway(builder.start(), data, port, client());
    }

    /** Trusts any certificate, for the gateway's own was made a second ago. */
    private static HttpClient client() throws GeneralSecurityException {
        X509TrustManager any = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {any}, null);
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(3))
                .sslContext(context)
                .build();
    }

    public Process process() {
        return process;
    }

    public Path data() {
        return data;
    }

    public String log() throws IOException {
        return Files.readString(data.resolve("log").resolve("tieline.log"));
    }

    /** The answer of REST below {@code /api/v1/}; JSON null as long as there is none. */
    public JsonValue get(String resource) {
        String basic = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/api/v1/" + resource))
                .header("Authorization", "Basic " + basic)
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Json.parse(response.body()) : Json.NULL;
        } catch (IOException e) {
            return Json.NULL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.NULL;
        }
    }

    public JsonObject object(String resource) {
        JsonValue answer = get(resource);
        return answer.isObject() ? answer.asObject() : Json.object();
    }

    public List<JsonObject> list(String resource) {
        JsonValue answer = get(resource);
        JsonArray array = answer.isArray() ? answer.asArray() : new JsonArray();
        return array.values().stream().map(JsonValue::asObject).toList();
    }

    public JsonObject decision() {
        return object("decision");
    }

    /** A part of the status: journal, uplink, summary. */
    public JsonObject status(String part) {
        JsonValue value = object("status").get(part);
        return value == null ? Json.object() : value.asObject();
    }

    /** The point of a device; an empty object if there is none. */
    public JsonObject point(String device, String name) {
        JsonValue points = object("devices/" + device).get("points");
        if (points == null) {
            return Json.object();
        }
        return points.asArray().values().stream()
                .map(JsonValue::asObject)
                .filter(point -> point.getString("name", "").equals(name))
                .findFirst()
                .orElseGet(Json::object);
    }

    public String comm(String device) {
        return object("devices/" + device).getString("comm", "");
    }

    public boolean alarmStands(String id) {
        return list("alarms").stream()
                .anyMatch(alarm -> alarm.getString("id", "").equals(id));
    }

    /** Ends it by SIGKILL: nothing of it can tidy up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it by SIGTERM; the milliseconds it took. */
    public long stop() throws InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running 30 s after SIGTERM");
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
