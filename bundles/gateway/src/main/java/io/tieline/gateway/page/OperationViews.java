package io.tieline.gateway.page;

import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.lease.Lease;
import io.tieline.control.lease.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands that an operator can do something about, or has to know, for the page. */
final class OperationViews {

    private OperationViews() {}

    static Map<String, Object> of(Decision decision, ControlState state, String otherGateway) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("otherGateway", otherGateway);
        map.put("lockout", decision.waitsForOperator());
        map.put(
                "closedAreas",
                state.closedAreas().entrySet().stream()
                        .map(closed -> Map.of("area", closed.getKey(), "report", closed.getValue()))
                        .toList());
        map.put("carrier", decision.supply().carrier().label());
        map.put("generators", decision.supply().generators().name());
        map.put("shed", decision.supply().shed());
        map.put("shedW", decision.supply().shedW());
        map.put("leases", leases(state.leases()));
        return map;
    }

    private static List<Map<String, Object>> leases(List<Lease> leases) {
        return leases.stream()
                .map(lease -> Map.<String, Object>of(
                        "id",
                        lease.id(),
                        "what",
                        words(lease.request().payload()),
                        "priority",
                        lease.request().priority(),
                        "expiresUtcMillis",
                        lease.expiresUtcMillis()))
                .toList();
    }

    private static String words(Payload payload) {
        if (payload instanceof Payload.PowerSchedule) {
            return "power schedule";
        }
        if (payload instanceof Payload.PriceSchedule) {
            return "energy prices";
        }
        if (payload instanceof Payload.Curtailment) {
            return "curtailment";
        }
        if (payload instanceof Payload.Limit limit) {
            return "import limit of " + Math.round(limit.importW() / 1000) + " kW";
        }
        if (payload instanceof Payload.ReserveFloor floor) {
            return "reserve of at least " + Math.round(floor.socPercent()) + " %";
        }
        return "mode";
    }
}
