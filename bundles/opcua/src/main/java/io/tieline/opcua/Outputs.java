package io.tieline.opcua;

import io.tieline.profile.CommandRule;
import io.tieline.profile.OpcUaPath;
import io.tieline.profile.OpcUaPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Finds where the commands of a profile go: variables with their types, methods with their arguments. */
final class Outputs {

    private final Services services;
    private final Limits limits;
    private final Paths paths;
    private final Map<OpcUaPath, Output.Target> targets = new LinkedHashMap<>();
    private final Map<OpcUaPath, Output.Method> methods = new LinkedHashMap<>();

    Outputs(Services services, Limits limits, Paths paths) {
        this.services = services;
        this.limits = limits;
        this.paths = paths;
    }

    /** The commands the server can carry out; one that misses any of its nodes is none. */
    CompletableFuture<Map<String, Output>> find(Map<String, CommandRule> commands) {
        Map<String, OpcUaPlan.Write> writes = new LinkedHashMap<>();
        commands.forEach((name, rule) -> {
            if (rule instanceof OpcUaPlan.Write write && name.indexOf('{') < 0) {
                writes.put(name, write);
            }
        });
        Set<OpcUaPath> variables = new LinkedHashSet<>();
        Set<OpcUaPath> called = new LinkedHashSet<>();
        writes.values().forEach(write -> {
            write.readBack().ifPresent(variables::add);
            write.lock().ifPresent(lock -> {
                called.add(lock.method());
                lock.unlock().ifPresent(called::add);
            });
            if (write instanceof OpcUaPlan.Setting setting) {
                variables.add(setting.path());
                setting.reversion().ifPresent(reversion -> variables.add(reversion.path()));
            } else if (write instanceof OpcUaPlan.Call call) {
                called.add(call.method());
            }
        });
        List<OpcUaPath> all = new ArrayList<>(variables);
        called.forEach(method -> {
            all.add(method);
            method.parent().ifPresent(all::add);
        });
        return paths.find(all)
                .thenCompose(found -> types(variables))
                .thenCompose(typed -> signatures(called))
                .thenApply(typed -> outputs(writes));
    }

    private CompletableFuture<Void> types(Set<OpcUaPath> variables) {
        List<OpcUaPath> present =
                variables.stream().filter(path -> paths.node(path).isPresent()).toList();
        List<ReadValueId> ids = present.stream()
                .map(path -> paths.node(path).orElseThrow())
                .flatMap(node -> Stream.of(Services.valueOf(node), Services.attributeOf(node, AttributeId.DataType)))
                .toList();
        return limits.read().inParts(ids, services::read).thenAccept(values -> {
            for (int i = 0; i < present.size(); i++) {
                DataValue value = values.get(2 * i);
                Object type = values.get(2 * i + 1).getValue().getValue();
                targets.put(
                        present.get(i),
                        new Output.Target(
                                paths.node(present.get(i)).orElseThrow(),
                                value.getValue().getValue(),
                                type instanceof NodeId declared ? declared : null));
            }
        });
    }

    private CompletableFuture<Void> signatures(Set<OpcUaPath> called) {
        List<OpcUaPath> present =
                called.stream().filter(path -> paths.node(path).isPresent()).toList();
        List<NodeId> nodes =
                present.stream().map(path -> paths.node(path).orElseThrow()).toList();
        return paths.properties(nodes, "InputArguments").thenCompose(properties -> {
            List<NodeId> declared =
                    properties.stream().flatMap(Optional::stream).toList();
            List<ReadValueId> ids = declared.stream().map(Services::valueOf).toList();
            return limits.read().inParts(ids, services::read).thenAccept(values -> {
                for (int i = 0; i < present.size(); i++) {
                    List<NodeId> types = properties
                            .get(i)
                            .map(property -> argumentTypes(values.get(declared.indexOf(property))))
                            .orElse(List.of());
                    NodeId object = present.get(i).parent().flatMap(paths::node).orElse(NodeIds.ObjectsFolder);
                    methods.put(present.get(i), new Output.Method(object, nodes.get(i), types));
                }
            });
        });
    }

    private List<NodeId> argumentTypes(DataValue arguments) {
        if (!(arguments.getValue().getValue() instanceof ExtensionObject[] declared)) {
            return List.of();
        }
        return Arrays.stream(declared)
                .map(argument -> argument.decode(services.encoding()))
                .filter(Argument.class::isInstance)
                .map(argument -> ((Argument) argument).getDataType())
                .toList();
    }

    private Map<String, Output> outputs(Map<String, OpcUaPlan.Write> writes) {
        Map<String, Output> outputs = new LinkedHashMap<>();
        writes.forEach((name, write) -> {
            if (isWhole(write)) {
                outputs.put(name, output(write));
            }
        });
        return outputs;
    }

    private boolean isWhole(OpcUaPlan.Write write) {
        boolean whole = write.readBack().map(targets::containsKey).orElse(true)
                && write.lock()
                        .map(lock -> methods.containsKey(lock.method())
                                && lock.unlock().map(methods::containsKey).orElse(true))
                        .orElse(true);
        if (write instanceof OpcUaPlan.Setting setting) {
            return whole
                    && targets.containsKey(setting.path())
                    && setting.reversion()
                            .map(reversion -> targets.containsKey(reversion.path()))
                            .orElse(true);
        }
        return whole && write instanceof OpcUaPlan.Call call && methods.containsKey(call.method());
    }

    private Output output(OpcUaPlan.Write write) {
        NodeId readBack =
                write.readBack().map(this::target).map(Output.Target::node).orElse(null);
        Optional<Output.Lock> lock = write.lock()
                .map(rule -> new Output.Lock(
                        method(rule.method()), rule.arguments(), rule.unlock().map(this::method)));
        if (write instanceof OpcUaPlan.Call call) {
            return new Output.Call(method(call.method()), call.arguments(), call.rule(), readBack, lock);
        }
        OpcUaPlan.Setting setting = (OpcUaPlan.Setting) write;
        Output.Target target = target(setting.path());
        return new Output.Setting(
                target,
                setting.rule(),
                readBack == null ? target.node() : readBack,
                lock,
                setting.reversion().map(reversion -> target(reversion.path())).orElse(null),
                setting.reversion().map(OpcUaPlan.Reversion::rule).orElse(null));
    }

    private Output.Target target(OpcUaPath path) {
        return Objects.requireNonNull(targets.get(path));
    }

    private Output.Method method(OpcUaPath path) {
        return Objects.requireNonNull(methods.get(path));
    }
}
