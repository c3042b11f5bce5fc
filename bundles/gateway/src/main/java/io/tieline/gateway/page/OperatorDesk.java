package io.tieline.gateway.page;

import io.tieline.console.OperatorActions;
import io.tieline.gateway.commissioning.CommissioningPages;
import io.tieline.gateway.commissioning.CommissioningViews;
import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.operation.RunningParts;
import io.tieline.gateway.update.Updating;
import io.tieline.model.AlarmBoard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an operator may do on the page, with whatever parts run. */
final class OperatorDesk implements OperatorActions {

    private final RunningParts parts;
    private final Supplier<Optional<Updating>> updating;
    private final AlarmBoard alarms;
    private final Path pages;

    /**
     * @param updating who installs releases, while somebody does
     * @param pages where the pages of commissioning tests are
     */
    OperatorDesk(RunningParts parts, Supplier<Optional<Updating>> updating, AlarmBoard alarms, Path pages) {
        this.parts = parts;
        this.updating = updating;
        this.alarms = alarms;
        this.pages = pages;
    }

    @Override
    public CompletionStage<String> startCommissioning(String user) {
        return withControl(control -> control.startCommissioning(user));
    }

    @Override
    public CompletionStage<String> abortCommissioning(String user) {
        return withControl(control -> control.abortCommissioning(user));
    }

    @Override
    public CompletionStage<String> acknowledge(String user) {
        return withControl(control -> control.operator().acknowledge(user));
    }

    @Override
    public CompletionStage<String> acknowledgeAlarm(String user, String id) {
        boolean noted = alarms.acknowledge(id, user);
        return CompletableFuture.completedFuture(noted ? "" : "no alarm " + id + " waits to be acknowledged");
    }

    @Override
    public CompletionStage<String> openArea(String user, String area) {
        return withControl(control -> control.operator().open(user, area));
    }

    @Override
    public CompletionStage<String> alone(String user) {
        return withControl(control -> control.gateways().alone(user));
    }

    private CompletionStage<String> withControl(Function<ControlLoop, CompletionStage<String>> action) {
        ControlLoop control = parts.control();
        return control == null
                ? CompletableFuture.completedFuture("the batteries are not controlled; see the alarms")
                : action.apply(control);
    }

    @Override
    public Map<String, Object> operation() {
        ControlLoop control = parts.control();
        return control == null
                ? Map.of()
                : control.latest()
                        .map(decision -> OperationViews.of(
                                decision, control.state(), control.gateways().other()))
                        .orElse(Map.of());
    }

    @Override
    public Map<String, Object> commissioning() {
        ControlLoop control = parts.control();
        return control == null ? Map.of() : CommissioningViews.status(control.commissioning());
    }

    @Override
    public Optional<String> commissioningPage(String ending) {
        return CommissioningPages.latest(pages, ending);
    }

    @Override
    public Map<String, Object> update() {
        return updating.get().map(Updating::view).orElse(Map.of());
    }

    @Override
    public CompletionStage<String> installUpdate(String user) {
        return withUpdating(agent -> agent.installNow(user));
    }

    @Override
    public CompletionStage<String> postponeUpdate(String user, Duration pause) {
        return withUpdating(agent -> agent.postpone(user, pause));
    }

    private CompletionStage<String> withUpdating(Function<Updating, String> action) {
        return CompletableFuture.completedFuture(updating.get().map(action).orElse(NO_UPDATES));
    }
}
