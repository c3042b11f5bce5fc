package io.tieline.console;

import io.tieline.console.StaticFiles.StaticFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The door: security headers, who is asking, and which room answers. */
final class Front extends Handler.Abstract {

    private static final String LOGIN = Api.PREFIX + "login";
    private static final String LOGOUT = Api.PREFIX + "logout";
    private static final String SESSION = Api.PREFIX + "session";
    private static final String LIVE = Api.PREFIX + "live";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /**
     * No Strict-Transport-Security: it would bind every port of the host, also those of other programs, and lock people
     * out of a self-signed page.
     */
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()");

    private final StaticFiles files;
    private final Api api;
    private final Actions actions;
    private final Access access;
    private final LiveFeed feed;

    Front(StaticFiles files, Api api, Actions actions, Access access, LiveFeed feed) {
        this.files = files;
        this.api = api;
        this.actions = actions;
        this.access = access;
        this.feed = feed;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SECURITY_HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        String path = request.getHttpURI().getCanonicalPath();
        Optional<StaticFile> file = files.find(path);
        if (file.isPresent()) {
            serve(file.get(), request, response, callback);
            return true;
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        switch (path) {
            case LOGIN ->
                send(isPost(request) ? access.login(request, response) : onlyPost(), request, response, callback);
            case LOGOUT ->
                send(isPost(request) ? access.logout(request, response) : onlyPost(), request, response, callback);
            default -> guarded(path, request, response, callback);
        }
        return true;
    }

    private void guarded(String path, Request request, Response response, Callback callback) throws IOException {
        Access.Caller caller = access.identify(request);
        if (caller instanceof Access.Refused refused) {
            send(refused.reply(), request, response, callback);
        } else if (Actions.takesPost(path) && isPost(request)) {
            act(path, caller, request, response, callback);
        } else if (!READING.contains(request.getMethod())) {
            boolean exists = get(path, Optional.empty()).isPresent() || path.equals(LIVE) || path.equals(SESSION);
            send(exists ? onlyReading() : notFound(path), request, response, callback);
        } else if (path.equals(LIVE)) {
            live(caller, request, response, callback);
        } else if (path.equals(SESSION)) {
            send(Access.describe(caller), request, response, callback);
        } else {
            Optional<String> limit =
                    Optional.ofNullable(Request.extractQueryParameters(request).getValue("limit"));
            send(get(path, limit).orElseGet(() -> notFound(path)), request, response, callback);
        }
    }

    private Optional<Reply> get(String path, Optional<String> limit) {
        return api.get(path, limit).or(() -> actions.get(path));
    }

    private void act(String path, Access.Caller caller, Request request, Response response, Callback callback)
            throws IOException {
        Optional<Reply> denied = access.denied(caller, request, Role.OPERATOR);
        if (denied.isPresent()) {
            send(denied.get(), request, response, callback);
            return;
        }
        actions.post(path, Access.body(request).orElse(""), Access.user(caller))
                .exceptionally(e -> Reply.problem(500, "the action failed", "See the log of the gateway."))
                .thenAccept(reply -> send(reply, request, response, callback));
    }

    private void live(Access.Caller caller, Request request, Response response, Callback callback) {
        if (request.getMethod().equals("HEAD")) {
            send(Reply.text("text/event-stream", ""), request, response, callback);
            return;
        }
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        if (!feed.join(new LiveWire(response, callback), () -> access.isStillIn(caller))) {
            send(
                    Reply.problem(
                            503,
                            "all " + LiveFeed.MAX_CLIENTS + " live connections are taken",
                            "Close other windows of this page, or read /api/v1 by polling.",
                            Map.of("Retry-After", "10")),
                    request,
                    response,
                    callback);
        }
    }

    private static void serve(StaticFile file, Request request, Response response, Callback callback) {
        if (!READING.contains(request.getMethod())) {
            send(onlyReading(), request, response, callback);
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ETAG, file.etag());
        // Revalidated every time: after an update no browser mixes old and new modules.
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        if (file.etag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(304);
            callback.succeeded();
            return;
        }
        send(new Reply(200, file.contentType(), file.bytes(), Map.of()), request, response, callback);
    }

    static void send(Reply reply, Request request, Response response, Callback callback) {
        response.setStatus(reply.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        reply.headers().forEach(headers::put);
        ByteBuffer body = request.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(reply.body());
        response.write(true, body, callback);
    }

    private static boolean isPost(Request request) {
        return request.getMethod().equals("POST");
    }

    private static Reply onlyPost() {
        return Reply.problem(405, "this resource takes POST only", "Use POST.", Map.of("Allow", "POST"));
    }

    private static Reply onlyReading() {
        return Reply.problem(405, "this resource can only be read", "Use GET.", Map.of("Allow", "GET, HEAD"));
    }

    private static Reply notFound(String path) {
        return Reply.problem(
                404,
                "there is nothing at " + path,
                "See /api/v1/site, devices, decision, decisions, events, alarms, status, commissioning, update, live"
                        + " and /metrics.");
    }
}
