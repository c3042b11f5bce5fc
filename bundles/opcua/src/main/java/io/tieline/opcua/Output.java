package io.tieline.opcua;

import io.tieline.profile.ValueRule;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jspecify.annotations.Nullable;

/** Where a command goes in the session at hand. */
sealed interface Output {

    ValueRule rule();

    /** The variable that says whether it worked; null: nobody says. */
    @Nullable
    NodeId readBack();

    Optional<Lock> lock();

    /** A variable to set. */
    record Setting(
            Target target,
            ValueRule rule,
            @Nullable NodeId readBack,
            Optional<Lock> lock,
            @Nullable Target reversion,
            @Nullable ValueRule reversionRule)
            implements Output {}

    /** A method to call. */
    record Call(Method method, List<String> arguments, ValueRule rule, @Nullable NodeId readBack, Optional<Lock> lock)
            implements Output {}

    /**
     * A variable and its type.
     *
     * @param present the value it held when the session began
     * @param declared its data type
     */
    record Target(NodeId node, @Nullable Object present, @Nullable NodeId declared) {

        Optional<Variant> value(double raw) {
            return Arguments.like(present, declared, raw);
        }
    }

    /** A method of an object and the data types of its arguments. */
    record Method(NodeId object, NodeId node, List<NodeId> types) {}

    /** What is called before and, unless the device takes the lock back by itself, after. */
    record Lock(Method taking, List<String> arguments, Optional<Method> giving) {}
}
