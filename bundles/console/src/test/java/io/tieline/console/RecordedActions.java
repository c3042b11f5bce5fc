package io.tieline.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what an operator asked for. */
final class RecordedActions implements OperatorActions {

    final List<String> done = new CopyOnWriteArrayList<>();
    volatile String refusal = "";

    @Override
    public CompletionStage<String> startCommissioning(String user) {
        done.add("start by " + user);
        return CompletableFuture.completedFuture(refusal);
    }

    @Override
    public CompletionStage<String> abortCommissioning(String user) {
        done.add("abort by " + user);
        return CompletableFuture.completedFuture(refusal);
    }

    @Override
    public CompletionStage<String> alone(String user) {
        done.add("alone, says " + user);
        return CompletableFuture.completedFuture("");
    }

    @Override
    public CompletionStage<String> acknowledge(String user) {
        done.add("acknowledged by " + user);
        return CompletableFuture.completedFuture(refusal);
    }

    @Override
    public CompletionStage<String> acknowledgeAlarm(String user, String id) {
        done.add(id + " acknowledged by " + user);
        return CompletableFuture.completedFuture(refusal);
    }

    @Override
    public CompletionStage<String> openArea(String user, String area) {
        done.add(area + " opened by " + user);
        return CompletableFuture.completedFuture(refusal);
    }

    @Override
    public Map<String, Object> operation() {
        return Map.of("lockout", true);
    }

    @Override
    public Map<String, Object> commissioning() {
        return Map.of("cabinet", "cab-01");
    }

    @Override
    public Optional<String> commissioningPage(String ending) {
        return Optional.of("a page in " + ending);
    }

    @Override
    public Map<String, Object> update() {
        return Map.of("phase", "STAGED");
    }

    @Override
    public CompletionStage<String> installUpdate(String user) {
        done.add("install by " + user);
        return CompletableFuture.completedFuture(refusal);
    }

    @Override
    public CompletionStage<String> postponeUpdate(String user, Duration pause) {
        done.add("postpone " + pause.toMinutes() + " by " + user);
        return CompletableFuture.completedFuture(refusal);
    }
}
