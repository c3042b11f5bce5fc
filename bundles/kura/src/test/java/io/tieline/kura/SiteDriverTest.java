package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.model.Command;
import io.tieline.model.CommandPort;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteDriverTest {

    private static final List<String> POINTS =
            List.of("ups.on_battery", "ups.output.power", "ups.mode", "device.model");

    private final LiveImage image = new LiveImage(List.of(new Device(0, "ups-a", DeviceKind.UPS)));
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CommandPort port = (device, command) -> {
        sent.add(device + " " + command.name() + " " + command.argument());
        return CompletableFuture.completedFuture(
                device.equals("ups-a")
                        ? new CommandResult.Confirmed(command.argument())
                        : new CommandResult.Refused("no such device"));
    };
    private final SiteDriver driver = new SiteDriver(image, port, false, Duration.ofSeconds(1));

    @AfterEach
    void stop() throws Exception {
        driver.deactivate();
    }

    @Test
    void aChannelCarriesValueTimeAndUnitOfItsPoint() {
        put(1000, 42_000.0);
        ChannelRecord power = read(driver, "ups-a/ups.output.power", DataType.DOUBLE);
        assertThat(flag(power)).isEqualTo(ChannelFlag.SUCCESS);
        assertThat(value(power)).isEqualTo(42_000.0);
        assertThat(power.getTimestamp()).isEqualTo(1000);
        assertThat(power.getUnit()).isEqualTo("W");
    }

    @Test
    void valuesComeInTheTypeTheChannelAsksFor() {
        put(1000, 42_000.4);
        assertThat(value(read(driver, "ups-a/ups.output.power", DataType.LONG))).isEqualTo(42_000L);
        assertThat(value(read(driver, "ups-a/ups.output.power", DataType.INTEGER)))
                .isEqualTo(42_000);
        assertThat(value(read(driver, "ups-a/ups.output.power", DataType.FLOAT)))
                .isEqualTo(42_000.4f);
        assertThat(value(read(driver, "ups-a/ups.on_battery", DataType.BOOLEAN)))
                .isEqualTo(true);
        assertThat(value(read(driver, "ups-a/ups.mode", DataType.STRING))).isEqualTo("battery");
        assertThat(value(read(driver, "ups-a/device.model", DataType.STRING))).isEqualTo("9355");
    }

    @Test
    void whatDoesNotFitFailsOnItsChannelOnlyAndSaysWhatToDo() {
        put(1000, 5e12);
        ChannelRecord good = record("ups-a/ups.output.power", DataType.DOUBLE);
        ChannelRecord large = record("ups-a/ups.output.power", DataType.INTEGER);
        ChannelRecord text = record("ups-a/device.model", DataType.DOUBLE);
        ChannelRecord unknown = record("ups-b/ups.mode", DataType.STRING);
        ChannelRecord lacking = record("ups-a/ups.load", DataType.DOUBLE);
        ChannelRecord malformed = record("ups-a", DataType.DOUBLE);
        driver.read(List.of(good, large, text, unknown, lacking, malformed));
        assertThat(flag(good)).isEqualTo(ChannelFlag.SUCCESS);
        assertThat(why(large)).contains("use DOUBLE");
        assertThat(why(text)).contains("STRING");
        assertThat(why(unknown)).contains("no device ups-b");
        assertThat(why(lacking)).contains("no point ups.load");
        assertThat(why(malformed)).contains("DEVICE/POINT");
    }

    @Test
    void aBadValueIsAFailureWithItsReasonAndNeverANumber() {
        put(1000, 1.0);
        image.device(0).degrade(Quality.BAD_NO_CONNECTION, 2000);
        ChannelRecord power = read(driver, "ups-a/ups.output.power", DataType.DOUBLE);
        assertThat(why(power)).isEqualTo("no connection");
        assertThat(power.getValue()).isNull();
        assertThat(power.getTimestamp()).isEqualTo(1000);
    }

    @Test
    void anUncertainValueCountsOnlyIfTheFormSaysSo() throws Exception {
        put(1000, 1.0);
        image.device(0).degrade(Quality.UNCERTAIN_STALE, 2000);
        assertThat(flag(read(driver, "ups-a/ups.output.power", DataType.DOUBLE)))
                .isEqualTo(ChannelFlag.FAILURE);
        SiteDriver lenient = new SiteDriver(image, port, true, Duration.ofSeconds(1));
        assertThat(value(read(lenient, "ups-a/ups.output.power", DataType.DOUBLE)))
                .isEqualTo(1.0);
        lenient.deactivate();
    }

    @Test
    void aPreparedReadKeepsItsListAndFollowsADeviceThatChangesItsShape() throws Exception {
        List<ChannelRecord> records = List.of(record("ups-a/ups.output.power", DataType.DOUBLE));
        try (PreparedRead prepared = driver.prepareRead(records)) {
            assertThat(prepared.execute()).isSameAs(records);
            assertThat(why(records.get(0))).contains("has not answered yet");
            put(1000, 7.0);
            prepared.execute();
            assertThat(value(records.get(0))).isEqualTo(7.0);
            DeviceImage device = image.device(0);
            device.adopt(PointSet.named(List.of("ups.output.power")));
            device.target().begin(3000);
            device.target().put(0, 8.0);
            device.target().commit();
            prepared.execute();
            assertThat(value(records.get(0))).isEqualTo(8.0);
        }
    }

    @Test
    void withoutASiteTheDriverIsThereAndSaysWhy() throws Exception {
        SiteDriver idle = new SiteDriver(null, null, false, Duration.ofSeconds(1));
        assertThat(why(read(idle, "ups-a/ups.mode", DataType.STRING))).contains("no valid site description");
        idle.deactivate();
    }

    @Test
    void aWrittenChannelBecomesACommand() {
        ChannelRecord outlet = write("ups-a/outlet.1.switch", true);
        ChannelRecord refused = write("ups-b/outlet.1.switch", 1);
        driver.write(List.of(outlet, refused));
        assertThat(sent).containsExactly("ups-a outlet.1.switch 1.0", "ups-b outlet.1.switch 1.0");
        assertThat(flag(outlet)).isEqualTo(ChannelFlag.SUCCESS);
        assertThat(why(refused)).isEqualTo("no such device");
    }

    @Test
    void noAssetSetsThePowerOfABatteryBehindTheControlsBack() {
        ChannelRecord power = write("ups-a/" + Command.POWER_SET, 1e6);
        driver.write(List.of(power));
        assertThat(sent).isEmpty();
        assertThat(why(power)).contains("control");
    }

    @Test
    void listenersHearOfChangesAndOnlyOfChanges() throws Exception {
        List<Object> heard = new CopyOnWriteArrayList<>();
        ChannelListener listener = event -> heard.add(value(event.getChannelRecord()));
        Map<String, Object> channel =
                Map.of("+name", "power", "+value.type", "DOUBLE", PointAddress.ATTRIBUTE, "ups-a/ups.output.power");
        driver.registerChannelListener(channel, listener);
        driver.registerChannelListener(channel, listener);
        put(1000, 1.0);
        await().untilAsserted(() -> assertThat(heard).containsExactly(1.0));
        put(2000, 1.0);
        put(3000, 2.0);
        await().untilAsserted(() -> assertThat(heard).containsExactly(1.0, 2.0));
        driver.unregisterChannelListener(listener);
        put(4000, 3.0);
        assertThat(heard).containsExactly(1.0, 2.0);
    }

    @Test
    void theDescriptorIsTheListOfTadThatKuraCastsItTo() {
        List<?> descriptor = (List<?>) driver.getChannelDescriptor().getDescriptor();
        assertThat(descriptor).singleElement().isInstanceOfSatisfying(Tad.class, tad -> assertThat(tad.getId())
                .isEqualTo("point"));
    }

    private void put(long utcMillis, double power) {
        DeviceImage device = image.device(0);
        device.adopt(PointSet.named(POINTS));
        SampleTarget target = device.target();
        target.begin(utcMillis);
        target.put(0, 1);
        target.put(1, power);
        target.put(2, device.points().get(2).definition().stateValue("battery"));
        target.putText(3, "9355");
        target.commit();
    }

    private static ChannelRecord read(SiteDriver driver, String point, DataType type) {
        ChannelRecord record = record(point, type);
        driver.read(List.of(record));
        return record;
    }

    private static ChannelRecord record(String point, DataType type) {
        ChannelRecord record = ChannelRecord.createReadRecord("ch", type);
        record.setChannelConfig(new HashMap<>(Map.of("point", point, "+name", "ch")));
        return record;
    }

    private static ChannelRecord write(String point, Object value) {
        ChannelRecord record = ChannelRecord.createWriteRecord("ch", TypedValues.newTypedValue(value));
        record.setChannelConfig(new HashMap<>(Map.of("point", point)));
        return record;
    }

    private static ChannelFlag flag(ChannelRecord record) {
        return Objects.requireNonNull(record.getChannelStatus()).getChannelFlag();
    }

    private static @Nullable String why(ChannelRecord record) {
        assertThat(flag(record)).isEqualTo(ChannelFlag.FAILURE);
        return Objects.requireNonNull(record.getChannelStatus()).getExceptionMessage();
    }

    private static Object value(ChannelRecord record) {
        return Objects.requireNonNull(record.getValue(), () -> "no value: " + new ArrayList<>(List.of(record)))
                .getValue();
    }
}
