package io.tieline.opcua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;

/**
 * How many operations of one service a server takes in one request. Starts with what the server says (OPC 10000-5,
 * 6.3.11) and is halved whenever a request turns out to be too big all the same.
 */
final class Limit {

    /** More than this in one request would delay everything else on the connection. */
    private static final int MOST = 1000;

    /** For servers that say nothing. */
    private static final int CAUTIOUS = 100;

    private static final Set<Long> TOO_BIG = Set.of(
            StatusCodes.Bad_TooManyOperations,
            StatusCodes.Bad_EncodingLimitsExceeded,
            StatusCodes.Bad_RequestTooLarge,
            StatusCodes.Bad_ResponseTooLarge);

    private volatile int most;

    private Limit(int most) {
        this.most = most;
    }

    /** @param stated by the server; 0: no limit, NaN: it does not say */
    static Limit of(double stated) {
        return new Limit(Double.isNaN(stated) ? CAUTIOUS : stated < 1 ? MOST : (int) Math.min(stated, MOST));
    }

    int most() {
        return most;
    }

    /**
     * Takes note of an error.
     *
     * @param size of the request that failed
     * @return whether it is worth trying again in smaller parts
     */
    boolean shrinks(Throwable error, int size) {
        Optional<UaException> ua = UaException.extract(error);
        if (ua.isEmpty()
                || size < 2
                || !TOO_BIG.contains(ua.get().getStatusCode().value())) {
            return false;
        }
        most = Math.min(most, size / 2);
        return true;
    }

    /** Calls a service for all of a list, in as many requests as it takes, one after the other. */
    <T, R> CompletableFuture<List<R>> inParts(List<T> all, Function<List<T>, CompletableFuture<R[]>> service) {
        return part(all, service, new ArrayList<>(all.size()));
    }

    private <T, R> CompletableFuture<List<R>> part(
            List<T> all, Function<List<T>, CompletableFuture<R[]>> service, List<R> done) {
        if (done.size() == all.size()) {
            return CompletableFuture.completedFuture(done);
        }
        List<T> next = all.subList(done.size(), Math.min(all.size(), done.size() + most));
        return service.apply(next)
                .handle((results, error) -> {
                    if (error == null) {
                        done.addAll(Arrays.asList(results));
                    } else if (!shrinks(error, next.size())) {
                        return CompletableFuture.<List<R>>failedFuture(error);
                    }
                    return part(all, service, done);
                })
                .thenCompose(Function.identity());
    }
}
