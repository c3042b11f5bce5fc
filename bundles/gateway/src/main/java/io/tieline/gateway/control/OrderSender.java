package io.tieline.gateway.control;

import io.tieline.control.backup.Order;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Carries out what the core orders besides setpoints: first into the record, then to the device. */
final class OrderSender {

    /** Whoever takes a command to a device. */
    @FunctionalInterface
    interface Wire {
        CompletionStage<CommandResult> submit(int device, Command command);
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** A record that cannot be written does not keep a load from being shed. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Wire wire;
    private final Journalling record;
    private final LongSupplier utcMillis;

    OrderSender(Wire wire, Journalling record, LongSupplier utcMillis) {
        this.wire = wire;
        this.record = record;
        this.utcMillis = utcMillis;
    }

    void send(List<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        await(orders.stream()
                .map(order -> record.append(event(order)).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
        for (Order order : orders) {
            // A request is heard where the record is read: by the uplink, by the page.
            if (order.device() != Order.NOBODY) {
                wire.submit(
                        order.device(),
                        new Command(order.command(), order.argument(), Duration.ZERO, TIMEOUT, "control"));
            }
        }
    }

    private static void await(CompletableFuture<?>[] written) {
        try {
            CompletableFuture.allOf(written).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The journal has its own alarm for a disk that takes nothing.
            return;
        }
    }

    private Event event(Order order) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("order", order.kind().name());
        detail.put("target", order.target());
        detail.put("why", order.why());
        if (!Double.isNaN(order.argument())) {
            detail.put("argument", order.argument());
        }
        return new Event(utcMillis.getAsLong(), Event.Kind.COMMAND, Severity.INFO, "control", order.sentence(), detail);
    }
}
