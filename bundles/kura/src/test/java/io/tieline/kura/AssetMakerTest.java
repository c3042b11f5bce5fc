package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;

class AssetMakerTest {

    private static final List<String> POINTS =
            List.of("ups.on_battery", "ups.output.power", "ups.mode", "device.model");

    private final LiveImage image =
            new LiveImage(List.of(new Device(0, "ups-a", DeviceKind.UPS), new Device(1, "ups.b", DeviceKind.UPS)));
    private final KuraConfigurations kura = new KuraConfigurations();
    private final AssetMaker maker = new AssetMaker(kura, image);

    @Test
    void aDeviceThatHasAnsweredGetsAnAssetOfItsPointsAndTheOthersWait() throws Exception {
        answers(image, 0, POINTS);
        assertThat(maker.step()).isFalse();
        assertThat(kura.created()).containsExactly("io.tieline.kura.Driver tieline", AssetMaker.ASSET + " ups-a");
        Map<String, Object> asset = kura.configuration("ups-a");
        assertThat(asset)
                .containsEntry("driver.pid", "tieline")
                .containsEntry("ups.output.power#point", "ups-a/ups.output.power")
                .containsEntry("ups.output.power#+value.type", "DOUBLE")
                .containsEntry("ups.output.power#+unit", "W")
                .containsEntry("ups.on_battery#+value.type", "BOOLEAN")
                .containsEntry("ups.mode#+value.type", "STRING")
                .containsEntry("device.model#+type", "READ")
                .containsEntry("device.model#+enabled", true);
        answers(image, 1, POINTS);
        assertThat(maker.step()).isTrue();
        // A dot would cut the name short in the console.
        assertThat(kura.created()).hasSize(3).last().isEqualTo(AssetMaker.ASSET + " ups-b");
    }

    @Test
    void aPersonsOwnAssetAndDriverAreLeftAlone() throws Exception {
        answers(image, 0, POINTS);
        answers(image, 1, POINTS);
        kura.createFactoryConfiguration("io.tieline.kura.Driver", "tieline", Map.of(), true);
        kura.createFactoryConfiguration(AssetMaker.ASSET, "ups-a", Map.of("asset.desc", "mine"), true);
        assertThat(maker.step()).isTrue();
        assertThat(kura.configuration("ups-a")).containsEntry("asset.desc", "mine");
        assertThat(kura.created()).hasSize(3).last().isEqualTo(AssetMaker.ASSET + " ups-b");
    }

    @Test
    void whatIsMadeIsReadByTheDriverChannelByChannelAsKuraAsksIt() throws Exception {
        answers(image, 0, POINTS);
        assertThat(maker.step()).isFalse();
        SiteDriver driver = new SiteDriver(image, null, false, Duration.ofSeconds(1));
        List<ChannelRecord> records = new ArrayList<>();
        for (Map<String, String> channel : KuraConfigurations.channels(kura.configuration("ups-a"))) {
            ChannelRecord record = ChannelRecord.createReadRecord(
                    channel.getOrDefault("+name", ""), DataType.valueOf(channel.getOrDefault("+value.type", "")));
            record.setChannelConfig(Map.copyOf(channel));
            records.add(record);
        }
        driver.read(records);
        assertThat(records).hasSize(POINTS.size()).allSatisfy(record -> {
            assertThat(Objects.requireNonNull(record.getChannelStatus()).getChannelFlag())
                    .isEqualTo(ChannelFlag.SUCCESS);
            // Kura's console fails on a success without a value.
            assertThat(record.getValue()).isNotNull();
        });
        driver.deactivate();
    }

    @Test
    void aThousandChannelsAreOneSnapshotAndNoDeviceIsLookedAtTwice() throws Exception {
        LiveImage large = new LiveImage(IntStream.range(0, 250)
                .mapToObj(i -> new Device(i, "ups-" + i, DeviceKind.UPS))
                .toList());
        IntStream.range(0, 250).forEach(i -> answers(large, i, POINTS));
        AssetMaker many = new AssetMaker(kura, large);
        assertThat(many.step()).isTrue();
        assertThat(kura.created()).hasSize(251);
        assertThat(kura.channels()).isEqualTo(1000);
        assertThat(kura.snapshots()).isEqualTo(1);
        assertThat(many.step()).isTrue();
        assertThat(kura.created()).hasSize(251);
        assertThat(kura.snapshots()).isEqualTo(1);
    }

    @Test
    void whatKuraRefusesIsTriedAgainAndWhatItMadeIsKept() throws Exception {
        answers(image, 0, POINTS);
        answers(image, 1, POINTS);
        kura.refuse("ups-b");
        assertThatThrownBy(maker::step).isInstanceOf(KuraException.class);
        assertThat(kura.snapshots()).isEqualTo(1);
        kura.refuse("");
        assertThat(maker.step()).isTrue();
        assertThat(kura.created()).hasSize(3);
    }

    @Test
    void aKuraThatHangsHoldsUpNobody() {
        answers(image, 0, POINTS);
        CountDownLatch hanging = new CountDownLatch(1);
        kura.hangOn(hanging);
        GeneratedAssets component = new GeneratedAssets(true, kura, image);
        await().until(kura::isAsked);
        // The image is written and read on meanwhile.
        answers(image, 0, POINTS);
        DeviceSnapshot now = new DeviceSnapshot();
        image.device(0).read(now);
        assertThat(now.points().size()).isEqualTo(POINTS.size());
        hanging.countDown();
        await().until(() -> kura.created().contains(AssetMaker.ASSET + " ups-a"));
        component.deactivate();
    }

    @Test
    void channelNamesHaveNothingKuraTakesApart() {
        Set<String> keys =
                AssetForm.of("tieline", "ups-a", PointSet.named(POINTS)).keySet();
        assertThat(keys)
                .filteredOn(key -> key.contains("#"))
                .allMatch(key -> !key.substring(0, key.indexOf('#')).matches(".*[/+, ].*"))
                .allMatch(key -> key.chars().filter(c -> c == '#').count() == 1);
    }

    private static void answers(LiveImage image, int device, List<String> points) {
        DeviceImage answering = image.device(device);
        answering.adopt(PointSet.named(points));
        SampleTarget target = answering.target();
        target.begin(1000);
        target.put(0, 1);
        target.put(1, 42_000);
        target.put(2, 1);
        target.putText(3, "9355");
        target.commit();
    }
}
