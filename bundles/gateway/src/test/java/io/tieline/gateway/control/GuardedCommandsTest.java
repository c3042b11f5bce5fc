package io.tieline.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.grid.GridState;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedCommandsTest {

    private final List<String> reached = new ArrayList<>();
    private @Nullable GridState grid = GridState.OK;
    private boolean runs = true;
    private int acknowledged;

    private final GuardedCommands commands = new GuardedCommands(
            (device, command) -> {
                reached.add(device + " " + command.name());
                return CompletableFuture.completedFuture(new CommandResult.Confirmed(1));
            },
            () -> runs ? Optional.of(control()) : Optional.empty());

    private GuardedCommands.Control control() {
        return new GuardedCommands.Control() {
            @Override
            public Optional<GridState> gridState() {
                return Optional.ofNullable(grid);
            }

            @Override
            public void acknowledge() {
                acknowledged++;
            }
        };
    }

    private CommandResult submit(String device, String name) {
        return commands.submit(device, new Command(name, 5, Duration.ofSeconds(10), Duration.ofSeconds(1), "upstream"))
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @EnumSource(value = GridState.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void nobodyMovesABatteryWhileTheGridIsNotOk(GridState state) {
        grid = state;
        assertThat(submit("cab-1", "pcs.power.set"))
                .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                        .startsWith("state: " + state.label()));
        assertThat(reached).isEmpty();
        submit("pdu-1", "outlet.1.switch");
        assertThat(reached).containsExactly("pdu-1 outlet.1.switch");
    }

    @Test
    void otherwiseCommandsPass() {
        submit("cab-1", "pcs.power.set");
        grid = null;
        submit("cab-1", "pcs.power.limit");
        runs = false;
        submit("cab-1", "pcs.power.set");
        assertThat(reached).containsExactly("cab-1 pcs.power.set", "cab-1 pcs.power.limit", "cab-1 pcs.power.set");
    }

    @Test
    void anOperatorLetsTheControlGoOn() {
        assertThat(submit("control", "control.acknowledge")).isEqualTo(new CommandResult.Confirmed(1));
        assertThat(acknowledged).isEqualTo(1);
        assertThat(submit("control", "control.stop")).isInstanceOf(CommandResult.Refused.class);
        runs = false;
        assertThat(submit("control", "control.acknowledge")).isInstanceOf(CommandResult.Refused.class);
        assertThat(acknowledged).isEqualTo(1);
        assertThat(reached).isEmpty();
    }
}
