package io.tieline.snmp;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.profile.CommandRule;
import io.tieline.profile.SnmpPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Carries out commands: SET, then GET until the device shows the effect. */
final class Writer {

    private static final Pattern NUMBER = Pattern.compile("(?<=\\.)\\d+(?=\\.|$)");
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Map<String, Order> orders;

    /** One command of this device. */
    private record Order(SnmpPlan.Write write, String n, OID oid, OID shownBy, @Nullable Decoder decoder) {

        /** The object to write for an argument; null if there is none. */
        @Nullable
        OID object(double argument) {
            if (write.targets().isEmpty()) {
                return oid;
            }
            String target = write.targets().get((int) argument);
            return target == null ? null : new OID(target.replace("{n}", n));
        }
    }

    Writer(Map<String, CommandRule> rules, Layout layout) {
        this.orders = new TreeMap<>();
        rules.forEach((pattern, rule) -> {
            if (rule instanceof SnmpPlan.Write write) {
                numbers(pattern, layout).forEach(n -> order(pattern, write, n, layout));
            }
        });
    }

    /** The numbers for {n}: those of the device's points with the same first word, outlets for outlets. */
    private static List<String> numbers(String pattern, Layout layout) {
        if (!pattern.contains("{n}")) {
            return List.of("");
        }
        String prefix = pattern.substring(0, pattern.indexOf("{n}"));
        return layout.points().asList().stream()
                .filter(point -> point.name().startsWith(prefix))
                .flatMap(point -> NUMBER.matcher(point.name()).results().limit(1))
                .map(result -> result.group())
                .distinct()
                .toList();
    }

    private void order(String pattern, SnmpPlan.Write write, String n, Layout layout) {
        OID oid = new OID(write.oid().replace("{n}", n));
        String point = write.readBack().replace("{n}", n);
        int index = layout.points().indexOf(point);
        if (point.isEmpty()) {
            orders.put(pattern.replace("{n}", n), new Order(write, n, oid, oid, null));
        } else if (index >= 0) {
            OID shownBy = layout.source(point).orElse(oid);
            orders.put(pattern.replace("{n}", n), new Order(write, n, oid, shownBy, layout.decoder(point)));
        }
    }

    Set<String> commands() {
        return Set.copyOf(orders.keySet());
    }

    CompletionStage<CommandResult> write(Agent agent, Command command) {
        Order order = orders.get(command.name());
        if (order == null) {
            return CompletableFuture.completedFuture(
                    new CommandResult.Refused("the device has no " + command.name() + "; see its commands"));
        }
        List<OID> before = new ArrayList<>(List.of(order.oid()));
        if (!order.write().lock().isEmpty()) {
            before.add(new OID(order.write().lock()));
        }
        CompletableFuture<CommandResult> result = agent.get(before, before.size())
                .thenCompose(now -> set(agent, order, command, now))
                .exceptionally(e -> failed(e));
        return result.completeOnTimeout(
                new CommandResult.TimedOut(command.name() + " was sent, but not confirmed in time"),
                Math.max(1, command.timeout().toMillis()),
                TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<CommandResult> set(Agent agent, Order order, Command command, Map<OID, Variable> now) {
        OID object = order.object(command.argument());
        Variable value = value(order, command.argument(), now.get(order.oid()));
        if (value == null || object == null) {
            return CompletableFuture.completedFuture(new CommandResult.Refused(
                    command.name() + " does not take " + command.argument() + "; see the profile's commands"));
        }
        PDU pdu = agent.request(PDU.SET);
        if (!order.write().lock().isEmpty()) {
            OID lock = new OID(order.write().lock());
            Variable token = now.get(lock);
            if (token != null) {
                pdu.add(new VariableBinding(lock, token));
            }
        }
        pdu.add(new VariableBinding(object, value));
        return agent.wire().ask(pdu, agent.target()).thenCompose(answer -> {
            if (answer.getErrorStatus() != PDU.noError) {
                return CompletableFuture.completedFuture(new CommandResult.Refused("the agent refuses: "
                        + answer.getErrorStatusText() + "; check that the community or user may write"));
            }
            CompletableFuture<CommandResult> result = new CompletableFuture<>();
            if (order.write().verify()) {
                long end = System.nanoTime() + command.timeout().toNanos();
                look(agent, order, new Wanted(command.argument(), value, end), result);
            } else {
                result.complete(new CommandResult.Confirmed(command.argument()));
            }
            return result;
        });
    }

    /** What must be seen, and by when we stop looking. */
    private record Wanted(double argument, Variable value, long endNanos) {}

    private void look(Agent agent, Order order, Wanted wanted, CompletableFuture<CommandResult> result) {
        agent.get(List.of(order.shownBy()), 1).whenComplete((now, failure) -> {
            Variable shown = failure == null ? now.get(order.shownBy()) : null;
            if (shown != null && shows(order, wanted, shown)) {
                result.complete(new CommandResult.Confirmed(wanted.argument()));
            } else if (System.nanoTime() < wanted.endNanos()) {
                CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> look(agent, order, wanted, result));
            }
        });
    }

    private static boolean shows(Order order, Wanted wanted, Variable shown) {
        Decoder decoder = order.decoder();
        if (decoder == null) {
            return shown.toString().equals(wanted.value().toString());
        }
        Recorder seen = new Recorder(decoder.index() + 1, Poll.NOWHERE);
        decoder.put(shown, seen);
        return seen.last(decoder.index()) == wanted.argument();
    }

    /** The argument as the agent wants it: the type is that of the object's present value. */
    private static @Nullable Variable value(Order order, double argument, @Nullable Variable present) {
        if (!order.write().objects().isEmpty()) {
            String object = order.write().objects().get(Double.isNaN(argument) ? 0 : (int) argument);
            return object == null ? null : new OID(object);
        }
        if (!order.write().targets().isEmpty()) {
            return new Integer32(order.write().targetValue());
        }
        double raw = order.write().rule().raw(Double.isNaN(argument) ? 0 : argument);
        if (Double.isNaN(raw) || Math.abs(raw) > Integer.MAX_VALUE) {
            return null;
        }
        int number = (int) Math.rint(raw);
        if (present instanceof OctetString) {
            return new OctetString(Integer.toString(number));
        }
        return present instanceof Gauge32 ? new Gauge32(number) : new Integer32(number);
    }

    private static CommandResult failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new CommandResult.TimedOut("not confirmed: " + cause.getMessage());
    }
}
