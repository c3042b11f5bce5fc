package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.uplink.RequestDesk.Reply;
import io.tieline.uplink.RequestDesk.Request;
import io.tieline.uplink.payload.Sparkplug;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final String LEASE = "{\"id\":\"l-1\",\"epoch\":3,\"ttl\":300}";
    private static final long SEED = 4711;

    private final Topics topics = new Topics("site", "node");
    private final List<Request> asked = new ArrayList<>();
    private final RequestDesk desk = request -> {
        asked.add(request);
        return CompletableFuture.completedFuture(new Reply(true, "clamped to 100 kW"));
    };
    private final Requests requests = new Requests(topics, List.of(), desk, () -> {});

    @Test
    void aLeaseComesOverTheTopicOrOverTheNodeCommandAndIsAnsweredByItsId() {
        requests.receive(topics.request(), LEASE.getBytes(StandardCharsets.UTF_8));
        requests.receive(topics.node("NCMD"), text(Payloads.REQUEST, LEASE));
        assertThat(asked).containsExactly(new Request.Lease(LEASE), new Request.Lease(LEASE));
        for (int i = 0; i < 2; i++) {
            assertThat(answer().toString())
                    .isEqualTo("{\"request\":\"l-1\",\"accepted\":true,\"reason\":\"clamped to 100 kW\"}");
        }
        assertThat(requests.takeAnswer()).isNull();
    }

    @Test
    void whatIsWantedOfTheSoftwareComesTheSameWay() {
        String update = "{\"id\":\"w-1\",\"update\":{\"action\":\"install\"}}";
        requests.receive(topics.node("NCMD"), text(Payloads.REQUEST, update));
        assertThat(asked).containsExactly(new Request.Update(update));
        assertThat(answer().getString("request", "")).isEqualTo("w-1");
    }

    @Test
    void anotherWayInHasTheSameRules() throws Exception {
        KeyPair energy = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signer signer = Signer.parse("energy="
                + Base64.getEncoder().encodeToString(energy.getPublic().getEncoded()));
        RequestDoor door = RequestDoor.of(new Intake(List.of(signer)), desk);
        RequestDoor.Answer unsigned = door.take(LEASE.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
        assertThat(unsigned)
                .isEqualTo(new RequestDoor.Answer("l-1", false, "this gateway follows signed requests only"));
        assertThat(asked).isEmpty();
        RequestDoor.Answer said = door.take(signed(LEASE, LEASE, "energy", energy))
                .toCompletableFuture()
                .join();
        assertThat(said).isEqualTo(new RequestDoor.Answer("l-1", true, "clamped to 100 kW"));
        assertThat(asked).containsExactly(new Request.Lease(LEASE));
    }

    @Test
    void aDeviceCommandIsAWriteOfANumber() {
        Sparkplug.Metric.Builder on =
                Sparkplug.Metric.newBuilder().setName("outlet.3.switch").setBooleanValue(true);
        requests.receive(topics.device("DCMD", "pdu-1"), payload(on));
        assertThat(asked).containsExactly(new Request.Write("pdu-1", "outlet.3.switch", 1));
        requests.receive(topics.device("DCMD", "pdu-1"), text("outlet.3.switch", "on"));
        answer();
        JsonObject refused = answer();
        assertThat(refused.getBoolean("accepted", true)).isFalse();
        assertThat(refused.getString("request", "")).isEqualTo("pdu-1/outlet.3.switch");
    }

    @Test
    void aRebirthIsTakenOnce() {
        Sparkplug.Metric.Builder rebirth =
                Sparkplug.Metric.newBuilder().setName(Payloads.REBIRTH).setBooleanValue(true);
        requests.receive(topics.node("NCMD"), payload(rebirth));
        requests.receive(topics.node("NCMD"), payload(rebirth));
        assertThat(requests.takeRebirth()).isTrue();
        assertThat(requests.takeRebirth()).isFalse();
        requests.receive(topics.node("NCMD"), payload(rebirth.setBooleanValue(false)));
        assertThat(requests.takeRebirth()).isFalse();
    }

    @Test
    void withSignersOnlyTheirSignatureOverTheVeryTextCounts() throws Exception {
        KeyPair energy = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signer signer = Signer.parse("energy="
                + Base64.getEncoder().encodeToString(energy.getPublic().getEncoded()));
        Requests strict = new Requests(topics, List.of(signer), desk, () -> {});

        strict.receive(topics.request(), signed(LEASE, LEASE, "energy", energy));
        assertThat(asked).containsExactly(new Request.Lease(LEASE));
        assertThat(answer(strict).getBoolean("accepted", false)).isTrue();

        asked.clear();
        strict.receive(topics.request(), signed(LEASE, LEASE, "energy", stranger));
        strict.receive(topics.request(), signed(LEASE, LEASE, "nobody", energy));
        strict.receive(topics.request(), signed(LEASE.replace("300", "301"), LEASE, "energy", energy));
        strict.receive(topics.request(), LEASE.getBytes(StandardCharsets.UTF_8));
        strict.receive(
                topics.request(),
                "{\"signed\":\"{}\",\"by\":\"energy\",\"signature\":\"%\"}".getBytes(StandardCharsets.UTF_8));
        strict.receive(
                topics.device("DCMD", "pdu-1"),
                payload(Sparkplug.Metric.newBuilder().setName("outlet.1.switch").setIntValue(0)));
        assertThat(asked).isEmpty();
        for (int i = 0; i < 6; i++) {
            assertThat(answer(strict).getBoolean("accepted", true)).isFalse();
        }
        assertThatThrownBy(() -> Signer.parse("energy=AAAA")).hasMessageContaining("Ed25519");
    }

    @Test
    void whateverComesInNothingBreaksAndAnswersDoNotPileUp() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        String[] where = {topics.request(), topics.node("NCMD"), topics.device("DCMD", "x"), "elsewhere"};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            requests.receive(where[i % where.length], bytes);
        }
        requests.receive(topics.request(), new byte[Intake.LARGEST + 1]);
        requests.receive(topics.request(), "[".repeat(Intake.LARGEST).getBytes(StandardCharsets.UTF_8));
        int answers = 0;
        while (requests.takeAnswer() != null) {
            answers++;
        }
        assertThat(answers).isBetween(1, 4 * Requests.MOST_OPEN);
    }

    @Test
    void moreThanAFewOpenRequestsAreRefused() {
        List<CompletableFuture<Reply>> waiting = new ArrayList<>();
        Requests busy = new Requests(
                topics,
                List.of(),
                request -> {
                    waiting.add(new CompletableFuture<>());
                    return waiting.get(waiting.size() - 1);
                },
                () -> {});
        for (int i = 0; i <= Requests.MOST_OPEN; i++) {
            busy.receive(topics.request(), LEASE.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(waiting).hasSize(Requests.MOST_OPEN);
        assertThat(answer(busy).getString("reason", "")).contains("too many");
        waiting.get(0).complete(new Reply(true, ""));
        assertThat(answer(busy).getBoolean("accepted", false)).isTrue();
    }

    private JsonObject answer() {
        return answer(requests);
    }

    private static JsonObject answer(Requests from) {
        RequestDoor.Answer answer = from.takeAnswer();
        assertThat(answer).isNotNull();
        return Json.parse(answer.json()).asObject();
    }

    private static byte[] signed(String text, String signedText, String by, KeyPair key) throws Exception {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(signedText.getBytes(StandardCharsets.UTF_8));
        return Json.object()
                .add("signed", text)
                .add("by", by)
                .add("signature", Base64.getEncoder().encodeToString(signature.sign()))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] text(String name, String value) {
        return payload(Sparkplug.Metric.newBuilder().setName(name).setStringValue(value));
    }

    private static byte[] payload(Sparkplug.Metric.Builder metric) {
        return Sparkplug.Payload.newBuilder().addMetrics(metric).build().toByteArray();
    }
}
