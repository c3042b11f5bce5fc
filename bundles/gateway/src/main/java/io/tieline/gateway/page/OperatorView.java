package io.tieline.gateway.page;

import io.tieline.console.CommState;
import io.tieline.console.ConsoleData;
import io.tieline.console.DecisionView;
import io.tieline.console.DeviceView;
import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.foundation.Closing;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.operation.RunningParts;
import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.journal.JournalStatus;
import io.tieline.journal.RecordedEvent;
import io.tieline.model.Alarm;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceStatus;
import io.tieline.southbound.Identity;
import io.tieline.uplink.Uplink;
import io.tieline.uplink.UplinkStatus;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway as the operator page shows it, with whatever parts run. */
final class OperatorView implements ConsoleData {

    private static final LiveImage NO_SITE = new LiveImage(List.of());

    /** Decisions have a list of their own, and the setpoints that follow from them stand beside the cabinets. */
    private static final Set<Event.Kind> WORTH_A_LINE = Set.of(
            Event.Kind.ALARM_RAISED,
            Event.Kind.ALARM_CLEARED,
            Event.Kind.STATE,
            Event.Kind.CONFIGURATION,
            Event.Kind.OPERATOR);

    private final RunningParts parts;
    private final Foundation foundation;
    private final RecentEvents recent;
    private final RunSummary summary;

    OperatorView(RunningParts parts, Foundation foundation) {
        this.parts = parts;
        this.foundation = foundation;
        this.recent = new RecentEvents(foundation.events());
        this.summary = new RunSummary(parts, foundation);
    }

    void close() {
        Closing.quietly(recent);
    }

    @Override
    public String siteName() {
        SiteRuntime site = parts.site();
        return site == null ? "No site" : site.description().name();
    }

    @Override
    public ZoneId zone() {
        SiteRuntime site = parts.site();
        return site == null ? ZoneOffset.UTC : site.description().zone();
    }

    @Override
    public LiveImage image() {
        SiteRuntime site = parts.site();
        return site == null ? NO_SITE : site.image();
    }

    @Override
    public List<DeviceView> devices() {
        SiteRuntime site = parts.site();
        return site == null
                ? List.of()
                : site.engine().status().stream()
                        .map(status -> device(status, site))
                        .toList();
    }

    private DeviceView device(DeviceStatus status, SiteRuntime site) {
        DeviceFault fault = status.fault();
        CommState comm =
                switch (status.state()) {
                    case ONLINE -> CommState.ONLINE;
                    case DEGRADED -> CommState.DEGRADED;
                    case CONNECTING, OFFLINE -> CommState.OFFLINE;
                };
        return new DeviceView(
                status.device().id(),
                status.device().kind(),
                Optional.ofNullable(status.identity()).map(OperatorView::words).orElse(""),
                site.description()
                        .devices()
                        .get(status.device().index())
                        .address()
                        .toString(),
                comm,
                comm == CommState.ONLINE || fault == null ? "" : fault.text(),
                recent.since(status.device().id()));
    }

    private static String words(Identity identity) {
        return Stream.of(identity.manufacturer(), identity.model(), identity.firmware())
                .filter(word -> !word.isBlank())
                .collect(Collectors.joining(" "));
    }

    @Override
    public Optional<DecisionView> decision() {
        return Optional.ofNullable(parts.control())
                .flatMap(control -> control.latest().map(decision -> DecisionViews.of(decision, control)));
    }

    @Override
    public List<DecisionView> decisions(int limit) {
        ControlLoop control = parts.control();
        return control == null
                ? List.of()
                : control.significant(limit).stream()
                        .map(decision -> DecisionViews.of(decision, control))
                        .toList();
    }

    @Override
    public List<Event> events(int limit) {
        Recorder recorder = parts.recorder();
        return recorder == null
                ? recent.newest(limit)
                : recorder.journal().events(0, Long.MAX_VALUE, limit, WORTH_A_LINE).stream()
                        .map(RecordedEvent::event)
                        .toList();
    }

    @Override
    public List<Alarm> alarms() {
        return foundation.alarms().standing();
    }

    @Override
    public Map<String, Object> journal() {
        Map<String, Object> journal = new LinkedHashMap<>();
        Recorder recorder = parts.recorder();
        if (recorder == null) {
            journal.put("state", "failing");
            journal.put("problem", "The journal does not run");
            return journal;
        }
        JournalStatus status = recorder.journal().status();
        boolean failing = status.state() == JournalStatus.State.FAILED;
        journal.put("state", failing ? "failing" : "recording");
        journal.put("recorded", status.recorded());
        journal.put("written", status.written());
        journal.put("lost", status.dropped());
        journal.put("bytes", status.bytes());
        journal.put("blocks", status.blocks());
        if (!Double.isNaN(status.daysLeft())) {
            journal.put("daysLeft", Math.rint(status.daysLeft() * 10) / 10);
        }
        if (failing) {
            journal.put("problem", status.failure());
        }
        return journal;
    }

    @Override
    public Map<String, Object> uplink() {
        Uplink uplink = parts.uplink();
        if (uplink == null) {
            return Map.of("state", "off");
        }
        UplinkStatus status = uplink.status();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("state", status.connected() ? "connected" : "disconnected");
        map.put("sinceUtcMillis", recent.since("uplink"));
        map.put("backlog", status.backlog());
        map.put("acknowledged", status.acknowledged());
        map.put("historical", status.historical());
        map.put("broker", status.broker());
        if (!status.lastError().isEmpty()) {
            map.put("lastError", status.lastError());
        }
        return map;
    }

    @Override
    public Map<String, Object> summary() {
        return summary.counters();
    }
}
