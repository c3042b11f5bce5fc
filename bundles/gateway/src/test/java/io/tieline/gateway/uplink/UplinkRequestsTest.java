package io.tieline.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.uplink.RequestDesk.Reply;
import io.tieline.uplink.RequestDesk.Request;
import io.tieline.uplink.StarPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UplinkRequestsTest {

    private static final String LEASE = "{\"id\":\"l\",\"issued\":1,\"epoch\":2,\"ttl\":60,"
            + "\"payload\":{\"kind\":\"limit\",\"importW\":100000}}";

    private final List<LeaseRequest> offered = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final UplinkRequests requests = new UplinkRequests(
            List.of(new StarPattern("pdu-*/outlet.3.switch"), new StarPattern("ups-a/ups.test.start")),
            () -> Optional.of(request -> {
                offered.add(request);
                return CompletableFuture.completedFuture(
                        new LeaseAnswer.Refused(LeaseAnswer.Reason.GRID_STATE, "the grid is lost"));
            }),
            () -> Optional.of((device, command) -> {
                written.add(device + " " + command.name() + " " + command.argument() + " " + command.origin());
                return CompletableFuture.completedFuture(new CommandResult.Confirmed(command.argument()));
            }),
            Optional::empty);

    @Test
    void aLeaseGoesToTheControlAndItsReasonComesBack() {
        assertThat(ask(new Request.Lease(LEASE))).isEqualTo(new Reply(false, "the grid is lost"));
        assertThat(offered).hasSize(1);
        assertThat(offered.get(0).epoch()).isEqualTo(2);
        assertThat(ask(new Request.Lease("{\"id\":\"l\"}")).reason()).contains("issued");
        assertThat(offered).hasSize(1);
    }

    @Test
    void onlyPointsTheOwnerAllowedAreWrittenAndNeverTheirPower() {
        assertThat(ask(new Request.Write("pdu-7", "outlet.3.switch", 0)).accepted())
                .isTrue();
        assertThat(written).containsExactly("pdu-7 outlet.3.switch 0.0 uplink");
        assertThat(ask(new Request.Write("pdu-7", "outlet.4.switch", 0)).accepted())
                .isFalse();
        UplinkRequests generous = new UplinkRequests(
                List.of(new StarPattern("*")),
                Optional::empty,
                () -> Optional.of((device, command) -> refuse(command)),
                Optional::empty);
        assertThat(ask(generous, new Request.Write("cab-01", "pcs.power.set", 1))
                        .reason())
                .contains("lease");
        assertThat(ask(generous, new Request.Write("cab-01", "x", 1))).isEqualTo(new Reply(false, "x is unknown"));
        assertThat(ask(generous, new Request.Lease(LEASE)).reason()).contains("does not run");
        assertThat(written).hasSize(1);
    }

    @Test
    void whatIsWantedOfTheSoftwareIsRefusedWithTheFieldThatIsWrongOrWhereUpdatesAreOff() {
        assertThat(ask(new Request.Update("{\"update\":{\"action\":\"erase\"}}"))
                        .reason())
                .contains("update.action", "erase");
        assertThat(ask(new Request.Update("{\"update\":{\"action\":\"postpone\",\"minutes\":0}}"))
                        .reason())
                .contains("update.minutes");
        assertThat(ask(new Request.Update("{\"update\":7}")).reason()).contains("update: must be an object");
        assertThat(ask(new Request.Update("{\"update\":{\"action\":\"install\"}}")))
                .isEqualTo(new Reply(false, "updates are off; give the keys of those who release"));
    }

    private static CompletableFuture<CommandResult> refuse(Command command) {
        return CompletableFuture.completedFuture(new CommandResult.Refused(command.name() + " is unknown"));
    }

    private Reply ask(Request request) {
        return ask(requests, request);
    }

    private static Reply ask(UplinkRequests of, Request request) {
        return of.ask(request).toCompletableFuture().join();
    }
}
