package io.tieline.profile;

import io.tieline.document.Fields;
import java.util.Optional;
import java.util.Set;

/** What differs between the protocols when a profile is read. */
sealed interface PlanReader permits SnmpPlanReader, ModbusPlanReader, OpcUaPlanReader {

    /**
     * Reads {@code read}, {@code total} and the section named after the protocol.
     *
     * @param parent of the profile this one extends; what it reads comes after
     * @param dropped names of what the parent has and this family does not
     */
    Plan plan(Fields document, Optional<Plan> parent, Set<String> dropped);

    /** Reads how one command is written. */
    Optional<CommandRule> command(Fields fields);

    static PlanReader of(String protocol) {
        return switch (protocol) {
            case "snmp" -> new SnmpPlanReader();
            case "modbus" -> new ModbusPlanReader();
            default -> new OpcUaPlanReader();
        };
    }

    static Class<? extends Plan> planOf(String protocol) {
        return switch (protocol) {
            case "snmp" -> SnmpPlan.class;
            case "modbus" -> ModbusPlan.class;
            default -> OpcUaPlan.class;
        };
    }

    static String protocolOf(Plan plan) {
        if (plan instanceof SnmpPlan) {
            return "snmp";
        }
        return plan instanceof ModbusPlan ? "modbus" : "opcua";
    }
}
