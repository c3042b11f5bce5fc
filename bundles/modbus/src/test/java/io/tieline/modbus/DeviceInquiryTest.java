package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.document.Problems;
import io.tieline.modbus.framing.Request;
import io.tieline.modbus.sunspec.SunSpecWalk;
import io.tieline.modbus.transport.Links;
import io.tieline.modbus.transport.ModbusAddress;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.model.SiteClock;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A device is asked who it is, with reads alone, and what it says becomes proposals. */
class DeviceInquiryTest {

    private static Profile profile(String id, String recognise) {
        Problems problems = new Problems();
        String yaml = "profile: " + id + "\ntitle: " + id + "\nkind: meter\nprotocol: modbus\nfacts: test\n"
                + "recognise:\n" + recognise
                + "read:\n  - {point: meter.power, address: 100, type: u16, unit: W}\n";
        return ProfileReader.read(id, yaml, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }

    private static final Profile BY_REGISTER = profile(
            "by-register",
            "  - registers: [{address: 200, type: ascii, registers: 3, is: \"^ACME\"}, {address: 210, type: u16, is: 7}]\n"
                    + "    confidence: 0.8\n");
    private static final Profile BY_TEXT = profile("by-text", "  - {vendor: ^ACME, product: ^M1, confidence: 0.9}\n");
    private static final Profile UNSURE =
            profile("unsure", "  - registers: [{address: 210, type: u16, is: 7}]\n    confidence: 0.3\n");

    private static DeviceTarget target(int port) {
        return new DeviceTarget(
                Bench.DEVICE,
                URI.create("modbus://127.0.0.1:" + port + "/1"),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                Map.of());
    }

    private static List<Proposal> proposals(Bench bench) throws Exception {
        return bench.protocol.propose(target(bench.port)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** All that the device says of itself. */
    private static Findings findings(Bench bench) throws Exception {
        Request.Target target = new Request.Target(1, TimeUnit.MILLISECONDS.toNanos(300), 0, 1, false);
        Links links = new Links(SiteClock.system());
        try {
            RemoteUnit unit = new RemoteUnit(
                    links.acquire(ModbusAddress.of(URI.create("modbus://127.0.0.1:" + bench.port))), target);
            return new DeviceInquiry(unit, SunSpecWalk.BASES, () -> List.of(BY_TEXT))
                    .complete()
                    .get(20, TimeUnit.SECONDS);
        } finally {
            links.close();
        }
    }

    private static RegisterImage acme(int number) {
        return new RegisterImage().text(200, 3, "ACME").put(210, number).put(100, 42);
    }

    @Test
    void identificationRegistersSpeakForAProfile() throws Exception {
        RegisterImage image = acme(7);
        try (Bench bench = Bench.serving(image, BY_REGISTER, UNSURE)) {
            List<Proposal> proposals = proposals(bench);
            assertThat(proposals).extracting(Proposal::profile).containsExactly("by-register", "unsure");
            assertThat(proposals.get(0).because()).contains("register 200 holds 'ACME'", "register 210 holds '7'");
            assertThat(image.writes).hasValue(0);
        }
    }

    @Test
    void allThatAWayNamesMustFit() throws Exception {
        try (Bench bench = Bench.serving(acme(17), BY_REGISTER, UNSURE)) {
            assertThat(proposals(bench)).isEmpty();
        }
    }

    @Test
    void aChainOfModelsIsProposedWithTheModels() throws Exception {
        RegisterImage image = new RegisterImage()
                .put32(40_000, 0x53756E53)
                .model(40_002, 1, 66)
                .model(40_070, 203, 105)
                .put(40_177, 0xFFFF, 0);
        try (Bench bench = Bench.serving(image, BY_REGISTER)) {
            assertThat(proposals(bench)).singleElement().satisfies(proposal -> {
                assertThat(proposal.profile()).isEqualTo("sunspec");
                assertThat(proposal.because()).contains("1 (Common)", "203 (");
            });
        }
    }

    @Test
    void autoTakesTheBestAndSaysWhatItFoundWhereNoneIsSure() throws Exception {
        try (Bench bench = Bench.serving(acme(7), BY_REGISTER, UNSURE)) {
            assertThat(bench.connect(DeviceTarget.AUTO, Map.of()).identity().profile())
                    .isEqualTo("by-register");
        }
        try (Bench bench = Bench.serving(acme(7), UNSURE)) {
            assertThatThrownBy(() -> bench.connect(DeviceTarget.AUTO, Map.of()))
                    .cause()
                    .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(
                                    e.fault().text())
                            .contains("no SunSpec models", "unsure (register 210 holds '7')", "name its profile"));
        }
    }

    /** Function 43: objects 0 and 1 in two answers, conformity level 2 with an object of its own; else exceptions. */
    private static void speaking(byte[] request, OutputStream out) throws IOException {
        if (request[7] != 43) {
            out.write(HostileServer.exception(request, 2));
            return;
        }
        boolean basic = request[9] == 1;
        int object = request[10] & 0xFF;
        String text = basic ? object == 0 ? "ACME" : "M1" : "Acme Meter";
        boolean more = basic && object == 0;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(
                new byte[] {request[0], request[1], 0, 0, 0, (byte) (10 + text.length()), request[6], 43, 14});
        answer.writeBytes(new byte[] {request[9], 2, (byte) (more ? 0xFF : 0), (byte) (more ? 1 : 0), 1});
        answer.writeBytes(new byte[] {(byte) (basic ? object : 4), (byte) text.length()});
        answer.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        out.write(answer.toByteArray());
    }

    @Test
    void function43IsReadToItsEndAndOnAllLevelsTheDevicePromises() throws Exception {
        try (HostileServer server = new HostileServer();
                Bench bench = Bench.at(server.port(), BY_TEXT)) {
            server.manner = DeviceInquiryTest::speaking;
            assertThat(findings(bench).texts())
                    .isEqualTo(Map.of("vendor", "ACME", "product", "M1", "product.name", "Acme Meter"));
            assertThat(proposals(bench)).extracting(Proposal::profile).containsExactly("by-text");
        }
    }

    @Test
    void aDeviceThatAlwaysHasMoreToSayIsNotAskedForEver() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (HostileServer server = new HostileServer();
                Bench bench = Bench.at(server.port(), BY_TEXT)) {
            server.manner = (request, out) -> {
                if (request[7] == 43) {
                    asked.incrementAndGet();
                    int next = (request[10] & 0xFF) + 1;
                    out.write(new byte[] {
                        request[0],
                        request[1],
                        0,
                        0,
                        0,
                        11,
                        request[6],
                        43,
                        14,
                        1,
                        3,
                        (byte) 0xFF,
                        (byte) next,
                        1,
                        9,
                        1,
                        65
                    });
                } else {
                    out.write(HostileServer.exception(request, 2));
                }
            };
            assertThat(proposals(bench)).isEmpty();
            assertThat(asked.get()).isBetween(2, 12);
        }
    }

    @Test
    void aDeviceThatIsSilentWhereItHasNothingIsNotAskedForEverything() throws Exception {
        AtomicInteger silences = new AtomicInteger();
        Profile[] many = new Profile[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = profile("p" + i, "  - registers: [{address: " + (300 + i) + ", type: u16, is: 1}]\n");
        }
        try (HostileServer server = new HostileServer();
                Bench bench = Bench.at(server.port(), many)) {
            server.manner = (request, out) -> {
                boolean register = request[7] == 3 && request[11] == 1;
                if (register) {
                    silences.incrementAndGet();
                } else {
                    out.write(HostileServer.exception(request, 2));
                }
            };
            assertThat(proposals(bench)).isEmpty();
            assertThat(silences.get()).isBetween(1, 4);
        }
    }
}
