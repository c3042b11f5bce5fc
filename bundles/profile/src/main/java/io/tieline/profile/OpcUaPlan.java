package io.tieline.profile;

import java.util.List;

/** What is read from an OPC UA server: by browse path, since node ids may change at every start of the server. */
public record OpcUaPlan(List<Value> values) implements Plan {

    public OpcUaPlan {
        values = List.copyOf(values);
    }

    /**
     * One variable.
     *
     * @param path browse names below the Objects folder, separated by {@code /}; a name may carry its namespace URI index
     *     as {@code 2:Name}, without one any namespace fits
     */
    public record Value(String point, String path, ValueRule rule, Rate rate) {}

    /** How a command is written: into the variable at a browse path. */
    public record Write(String path, ValueRule rule) implements CommandRule {}
}
