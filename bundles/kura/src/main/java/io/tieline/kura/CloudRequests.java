package io.tieline.kura;

import io.tieline.console.Lookup;
import io.tieline.uplink.RequestDoor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerContext;
import org.eclipse.kura.cloudconnection.request.RequestHandlerMessageConstants;
import org.eclipse.kura.message.KuraResponsePayload;

/**
 * Answers what comes in over Kura's cloud connections under {@value #APPLICATION}:
 *
 * <ul>
 *   <li>{@code GET status | site | devices | devices/ID | decision | decisions/N | events/N | alarms | operation | update},
 *       as the REST of the console tells them; {@code GET lease}: the leases that stand, in {@code operation}
 *   <li>{@code PUT lease} and {@code EXEC lease} with a request as the uplink takes it, {@code EXEC update} likewise
 * </ul>
 *
 * <p>Every answer is JSON in the body and comes within the deadline. Codes are those of Kura: 200, 400 (malformed or
 * refused, with the reason), 404 and 500. Nothing is thrown, or Kura would answer with a stack trace.
 */
final class CloudRequests implements RequestHandler, AutoCloseable {

    static final String APPLICATION = "TIELINE-V1";

    /** Kura has few threads for requests: more than this waiting is turned away. */
    private static final int WAITING = 16;

    private static final int THREADS = 2;

    private final Supplier<Optional<Lookup>> lookup;
    private final Supplier<Optional<RequestDoor>> door;
    private final Duration deadline;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            task -> new Thread(task, "tieline-kura-requests"));

    CloudRequests(Supplier<Optional<Lookup>> lookup, Supplier<Optional<RequestDoor>> door, Duration deadline) {
        this.lookup = lookup;
        this.door = door;
        this.deadline = deadline;
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public KuraMessage doGet(RequestHandlerContext context, KuraMessage request) {
        return within(() -> look(arguments(request)));
    }

    @Override
    public KuraMessage doPut(RequestHandlerContext context, KuraMessage request) {
        return arguments(request).equals(List.of("lease")) ? within(() -> ask(request)) : nothingThere(request);
    }

    @Override
    public KuraMessage doExec(RequestHandlerContext context, KuraMessage request) {
        List<String> what = arguments(request);
        return what.equals(List.of("lease")) || what.equals(List.of("update"))
                ? within(() -> ask(request))
                : nothingThere(request);
    }

    @Override
    public KuraMessage doPost(RequestHandlerContext context, KuraMessage request) {
        return nothingThere(request);
    }

    @Override
    public KuraMessage doDel(RequestHandlerContext context, KuraMessage request) {
        return nothingThere(request);
    }

    private static List<String> arguments(KuraMessage request) {
        Object arguments = request.getProperties().get(RequestHandlerMessageConstants.ARGS_KEY.value());
        return arguments instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private KuraMessage look(List<String> arguments) {
        Optional<Lookup> there = lookup.get();
        if (there.isEmpty()) {
            return failed("the gateway does not run; see Kura's log");
        }
        boolean listed = arguments.size() == 2 && List.of("decisions", "events").contains(arguments.get(0));
        String resource = arguments.equals(List.of("lease"))
                ? "operation"
                : listed ? arguments.get(0) : String.join("/", arguments);
        Lookup.Answer found = there.get().get(resource, listed ? Optional.of(arguments.get(1)) : Optional.empty());
        return answer(found.status(), found.json());
    }

    private KuraMessage ask(KuraMessage request) throws Exception {
        byte[] body = request.getPayload().getBody();
        Optional<RequestDoor> there = door.get();
        if (there.isEmpty()) {
            return failed("this gateway takes no requests at present");
        }
        RequestDoor.Answer said = there.get()
                .take(body == null ? new byte[0] : body)
                .toCompletableFuture()
                .get();
        return answer(
                said.accepted() ? KuraResponsePayload.RESPONSE_CODE_OK : KuraResponsePayload.RESPONSE_CODE_BAD_REQUEST,
                json(said));
    }

    private KuraMessage within(Callable<KuraMessage> work) {
        Future<KuraMessage> answer;
        try {
            answer = threads.submit(work);
        } catch (RejectedExecutionException e) {
            return failed("too many requests at once; try again");
        }
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return failed("no answer within " + deadline.toMillis() + " ms; what was asked for may still happen");
        } catch (ExecutionException e) {
            return failed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("the gateway is being stopped");
        }
    }

    private static KuraMessage failed(String why) {
        return answer(KuraResponsePayload.RESPONSE_CODE_ERROR, refusal(why));
    }

    private static KuraMessage nothingThere(KuraMessage request) {
        return answer(
                KuraResponsePayload.RESPONSE_CODE_NOTFOUND,
                refusal("there is no " + String.join("/", arguments(request)) + " for this verb"));
    }

    private static byte[] refusal(String why) {
        return json(new RequestDoor.Answer("", false, why));
    }

    private static byte[] json(RequestDoor.Answer answer) {
        return answer.json().getBytes(StandardCharsets.UTF_8);
    }

    private static KuraMessage answer(int code, byte[] json) {
        KuraResponsePayload payload = new KuraResponsePayload(code);
        payload.setBody(json);
        return new KuraMessage(payload);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
