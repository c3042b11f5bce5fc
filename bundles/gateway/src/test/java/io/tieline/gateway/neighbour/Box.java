package io.tieline.gateway.neighbour;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.settings.CommissioningSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GatewaySettings;
import io.tieline.gateway.control.CoreAccess;
import io.tieline.gateway.control.FenceDesk;
import io.tieline.gateway.control.Journalling;
import io.tieline.gateway.message.Announcement;
import io.tieline.gateway.message.Announcement.Charge;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One gateway: its core, and its place at the topic. */
final class Box implements CoreAccess {

    /** The cabinets of the site, by their marks. */
    static final List<String> CABINETS = marks(1, 40);

    final List<String> events = new ArrayList<>();
    final List<String> recorded = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    private final Topic topic;
    private final ControlSettings settings;
    private final String host;
    final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private Seal seal = Seal.NONE;
    private String instance = "";
    private List<String> cabinets = CABINETS;
    private ControlCore core;
    FenceDesk desk;
    OtherGateways talk;
    boolean connected;
    /** Decides nothing for now. */
    boolean silent;

    Box(Topic topic, String name, String host, String instance, long epoch) {
        this.topic = topic;
        this.host = host;
        settings = ControlSettings.defaults(ZoneOffset.UTC)
                .withCommissioning(CommissioningSettings.WAIVED)
                .withGateway(new GatewaySettings(name, epoch));
        begin(instance, ControlState.initial());
    }

    private void begin(String as, ControlState from) {
        instance = as;
        core = new ControlCore(settings, from);
        Journalling record = event -> {
            recorded.add(event.sentence());
            return CompletableFuture.completedFuture(1L);
        };
        desk = new FenceDesk(this, record, SiteClock.system(), () -> topic.nanos, settings.gateway(), from.fence());
        talk = path();
    }

    static List<String> marks(int from, int to) {
        return Announcement.marks(
                IntStream.rangeClosed(from, to).mapToObj(i -> URI.create("modbus://10.0.0.7:502/" + i)));
    }

    /** One more way to the same gateway. */
    OtherGateways path() {
        return new OtherGateways(
                new Self("site", host, instance, cabinets),
                OtherGateways.RENEWAL_AT_BROKER,
                () -> Optional.of(desk),
                () -> seal,
                SiteClock.system(),
                () -> topic.nanos,
                alarms,
                (Event event) -> events.add(event.sentence()));
    }

    Box knows(String key) {
        seal = new KeySeal(key, "site");
        return this;
    }

    Box reaches(List<String> others) {
        cabinets = others;
        begin(instance, core.state());
        return this;
    }

    void restart(String instance) {
        unplug();
        begin(instance, ControlState.fromMap(core.state().toMap()));
        connect();
    }

    Box connect() {
        connected = true;
        talk.connected(Topic.BROKER);
        if (!topic.kept.isEmpty()) {
            talk.heard(Topic.BROKER, topic.kept, true);
        }
        step();
        return this;
    }

    void unplug() {
        connected = false;
    }

    void end() {
        desk.end();
        talk.lastWords().ifPresent(words -> {
            topic.tell(words);
            topic.kept = "";
        });
        unplug();
        topic.boxes.remove(this);
    }

    void step() {
        desk.follow(core);
        if (connected) {
            talk.next().ifPresent(words -> {
                said.add(words);
                topic.kept = words;
                topic.tell(words);
            });
        }
    }

    Charge charge() {
        return desk.standing().charge();
    }

    @Override
    public <T> CompletionStage<T> with(Function<ControlCore, T> question) {
        T answer = question.apply(core);
        if (!silent) {
            desk.follow(core);
        }
        return CompletableFuture.completedFuture(answer);
    }
}
