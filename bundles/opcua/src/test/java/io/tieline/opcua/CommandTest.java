package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.profile.CommandRule;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.servicesets.Service;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing variables and calling methods. */
class CommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path keys;

    @SuppressWarnings("NullAway.Init")
    private ClientSide client;

    @SuppressWarnings("NullAway.Init")
    private PeerServer server;

    private final List<String> done = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        client = new ClientSide(keys);
        server = client.opened(new PeerServer(SecurityPolicy.None));
        server.set("Board/Limit", NodeIds.Int16, (short) 5);
        server.set("Board/Reversion", NodeIds.UInt32, PeerServer.unsigned(0));
        server.set("Board/Fixed", NodeIds.Double, 1.0);
    }

    @AfterEach
    void closeAll() throws Exception {
        client.close();
    }

    private CommandResult send(CommandRule rule, Command command) throws Exception {
        return send(session(command.name(), rule), command);
    }

    private DeviceSession session(String name, CommandRule rule) throws Exception {
        return client.connect(
                ClientSide.library(List.of(ClientSide.value("pcs.power", "Board/Limit")), Map.of(name, rule)),
                server.port,
                ClientSide.PLAIN);
    }

    private static CommandResult send(DeviceSession session, Command command) throws Exception {
        return session.write(command).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Command power(double watts) {
        return Command.power(watts, Duration.ofSeconds(90), Duration.ofSeconds(3), "test");
    }

    private static Command command(String name, double argument, Duration timeout) {
        return new Command(name, argument, Duration.ZERO, timeout, "test");
    }

    private static OpcUaPlan.Setting limit(Optional<OpcUaPlan.Lock> lock) {
        return new OpcUaPlan.Setting(
                ClientSide.path("Board/Limit"),
                ValueRule.scaled(10, 1),
                Optional.empty(),
                lock,
                Optional.of(new OpcUaPlan.Reversion(ClientSide.path("Board/Reversion"), ValueRule.IDENTITY)));
    }

    @Test
    void aSetpointIsWrittenInTheVariablesTypeAfterItsReversionTime() throws Exception {
        assertThat(send(limit(Optional.empty()), power(124))).isEqualTo(new CommandResult.Confirmed(120));
        assertThat(server.get("Board/Limit").getValue().getValue()).isEqualTo((short) 12);
        assertThat(server.get("Board/Reversion").getValue().getValue()).isEqualTo(PeerServer.unsigned(90));
    }

    @Test
    void aSetpointWithoutReversionIsRefused() throws Exception {
        OpcUaPlan.Setting bare = OpcUaPlan.Setting.of(ClientSide.path("Board/Limit"), ValueRule.scaled(10, 1));
        assertThat(send(bare, power(120))).isInstanceOf(CommandResult.Refused.class);
        assertThat(server.get("Board/Limit").getValue().getValue()).isEqualTo((short) 5);
    }

    @Test
    void aNumberTheTypeCannotHoldIsRefusedInsteadOfCut() throws Exception {
        // 65541 · 10 W would be 5 in 16 bits.
        assertThat(send(limit(Optional.empty()), power(655_410))).isInstanceOf(CommandResult.Refused.class);
        assertThat(server.get("Board/Limit").getValue().getValue()).isEqualTo((short) 5);
    }

    @Test
    void whatTheDeviceHoldsInTheEndIsTheResult() throws Exception {
        OpcUaPlan.Setting elsewhere = new OpcUaPlan.Setting(
                ClientSide.path("Board/Limit"),
                ValueRule.IDENTITY,
                Optional.of(ClientSide.path("Board/Fixed")),
                Optional.empty(),
                Optional.empty());
        CommandResult result = send(elsewhere, command("pcs.limit.set", 7, Duration.ofSeconds(1)));
        assertThat(result).isEqualTo(new CommandResult.Confirmed(1));
    }

    private OpcUaPlan.Lock lock(int status) {
        server.method(
                "Board/InitLock",
                arguments -> {
                    done.add("lock " + arguments[0].getValue());
                    return PeerServer.result(StatusCodes.Good, status);
                },
                NodeIds.String);
        server.method("Board/ExitLock", arguments -> {
            done.add("unlock");
            return PeerServer.result(StatusCodes.Good, 0);
        });
        return new OpcUaPlan.Lock(
                ClientSide.path("Board/InitLock"), List.of("Tieline"), Optional.of(ClientSide.path("Board/ExitLock")));
    }

    @Test
    void aLockIsTakenBeforeAndGivenBackAfterwards() throws Exception {
        assertThat(send(limit(Optional.of(lock(0))), power(120))).isEqualTo(new CommandResult.Confirmed(120));
        assertThat(done).containsExactly("lock Tieline", "unlock");
    }

    @Test
    void underSomebodyElsesLockNothingIsWritten() throws Exception {
        CommandResult result = send(limit(Optional.of(lock(-1))), power(120));
        assertThat(((CommandResult.Refused) result).why()).contains("locked by another");
        assertThat(done).containsExactly("lock Tieline");
        assertThat(server.get("Board/Limit").getValue().getValue()).isEqualTo((short) 5);
    }

    @Test
    void theLockIsGivenBackWhenTheWriteIsRefused() throws Exception {
        OpcUaPlan.Lock lock = lock(0);
        DeviceSession session = session(Command.POWER_SET, limit(Optional.of(lock)));
        server.refused.add(Service.ATTRIBUTE_WRITE);
        CommandResult result = send(session, power(120));
        assertThat(result).isNotInstanceOf(CommandResult.Confirmed.class);
        ClientSide.until("unlocked", () -> done.contains("unlock"));
    }

    private OpcUaPlan.Call test() {
        server.method(
                "Board/StartTest",
                arguments -> {
                    done.add(arguments[0].getValue() + " " + arguments[1].getValue());
                    return PeerServer.result(StatusCodes.Good);
                },
                NodeIds.UInt16,
                NodeIds.String);
        return new OpcUaPlan.Call(
                ClientSide.path("Board/StartTest"),
                List.of(OpcUaPlan.Call.ARGUMENT, "quick"),
                ValueRule.IDENTITY,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aMethodIsCalledWithTheTypesItDeclares() throws Exception {
        CommandResult result = send(test(), command("ups.test.start", 10, Duration.ofSeconds(3)));
        assertThat(result).isEqualTo(new CommandResult.Confirmed(10));
        assertThat(done).containsExactly("10 quick");
    }

    @Test
    void aMethodIsNeverCalledTwiceForOneCommand() throws Exception {
        DeviceSession session = session("ups.test.start", test());
        server.silent.add(Service.METHOD_CALL);
        Command command = command("ups.test.start", 10, Duration.ofMillis(300));
        List<CommandResult> results = new ArrayList<>();
        results.add(send(session, command));
        results.add(send(session, command));
        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(CommandResult.TimedOut.class));
        assertThat(server.requests(Service.METHOD_CALL)).isEqualTo(1);
    }
}
