package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import io.tieline.console.Gatekeeper.Attempt;
import io.tieline.console.Sessions.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Log-in, log-out, and who a request comes from. */
final class Access {

    /** The prefix makes browsers insist on Secure, this host and this path (RFC 6265bis 4.1.3). */
    private static final String COOKIE = "__Host-tieline";

    private static final String CSRF_HEADER = "X-CSRF-Token";
    private static final int MAX_BODY = 4096;

    private final Gatekeeper gatekeeper;

    Access(Gatekeeper gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    /** Where a request comes from. */
    sealed interface Caller {}

    record BySession(Session session) implements Caller {}

    record ByPassword(ConsoleUser user) implements Caller {}

    record Refused(Reply reply) implements Caller {}

    Caller identify(Request request) {
        Optional<Session> session = session(request);
        if (session.isPresent()) {
            return new BySession(session.get());
        }
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header == null) {
            return new Refused(unauthorized(request, "you are not logged in"));
        }
        Attempt attempt = gatekeeper.basic(Request.getRemoteAddr(request), header);
        if (attempt instanceof Attempt.In in) {
            return new ByPassword(in.user());
        }
        return new Refused(
                attempt instanceof Attempt.Wait wait
                        ? tooMany(wait)
                        : unauthorized(request, "wrong user name or password"));
    }

    boolean isStillIn(Caller caller) {
        return !(caller instanceof BySession by)
                || gatekeeper.session(by.session().token()).isPresent();
    }

    Reply login(Request request, Response response) throws IOException {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        // A form of another site can send neither this type nor, without its own name in Origin, anything at all.
        if (isForeign(request) || type == null || !type.startsWith("application/json")) {
            return Reply.problem(
                    403,
                    "the log-in did not come from this page",
                    "Open the page itself and log in there; scripts send application/json.");
        }
        Optional<String[]> credentials = credentials(request);
        if (credentials.isEmpty()) {
            return Reply.problem(400, "the body is not a log-in", "Send {\"user\": \"…\", \"password\": \"…\"}.");
        }
        String[] pair = credentials.get();
        Attempt attempt = gatekeeper.check(Request.getRemoteAddr(request), pair[0], pair[1]);
        if (attempt instanceof Attempt.Wait wait) {
            return tooMany(wait);
        }
        if (attempt instanceof Attempt.In in) {
            session(request).ifPresent(gatekeeper.sessions()::close);
            Session session = gatekeeper.sessions().open(in.user());
            Response.putCookie(response, cookie(session.token(), -1));
            return describe(new BySession(session));
        }
        return Reply.problem(
                401,
                "wrong user name or password",
                "Check both; the first password is in the file console/first-password of the gateway.");
    }

    Reply logout(Request request, Response response) {
        Optional<Session> session = session(request);
        if (session.isEmpty()) {
            return unauthorized(request, "you are not logged in");
        }
        if (isForeign(request) || !carriesToken(request, session.get())) {
            return withoutToken();
        }
        gatekeeper.sessions().close(session.get());
        Response.putCookie(response, cookie("", 0));
        return Reply.json(Json.object().add("loggedOut", true));
    }

    /** Why a caller may not act, empty if he may: his role, and for the page the proof that the page itself asks. */
    Optional<Reply> denied(Caller caller, Request request, Role needed) {
        if (isForeign(request) || (caller instanceof BySession by && !carriesToken(request, by.session()))) {
            return Optional.of(withoutToken());
        }
        return role(caller).includes(needed)
                ? Optional.empty()
                : Optional.of(Reply.problem(
                        403,
                        "a viewer may not do that",
                        "Log in as a user with the role " + ViewJson.word(needed) + "."));
    }

    private static Role role(Caller caller) {
        if (caller instanceof BySession by) {
            return by.session().user().role();
        }
        return caller instanceof ByPassword by ? by.user().role() : Role.VIEWER;
    }

    static String user(Caller caller) {
        if (caller instanceof BySession by) {
            return by.session().user().name();
        }
        return caller instanceof ByPassword by ? by.user().name() : "";
    }

    private static Reply withoutToken() {
        return Reply.problem(
                403,
                "the request does not carry the session's " + CSRF_HEADER,
                "Read it from /api/v1/session and send it as a header with every POST.");
    }

    /** Who the caller is, as the page asks it first. */
    static Reply describe(Caller caller) {
        JsonObject json = Json.object();
        if (caller instanceof BySession by) {
            add(json, by.session().user());
            json.add("csrf", by.session().csrf());
        } else if (caller instanceof ByPassword by) {
            add(json, by.user());
        }
        return Reply.json(json);
    }

    private static void add(JsonObject json, ConsoleUser user) {
        json.add("user", user.name()).add("role", ViewJson.word(user.role()));
    }

    private Optional<Session> session(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .findFirst()
                .flatMap(cookie -> gatekeeper.session(cookie.getValue()));
    }

    private static boolean carriesToken(Request request, Session session) {
        String token = request.getHeaders().get(CSRF_HEADER);
        return token != null && Gatekeeper.sameSecret(token, session.csrf());
    }

    private static boolean isForeign(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin != null
                && !origin.equals("https://" + request.getHeaders().get(HttpHeader.HOST));
    }

    private static HttpCookie cookie(String value, long maxAge) {
        return HttpCookie.build(COOKIE, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(HttpCookie.SameSite.STRICT)
                .maxAge(maxAge)
                .build();
    }

    /** The body as text; empty if it is longer than anything this server takes. */
    static Optional<String> body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            return body.length > MAX_BODY ? Optional.empty() : Optional.of(new String(body, StandardCharsets.UTF_8));
        }
    }

    private static Optional<String[]> credentials(Request request) throws IOException {
        Optional<String> body = body(request);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonValue json = Json.parse(body.get());
            String user = text(json, "user");
            String password = text(json, "password");
            return user == null || password == null ? Optional.empty() : Optional.of(new String[] {user, password});
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonValue json, String field) {
        JsonValue value = json.isObject() ? json.asObject().get(field) : null;
        return value != null && value.isString() ? value.asString() : null;
    }

    private static Reply tooMany(Attempt.Wait wait) {
        long seconds = Math.max(1, wait.howLong().toSeconds());
        return Reply.problem(
                429,
                "too many attempts to log in",
                "Wait " + seconds + " s, then try again.",
                Map.of("Retry-After", Long.toString(seconds)));
    }

    private static Reply unauthorized(Request request, String message) {
        Reply reply = Reply.problem(
                401, message, "Log in on the page, or send Authorization: Basic with user name and password.");
        // Browsers say so with Sec-Fetch-Mode; they get the page's own log-in instead of a pop-up.
        return request.getHeaders().contains("Sec-Fetch-Mode")
                ? reply
                : reply.with(Map.of("WWW-Authenticate", "Basic realm=\"Tieline\", charset=\"UTF-8\""));
    }
}
