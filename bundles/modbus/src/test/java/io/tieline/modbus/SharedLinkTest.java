package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Mbap;
import io.tieline.modbus.framing.Request;
import io.tieline.modbus.framing.Rtu;
import io.tieline.southbound.DeviceFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many requests and many units on one connection: who waits, who is told what, and what is asked again. */
class SharedLinkTest {

    private static final long SECOND = 1_000_000_000;

    private MemoryMedium medium = new MemoryMedium(Mbap.FRAMING);

    private record Sent(Request request, Ending ending) {}

    @AfterEach
    void nothingIsLeftBehind() {
        medium.end();
        assertThat(medium.held()).isZero();
    }

    private Sent read(int unit, int address, int inFlight) {
        Ending ending = new Ending();
        Request request = Request.read(
                new Request.Target(unit, SECOND, 0, inFlight, false),
                Function.READ_HOLDING_REGISTERS,
                address,
                1,
                ending);
        medium.link.submit(request);
        return new Sent(request, ending);
    }

    private Sent write(int unit, int inFlight) {
        Ending ending = new Ending();
        Request request = Request.write(
                new Request.Target(unit, SECOND, 0, inFlight, false),
                Function.WRITE_REGISTER,
                1,
                new short[] {5},
                ending);
        medium.link.submit(request);
        return new Sent(request, ending);
    }

    /** Answers a read of one register with its address. */
    private static byte[] answer(byte[] request) {
        return HostileServer.honestFrame(request);
    }

    @Test
    void aDeviceThatTakesOneRequestGetsOne() {
        Sent first = read(1, 10, 1);
        Sent second = read(1, 20, 1);
        List<byte[]> sent = medium.sent();
        assertThat(sent).hasSize(1);
        medium.deliver(answer(sent.get(0)));
        assertThat(first.ending.data).containsExactly(0, 10);
        assertThat(second.ending.times).isZero();
        assertThat(medium.sent()).hasSize(1);
    }

    @Test
    void aDeviceThatTakesThreeGetsThreeAndAnswersInAnyOrder() {
        List<Sent> reads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            reads.add(read(1, 10 * i, 3));
        }
        List<byte[]> sent = medium.sent();
        assertThat(sent).hasSize(3);
        medium.deliver(answer(sent.get(2)));
        medium.deliver(answer(sent.get(0)));
        assertThat(reads.get(2).ending.data).containsExactly(0, 20);
        assertThat(reads.get(0).ending.data).containsExactly(0, 0);
        assertThat(reads.get(1).ending.times).isZero();
        List<byte[]> next = medium.sent();
        assertThat(next).hasSize(1);
        medium.deliver(answer(sent.get(1)));
        medium.deliver(answer(next.get(0)));
        assertThat(reads).allSatisfy(read -> assertThat(read.ending.times).isEqualTo(1));
        assertThat(reads.get(3).ending.data).containsExactly(0, 30);
    }

    @Test
    void theMostCautiousDeviceOnTheConnectionSetsTheLimit() {
        read(1, 10, 8);
        read(2, 10, 1);
        assertThat(medium.sent()).hasSize(1);
    }

    @Test
    void anAnswerThatFitsAnotherRequestOnlyIsRefused() {
        Sent first = read(1, 10, 2);
        Sent second = read(2, 20, 2);
        List<byte[]> sent = medium.sent();
        byte[] crossed = answer(sent.get(1));
        crossed[1] = sent.get(0)[1];
        medium.deliver(crossed);
        assertThat(first.ending.kind()).isEqualTo(DeviceFault.Kind.PROTOCOL);
        assertThat(second.ending.data).isNull();
    }

    @Test
    void aUnitThatIsSilentDoesNotSpoilTheReadsOfItsNeighbours() {
        Sent silent = read(1, 10, 2);
        medium.advance(500);
        Sent neighbour = read(2, 20, 2);
        medium.sent();
        medium.advance(500);
        assertThat(silent.ending.kind()).isEqualTo(DeviceFault.Kind.TIMEOUT);
        assertThat(neighbour.ending.times).isZero();
        List<byte[]> again = medium.sent();
        assertThat(again).hasSize(1);
        medium.deliver(answer(again.get(0)));
        assertThat(neighbour.ending.data).containsExactly(0, 20);
        assertThat(medium.connections).isEqualTo(2);
    }

    @Test
    void whatIsAskedAgainIsAskedAgainOnce() {
        Sent neighbour = read(2, 20, 2);
        quick(1);
        medium.advance(300);
        assertThat(neighbour.ending.times).isZero();
        quick(1);
        medium.advance(300);
        assertThat(neighbour.ending.kind()).isEqualTo(DeviceFault.Kind.TIMEOUT);
        assertThat(medium.connections).isEqualTo(2);
    }

    private void quick(int unit) {
        Request.Target target = new Request.Target(unit, SECOND * 3 / 10, 0, 2, false);
        medium.link.submit(Request.read(target, Function.READ_HOLDING_REGISTERS, 1, 1, new Ending()));
    }

    @Test
    void aWriteIsNeverSentAgain() {
        read(1, 10, 2);
        medium.advance(500);
        Sent written = write(2, 2);
        assertThat(medium.sent()).hasSize(2);
        medium.advance(500);
        assertThat(written.ending.kind()).isEqualTo(DeviceFault.Kind.TIMEOUT);
    }

    @Test
    void theShortestDeadlineCountsHoweverLongTheOthersAre() {
        Ending patient = new Ending();
        medium.link.submit(Request.read(
                new Request.Target(2, 60 * SECOND, 0, 2, false), Function.READ_HOLDING_REGISTERS, 1, 1, patient));
        Sent quick = read(1, 10, 2);
        medium.advance(1_000);
        assertThat(quick.ending.kind()).isEqualTo(DeviceFault.Kind.TIMEOUT);
        assertThat(patient.times).isZero();
    }

    @Test
    void aPlaceThatRefusesSeesFewAttemptsHoweverManyUnitsWantIt() {
        medium.refuses = true;
        for (int second = 0; second < 60; second++) {
            for (int unit = 1; unit <= 31; unit++) {
                assertThat(read(unit, 10, 1).ending.kind()).isEqualTo(DeviceFault.Kind.NO_CONNECTION);
            }
            medium.advance(1_000);
        }
        assertThat(medium.connections).isBetween(15, 33);
        medium.refuses = false;
        medium.advance(5_000);
        read(1, 10, 1);
        assertThat(medium.isOpen()).isTrue();
    }

    @Test
    void aPeerThatTakesConnectionsAndClosesThemIsLeftAloneToo() {
        for (int second = 0; second < 60; second++) {
            for (int unit = 1; unit <= 31; unit++) {
                read(unit, 10, 1);
            }
            if (medium.isOpen()) {
                medium.closeByPeer();
            }
            medium.advance(1_000);
        }
        assertThat(medium.connections).isBetween(15, 33);
    }

    @Test
    void aConnectionThatWasSilentForLongIsOpenedAnew() {
        read(1, 10, 1);
        medium.deliver(answer(medium.sent().get(0)));
        medium.advance(30_000);
        read(1, 10, 1);
        medium.deliver(answer(medium.sent().get(0)));
        assertThat(medium.connections).isEqualTo(1);
        medium.advance(60_000);
        Sent read = read(1, 10, 1);
        assertThat(medium.connections).isEqualTo(2);
        medium.deliver(answer(medium.sent().get(0)));
        assertThat(read.ending.data).containsExactly(0, 10);
    }

    @Test
    void bytesNobodyAskedForEndTheConnection() {
        read(1, 10, 1);
        medium.deliver(answer(medium.sent().get(0)));
        medium.deliver(new byte[] {0, 1, 0});
        assertThat(medium.isOpen()).isFalse();
    }

    @Test
    void aBroadcastOnASerialLineWaitsForNoAnswer() {
        medium.end();
        medium = new MemoryMedium(Rtu.FRAMING);
        Sent all = write(0, 1);
        Sent next = read(5, 10, 1);
        assertThat(medium.sent()).hasSize(1);
        medium.advance(150);
        assertThat(all.ending.times).isZero();
        medium.advance(100);
        assertThat(all.ending.data).isEmpty();
        assertThat(medium.sent()).as("the line is free again").hasSize(1);
        assertThat(next.ending.times).isZero();
        assertThat(read(0, 10, 1).ending.times).as("waits for its turn").isZero();
    }

    @Test
    void everybodyCannotBeRead() {
        medium.end();
        medium = new MemoryMedium(Rtu.FRAMING);
        assertThat(read(0, 10, 1).ending.fault).isNotNull().satisfies(fault -> assertThat(fault.text())
                .contains("name the unit"));
    }

    @Test
    void theLateAnswerOfASerialUnitIsNotTakenForItsNext() {
        medium.end();
        medium = new MemoryMedium(Rtu.FRAMING);
        Sent late = read(5, 10, 1);
        byte[] asked = medium.sent().get(0);
        medium.advance(1_000);
        assertThat(late.ending.kind()).isEqualTo(DeviceFault.Kind.TIMEOUT);

        Sent again = read(5, 11, 1);
        Sent neighbour = read(6, 12, 1);
        List<byte[]> sent = medium.sent();
        assertThat(sent).as("only the neighbour is asked").hasSize(1);
        medium.deliver(HostileServer.honestRtuFrame(asked));
        assertThat(neighbour.ending.times)
                .as("what unit 5 says late is not its business")
                .isZero();
        medium.deliver(HostileServer.honestRtuFrame(sent.get(0)));
        assertThat(neighbour.ending.data).containsExactly(0, 12);

        medium.advance(1_000);
        medium.deliver(HostileServer.honestRtuFrame(medium.sent().get(0)));
        assertThat(again.ending.data).containsExactly(0, 11);
    }
}
