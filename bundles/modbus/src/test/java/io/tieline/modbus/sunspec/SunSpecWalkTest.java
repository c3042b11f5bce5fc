package io.tieline.modbus.sunspec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.modbus.SunSpecMemory;
import io.tieline.modbus.unit.Answer;
import io.tieline.model.DeviceSnapshot;
import io.tieline.southbound.DeviceFault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain of models is found whatever liberties a device takes, and the walk always ends. */
class SunSpecWalkTest {

    private static List<Integer> ids(SunSpecMemory memory) {
        return memory.walk().map(SunSpecDevice::models).orElse(List.of()).stream()
                .map(SunSpecModel::id)
                .toList();
    }

    private static SunSpecMemory meter(int base) {
        return new SunSpecMemory()
                .marker(base)
                .model(base + 2, 1, 66)
                .model(base + 70, 203, 105)
                .put(base + 177, 0xFFFF, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {40_000, 50_000, 0, 39_999, 40_001, 49_999, 1})
    void theMarkerIsFoundAtEveryUsualAddress(int base) {
        assertThat(meter(base).walk().orElseThrow().base()).isEqualTo(base);
        assertThat(ids(meter(base))).containsExactly(1, 203);
    }

    @Test
    void modelsNobodyKnowsAreSteppedOver() {
        SunSpecMemory memory = new SunSpecMemory()
                .marker(40_000)
                .model(40_002, 1, 65)
                .model(40_069, 64_999, 7)
                .model(40_078, 555, 11)
                .model(40_091, 802, 62)
                .put(40_155, 0xFFFF, 0);
        assertThat(ids(memory)).containsExactly(1, 64_999, 555, 802);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 48, 52, 60_000})
    void aWrongLengthOfAKnownModelDoesNotLoseTheNext(int said) {
        SunSpecMemory memory = new SunSpecMemory()
                .marker(40_000)
                .model(40_002, 1, 66)
                .model(40_070, 103, 50)
                .model(40_122, 124, 24)
                .put(40_148, 0xFFFF, 0)
                .put(40_071, said);
        assertThat(ids(memory)).containsExactly(1, 103, 124);
    }

    @Test
    void aChainWithoutAMarkEndsWhereTheRegistersEnd() {
        assertThat(ids(meter(40_000).hole(40_177, 2))).containsExactly(1, 203);
        assertThat(ids(meter(40_000).put(40_177, 0, 0))).containsExactly(1, 203);
    }

    @Test
    void aChainMayReachTheLastAddress() {
        int base = 0x10000 - 2 - 68;
        SunSpecMemory memory = new SunSpecMemory().marker(base).model(base + 2, 1, 66);
        SunSpecDevice device = walk(memory, base).orElseThrow();
        assertThat(device.models()).extracting(SunSpecModel::id).containsExactly(1);
        assertThat(device.isRead(device.models().get(0))).isTrue();
    }

    private static Optional<SunSpecDevice> walk(SunSpecMemory memory, int base) {
        return new SunSpecWalk(memory::read, 1).find(List.of(base)).join();
    }

    @Test
    void aModelThatReachesBeyondTheLastAddressHasNoValues() {
        SunSpecMemory memory = new SunSpecMemory().marker(0xFF00);
        memory.put(0xFF02, 803, 5000);
        SunSpecDevice device = walk(memory, 0xFF00).orElseThrow();
        assertThat(device.bodies()).isEmpty();
        assertThat(SunSpecLayout.of(device, false).chunks()).isEmpty();
    }

    @Test
    void aChainThatNeverEndsIsGivenUp() {
        SunSpecMemory memory = new SunSpecMemory().marker(40_000);
        for (int at = 40_002; at < 60_000; at += 2) {
            memory.put(at, 64_000, 0);
        }
        assertThat(ids(memory)).hasSize(200);
        assertThat(memory.reads).isLessThan(300);
    }

    @Test
    void aDeviceThatTakesOnlyShortRequestsIsReadInShortRequestsEverAfter() {
        SunSpecMemory memory = meter(40_000).atMost(40);
        SunSpecDevice device = memory.walk().orElseThrow();
        assertThat(device.bodies()).hasSize(2);
        assertThat(device.maxRegisters()).isLessThanOrEqualTo(40);
    }

    @Test
    void aHoleInOneModelCostsOnlyThatModel() {
        SunSpecDevice device = meter(40_000).hole(40_100, 1).walk().orElseThrow();
        assertThat(device.models()).extracting(SunSpecModel::id).containsExactly(1, 203);
        assertThat(device.bodies()).containsOnlyKeys(40_002);
        assertThat(device.maxRegisters()).isEqualTo(125);
    }

    @Test
    void silenceBehindTheChainIsItsEndWhileTheDeviceLives() {
        SunSpecMemory memory = meter(40_000);
        Optional<SunSpecDevice> device = new SunSpecWalk(
                        (address, quantity) -> address == 40_177 ? silence() : memory.read(address, quantity), 1)
                .find(SunSpecWalk.BASES)
                .join();
        assertThat(device.orElseThrow().models()).hasSize(2);
    }

    @Test
    void aDeviceThatFallsSilentForGoodIsAFault() {
        SunSpecMemory memory = meter(40_000);
        int[] answers = {4};
        CompletableFuture<Optional<SunSpecDevice>> found = new SunSpecWalk(
                        (address, quantity) -> answers[0]-- > 0 ? memory.read(address, quantity) : silence(), 1)
                .find(SunSpecWalk.BASES);
        assertThat(found).isCompletedExceptionally();
    }

    private static CompletableFuture<Answer> silence() {
        return CompletableFuture.completedFuture(
                new Answer.Failed(new DeviceFault(DeviceFault.Kind.TIMEOUT, "no answer")));
    }

    @Test
    void aModelShorterThanItsDefinitionSaysNothingOfTheRegistersBehindIt() {
        int next = 40_002 + 12;
        SunSpecMemory memory = new SunSpecMemory()
                .marker(40_000)
                .model(40_002, 103, 10)
                .model(next, 64_001, 60)
                .put(next + 62, 0xFFFF, 0);
        for (int i = 2; i < 62; i++) {
            memory.put(next + i, 1);
        }
        memory.put(40_002 + 2, 12).put(40_002 + 6, 0);
        DeviceSnapshot values = memory.snapshot(false);
        assertThat(values.usable("pcs.current")).isEqualTo(12);
        assertThat(values.points().indexOf("pcs.power")).isNegative();
    }

    @Test
    void stringsOfSeveralBanksAreCountedThrough() {
        int second = 40_002 + 28 + 2 * 32;
        SunSpecMemory memory = new SunSpecMemory()
                .marker(40_000)
                .model(40_002, 803, 26 + 2 * 32)
                .model(second, 803, 26 + 32)
                .put(second + 60, 0xFFFF, 0);
        memory.put(40_002 + 2, 2).put(40_002 + 26, 0).put(40_002 + 32, 51).put(40_002 + 64, 52);
        memory.put(second + 2, 1).put(second + 26, 0).put(second + 32, 53);
        assertThat(memory.snapshot(false).usable("string.3.soc")).isEqualTo(53);
    }

    @Test
    void noMoreStringsThanTheDeviceSays() {
        SunSpecMemory memory = new SunSpecMemory()
                .marker(40_000)
                .model(40_002, 803, 26 + 3 * 32)
                .put(40_002 + 28 + 96, 0xFFFF, 0);
        memory.put(40_002 + 2, 2).put(40_002 + 26, 0);
        memory.put(40_002 + 32, 51).put(40_002 + 64, 52).put(40_002 + 96, 53);
        assertThat(memory.snapshot(false).points().indexOf("string.2.soc")).isNotNegative();
        assertThat(memory.snapshot(false).points().indexOf("string.3.soc")).isNegative();
    }
}
