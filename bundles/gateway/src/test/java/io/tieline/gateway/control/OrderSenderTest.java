package io.tieline.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Order;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OrderSenderTest {

    private static final Order OFF =
            new Order(Order.Kind.OUTLET_OFF, 4, "pdu-1/outlet.3", "outlet.3.switch", 0, "the batteries last 4 minutes");
    private static final Order ASK =
            new Order(Order.Kind.REDUCE_LOAD, Order.NOBODY, "scheduler", "", 150_000, "the batteries last 4 minutes");

    private final List<String> log = new ArrayList<>();
    private final List<Event> heard = new ArrayList<>();

    private OrderSender sender(CompletableFuture<Long> disk) {
        return new OrderSender(
                (device, command) -> {
                    log.add("wire " + device + " " + command.name() + " " + command.argument() + " "
                            + command.origin());
                    return CompletableFuture.completedFuture(new CommandResult.Confirmed(0));
                },
                event -> {
                    log.add("record " + event.sentence());
                    heard.add(event);
                    return disk;
                },
                () -> 7);
    }

    @Test
    void everyOrderIsRecordedBeforeTheFirstLeaves() {
        sender(CompletableFuture.completedFuture(1L)).send(List.of(ASK, OFF));
        assertThat(log)
                .containsExactly(
                        "record reduce the load: scheduler: the batteries last 4 minutes",
                        "record switch off pdu-1/outlet.3: the batteries last 4 minutes",
                        "wire 4 outlet.3.switch 0.0 control");
        assertThat(heard).hasSize(2).first().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Event.Kind.COMMAND);
            assertThat(event.utcMillis()).isEqualTo(7);
            assertThat(event.detail()).containsEntry("argument", 150_000.0).containsEntry("order", "REDUCE_LOAD");
        });
    }

    @Test
    void aRecordThatCannotBeWrittenKeepsNoLoadOn() {
        sender(new CompletableFuture<>()).send(List.of(OFF));
        assertThat(log).last().isEqualTo("wire 4 outlet.3.switch 0.0 control");
        log.clear();
        sender(CompletableFuture.failedFuture(new IllegalStateException("full")))
                .send(List.of(OFF));
        assertThat(log).last().isEqualTo("wire 4 outlet.3.switch 0.0 control");
    }

    @Test
    void anOrderMayBeRepeatedOnlyWhereItNamesAState() {
        assertThat(new Command(OFF.command(), 0, java.time.Duration.ZERO, java.time.Duration.ofSeconds(1), "control")
                        .isIdempotent())
                .isTrue();
    }
}
