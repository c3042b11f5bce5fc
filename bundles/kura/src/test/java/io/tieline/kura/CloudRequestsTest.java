package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.console.Lookup;
import io.tieline.uplink.RequestDoor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerContext;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.message.KuraResponsePayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudRequestsTest {

    private static final RequestHandlerContext CONTEXT = new RequestHandlerContext();

    private final List<String> looked = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private Lookup lookup = (resource, limit) -> {
        looked.add(resource + limit.map(" "::concat).orElse(""));
        return resource.equals("nothing")
                ? new Lookup.Answer(404, bytes("{\"status\":404}"))
                : new Lookup.Answer(200, bytes("{\"resource\":\"" + resource + "\"}"));
    };
    private RequestDoor door = text -> {
        taken.add(new String(text, StandardCharsets.UTF_8));
        boolean accepted = text.length > 2;
        return CompletableFuture.completedFuture(
                new RequestDoor.Answer("l-1", accepted, accepted ? "" : "the grid is lost"));
    };
    private final CloudRequests requests =
            new CloudRequests(() -> Optional.of(lookup), () -> Optional.of(door), Duration.ofSeconds(5));

    @AfterEach
    void close() {
        requests.close();
    }

    @Test
    void whatTheConsoleTellsIsToldHereInTheSameWords() {
        KuraMessage status = requests.doGet(CONTEXT, message("", "status"));
        assertThat(code(status)).isEqualTo(200);
        assertThat(body(status)).isEqualTo("{\"resource\":\"status\"}");
        requests.doGet(CONTEXT, message("", "devices", "cab-07"));
        requests.doGet(CONTEXT, message("", "decisions", "5"));
        requests.doGet(CONTEXT, message("", "lease"));
        assertThat(looked).containsExactly("status", "devices/cab-07", "decisions 5", "operation");
        assertThat(code(requests.doGet(CONTEXT, message("", "nothing")))).isEqualTo(404);
        assertThat(code(requests.doGet(CONTEXT, new KuraMessage(new KuraPayload(), Map.of()))))
                .isEqualTo(200);
    }

    @Test
    void aLeaseGoesThroughTheDoorOfTheUplinkAndARefusalIsABadRequestWithItsReason() {
        KuraMessage put = requests.doPut(CONTEXT, message("{\"id\":\"l-1\"}", "lease"));
        assertThat(code(put)).isEqualTo(200);
        assertThat(body(put)).isEqualTo("{\"request\":\"l-1\",\"accepted\":true,\"reason\":\"\"}");
        KuraMessage refused = requests.doExec(CONTEXT, message("{}", "lease"));
        assertThat(code(refused)).isEqualTo(400);
        assertThat(body(refused)).contains("the grid is lost");
        requests.doExec(CONTEXT, message("{\"id\":\"u\",\"update\":{}}", "update"));
        assertThat(taken).containsExactly("{\"id\":\"l-1\"}", "{}", "{\"id\":\"u\",\"update\":{}}");
        assertThat(code(requests.doPut(CONTEXT, new KuraMessage(new KuraPayload(), Map.of("args", List.of("lease"))))))
                .isEqualTo(400);
    }

    @Test
    void whatThereIsNotIsNotFoundAndNothingIsDone() {
        assertThat(code(requests.doPut(CONTEXT, message("{}", "update")))).isEqualTo(404);
        assertThat(code(requests.doPut(CONTEXT, message("{}", "lease", "x")))).isEqualTo(404);
        assertThat(code(requests.doExec(CONTEXT, message("{}")))).isEqualTo(404);
        assertThat(code(requests.doPost(CONTEXT, message("{}", "lease")))).isEqualTo(404);
        assertThat(code(requests.doDel(CONTEXT, message("{}", "lease")))).isEqualTo(404);
        assertThat(taken).isEmpty();
    }

    @Test
    void nobodyThereOrAFailureIsAnErrorWithoutAStackTrace() {
        CloudRequests alone = new CloudRequests(Optional::empty, Optional::empty, Duration.ofSeconds(5));
        assertThat(code(alone.doGet(CONTEXT, message("", "status")))).isEqualTo(500);
        assertThat(code(alone.doPut(CONTEXT, message("{\"id\":\"l-1\"}", "lease"))))
                .isEqualTo(500);
        alone.close();
        lookup = (resource, limit) -> {
            throw new IllegalStateException("the disk is gone");
        };
        KuraMessage failed = requests.doGet(CONTEXT, message("", "alarms"));
        assertThat(code(failed)).isEqualTo(500);
        assertThat(body(failed)).contains("the disk is gone").doesNotContain("\tat ");
    }

    @Test
    void noRequestWaitsBeyondItsDeadlineAndThoseBehindItAreTurnedAwayNotStacked() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CloudRequests quick = new CloudRequests(
                () -> Optional.of((resource, limit) -> {
                    try {
                        hanging.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new Lookup.Answer(200, new byte[0]);
                }),
                () -> Optional.of(text -> new CompletableFuture<>()),
                Duration.ofMillis(50));
        var callers = Executors.newCachedThreadPool();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(() -> code(quick.doGet(CONTEXT, message("", "events"))), callers));
        }
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(500);
        }
        assertThat(code(quick.doPut(CONTEXT, message("{\"id\":\"x\"}", "lease"))))
                .isEqualTo(500);
        callers.shutdownNow();
        quick.close();
    }

    @Test
    void everyConnectionThatComesIsToldAndOneThatGoesIsLeft() {
        Map<String, RequestHandler> handlers = new HashMap<>();
        RequestHandlerRegistry connection = new RequestHandlerRegistry() {
            @Override
            public void registerRequestHandler(String id, RequestHandler handler) throws KuraException {
                if (handlers.putIfAbsent(id, handler) != null) {
                    throw new KuraException(KuraErrorCode.INVALID_PARAMETER);
                }
            }

            @Override
            public void unregister(String id) {
                handlers.remove(id);
            }
        };
        CloudRequestsComponent component = new CloudRequestsComponent();
        component.addConnection(connection);
        assertThat(handlers).containsOnlyKeys("TIELINE-V1");
        // A second one with that name is the other's matter, not an error of ours.
        component.addConnection(connection);
        component.removeConnection(connection);
        assertThat(handlers).isEmpty();
        component.deactivate();
    }

    private static KuraMessage message(String body, String... arguments) {
        KuraPayload payload = new KuraPayload();
        payload.setBody(bytes(body));
        return new KuraMessage(payload, Map.of("args", List.of(arguments)));
    }

    private static int code(KuraMessage answer) {
        return (Integer)
                Objects.requireNonNull(answer.getPayload().metrics().get(KuraResponsePayload.METRIC_RESPONSE_CODE));
    }

    private static String body(KuraMessage answer) {
        byte[] body = answer.getPayload().getBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
