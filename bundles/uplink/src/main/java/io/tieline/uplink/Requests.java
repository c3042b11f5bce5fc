package io.tieline.uplink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tieline.uplink.payload.Sparkplug;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What upstream asks for: a new birth, leases and updates over NCMD or the request topic, values over DCMD. Whatever is malformed is
 * refused with the reason, or means nothing where there is no one to answer. Thread-safe.
 */
final class Requests {

    /** More than this waiting for an answer is not a conversation. */
    static final int MOST_OPEN = 16;

    private final Topics topics;
    private final Intake intake;
    private final RequestDesk desk;
    private final Runnable wake;
    private final AtomicBoolean rebirth = new AtomicBoolean();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<RequestDoor.Answer> answers = new ConcurrentLinkedQueue<>();

    Requests(Topics topics, List<Signer> signers, RequestDesk desk, Runnable wake) {
        this.topics = topics;
        this.intake = new Intake(signers);
        this.desk = desk;
        this.wake = wake;
    }

    /** What to subscribe to. */
    String[] subscriptions() {
        return new String[] {topics.node("NCMD"), topics.device("DCMD", "") + "+", topics.request()};
    }

    /** Whether a new birth was asked for since this was asked last. */
    boolean takeRebirth() {
        return rebirth.getAndSet(false);
    }

    /** The next answer to be sent, null if there is none. */
    RequestDoor.@Nullable Answer takeAnswer() {
        return answers.poll();
    }

    void receive(String topic, byte[] payload) {
        if (topic.equals(topics.request())) {
            words(payload);
        } else if (topic.equals(topics.node("NCMD"))) {
            metrics(payload).forEach(this::nodeCommand);
        } else {
            topics.deviceOf("DCMD", topic)
                    .ifPresent(device -> metrics(payload).forEach(metric -> deviceCommand(device, metric)));
        }
    }

    private static List<Sparkplug.Metric> metrics(byte[] payload) {
        if (payload.length > Intake.LARGEST) {
            return List.of();
        }
        try {
            List<Sparkplug.Metric> metrics =
                    Sparkplug.Payload.parseFrom(payload).getMetricsList();
            return metrics.subList(0, Math.min(metrics.size(), MOST_OPEN));
        } catch (InvalidProtocolBufferException e) {
            return List.of();
        }
    }

    private void nodeCommand(Sparkplug.Metric metric) {
        switch (metric.getName()) {
            case Payloads.REBIRTH -> {
                if (metric.getBooleanValue()) {
                    rebirth.set(true);
                }
            }
            case Payloads.REQUEST -> words(metric.getStringValue().getBytes(StandardCharsets.UTF_8));
            default -> {
                // Names that the birth does not have mean nothing here (Sparkplug 3.0, 5.16).
            }
        }
    }

    private void deviceCommand(String device, Sparkplug.Metric metric) {
        String id = device + "/" + metric.getName();
        double value =
                switch (metric.getValueCase()) {
                    case INT_VALUE -> metric.getIntValue();
                    case LONG_VALUE -> metric.getLongValue();
                    case FLOAT_VALUE -> metric.getFloatValue();
                    case DOUBLE_VALUE -> metric.getDoubleValue();
                    case BOOLEAN_VALUE -> metric.getBooleanValue() ? 1 : 0;
                    case STRING_VALUE, VALUE_NOT_SET -> Double.NaN;
                };
        if (intake.isStrict()) {
            refuse(id, "this gateway follows signed requests only; a DCMD cannot be signed");
        } else if (metric.getName().isEmpty() || !Double.isFinite(value)) {
            refuse(id, "give the name of a point and a number");
        } else {
            ask(id, new RequestDesk.Request.Write(device, metric.getName(), value));
        }
    }

    private void words(byte[] text) {
        Intake.Verdict verdict = intake.judge(text);
        if (verdict instanceof Intake.Verdict.Admitted admitted) {
            ask(admitted.id(), admitted.request());
        } else if (verdict instanceof Intake.Verdict.Turned turned) {
            refuse(turned.id(), turned.reason());
        }
    }

    private void ask(String id, RequestDesk.Request request) {
        if (open.incrementAndGet() > MOST_OPEN) {
            open.decrementAndGet();
            refuse(id, "too many requests at once");
            return;
        }
        desk.ask(request).whenComplete((reply, failure) -> {
            open.decrementAndGet();
            if (reply == null) {
                refuse(id, "the request could not be decided: " + failure.getMessage());
            } else {
                answer(id, reply.accepted(), reply.reason());
            }
        });
    }

    private void refuse(String id, String reason) {
        answer(id, false, reason);
    }

    private void answer(String id, boolean accepted, String reason) {
        if (answers.size() < 4 * MOST_OPEN) {
            answers.add(new RequestDoor.Answer(id, accepted, reason));
        }
        wake.run();
    }
}
