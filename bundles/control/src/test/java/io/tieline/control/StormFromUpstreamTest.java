package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.grid.GridState;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.Payload.Mode;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.StorageSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A storm upstream awaits is the storm of the form, told with its lease, and lowers nothing. */
class StormFromUpstreamTest {

    private static Chemistry of(String id) {
        return ChemistryLibrary.find(id).orElseThrow();
    }

    /** Two zinc modules and two of LFP of 100 kWh that hold so much. */
    private static Site site(double soc) {
        List<StorageSettings.Unit> units = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            units.add(new StorageSettings.Unit(of(i < 2 ? "zinc-bromine-flow" : "lfp"), ""));
        }
        return site(soc, tuning -> tuning.storage(new StorageSettings(units)));
    }

    /** The same of a chemistry that tells nothing, and knows what it holds. */
    private static Site plain(double soc) {
        return site(soc, tuning -> {});
    }

    /** The backup holds without the largest. */
    private static Site site(double soc, Consumer<Site.Tuning> batteries) {
        Site site = new Site(4, 60_000, 100_000, tuning -> {
            batteries.accept(tuning);
            tuning.settings = tuning.settings
                    .withGuard(new GuardSettings(20_000, 0, 0.1))
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(
                            Duration.ofMinutes(60),
                            10,
                            100_000,
                            0,
                            1,
                            Duration.ZERO,
                            10,
                            true,
                            false,
                            Duration.ofMinutes(5)));
        });
        Arrays.fill(site.socPercent, soc);
        site.utc = Site.START + 8 * 3_600_000L;
        site.loadW = 400_000;
        return site;
    }

    private static Accepted ask(Site site, String id, double seconds, Payload payload) {
        LeaseRequest request = new LeaseRequest(id, site.utc, 1, seconds, 0, PowerRange.FREE, payload);
        Accepted accepted = (Accepted) site.core.offer(request, site.utc, site.nanos);
        site.core.grant(accepted);
        return accepted;
    }

    private static Accepted storm(Site site, String id, double seconds) {
        return ask(site, id, seconds, new Mode(Mode.Kind.STORM));
    }

    private static void inForm(Site site) {
        site.change(settings -> settings.withReserve(settings.reserve().withStorm(true)));
    }

    private static String told(Decision decision, AlarmType type) {
        return decision.alarms().stream()
                .filter(alarm -> alarm.type() == type)
                .map(Decision.Alarm::text)
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest(name = "at {0} %")
    @ValueSource(doubles = {30, 80, 94.9, 96})
    void itIsTheStormOfTheFormDecisionByDecision(double soc) {
        Site form = site(soc);
        Site lease = site(soc);
        for (Site each : List.of(form, lease)) {
            each.start();
            for (int minute = 0; minute < 60; minute++) {
                each.loadW = 400_000 + minute % 7;
                each.after(60);
            }
        }
        form.core = new ControlCore(
                form.settings.withReserve(form.settings.reserve().withStorm(true)), form.core.state());
        for (int minute = 0; minute < 120; minute++) {
            storm(lease, "s" + minute, 120);
            form.loadW = 400_000 + minute % 7;
            lease.loadW = form.loadW;
            Decision local = form.after(60);
            Decision remote = lease.after(60);
            assertThat(remote.setpoints()).isEqualTo(local.setpoints());
            assertThat(remote.claims()).isEqualTo(local.claims());
            assertThat(remote.sentence()).isEqualTo(local.sentence());
            assertThat(remote.alarms())
                    .extracting(Decision.Alarm::type)
                    .containsExactlyElementsOf(
                            local.alarms().stream().map(Decision.Alarm::type).toList())
                    .contains(AlarmType.STORM);
        }
        assertThat(lease.socPercent).isEqualTo(form.socPercent);
        assertThat(remembered(lease)).as("nor is anything else learned").isEqualTo(remembered(form));
    }

    private static Map<String, Object> remembered(Site site) {
        Map<String, Object> all = new TreeMap<>(site.core.state().toMap());
        all.keySet().removeIf(key -> key.startsWith("lease."));
        return all;
    }

    @Test
    void whoAskedIsTold() {
        Site site = site(90);
        site.start();
        storm(site, "gale", 120);
        assertThat(told(site.after(1), AlarmType.STORM))
                .startsWith("A grid alert stands, upstream asks for it with lease gale until 22:02: the batteries");
        inForm(site);
        assertThat(told(site.after(1), AlarmType.STORM))
                .startsWith("A grid alert stands, Storm is chosen in the form Tieline backup reserve, and upstream asks"
                        + " for it with lease gale until 22:02: ");
        assertThat(told(site.after(130), AlarmType.STORM))
                .startsWith("A grid alert stands, Storm is chosen in the form Tieline backup reserve: ");
    }

    @Test
    void itEndsByItselfIntoWhatUpstreamWantsBesidesOnARamp() {
        Site site = plain(90);
        site.start();
        ask(site, "plan", 3600, new PowerSchedule(site.utc, Duration.ofHours(1), List.of(100_000.0)));
        for (int second = 0; second < 10; second++) {
            site.after(1);
        }
        assertThat(site.after(1).powerW()).isEqualTo(100_000);
        assertThat(storm(site, "s", 86_400).clamped()).as("it must be renewed").isNotEmpty();
        for (int second = 0; second < 299; second++) {
            site.after(1);
        }
        double before = site.after(0.5).powerW();
        assertThat(before).isNegative();
        Decision after = site.after(1);
        assertThat(told(after, AlarmType.STORM)).isEmpty();
        for (int second = 0; second < 20; second++) {
            assertThat(after.powerW() - before).isLessThanOrEqualTo(20_001);
            before = after.powerW();
            after = site.after(1);
        }
        assertThat(after.powerW()).isEqualTo(100_000);
        assertThat(after.binding()).isEqualTo(ClaimKind.SCHEDULE);
    }

    @ParameterizedTest(name = "load {0} W, import limit {1} W: never above {2} W")
    @CsvSource({"650000, Infinity, 700000", "500000, 560000, 560000", "720000, Infinity, 720000"})
    void whatIsChargedKeepsDemandTargetAndImportLimit(double loadW, double limitW, double mostW) {
        Site site = site(50);
        site.change(settings -> settings.withLimits(new LimitSettings(limitW, 0)));
        site.loadW = loadW;
        site.start();
        for (int second = 0; second < 1800; second++) {
            if (second % 60 == 0) {
                storm(site, "s" + second, 300);
            }
            site.loadW = loadW - second % 7;
            Decision decision = site.after(1);
            assertThat(site.loadW - decision.powerW()).isLessThanOrEqualTo(mostW + 1);
            assertThat(decision.powerW()).as("nothing is given for it").isLessThanOrEqualTo(0);
        }
    }

    @ParameterizedTest(name = "at {0} %, lease: {1}")
    @CsvSource({"36, true", "36, false", "42, true", "42, false", "80, true", "80, false"})
    void itHidesNoBackupThatIsShortAndCallsNoneShortThatIsThere(double soc, boolean lease) {
        Site calm = plain(soc);
        Site stormy = plain(soc);
        calm.start();
        stormy.start();
        if (lease) {
            storm(stormy, "s", 300);
        } else {
            inForm(stormy);
        }
        assertThat(told(stormy.after(1), AlarmType.RESERVE_LOW)).isEqualTo(told(calm.after(1), AlarmType.RESERVE_LOW));
        assertThat(told(calm.after(1), AlarmType.RESERVE_LOW).isEmpty())
                .as("100 kWh, of which three of four hold their part, and a tenth of all")
                .isEqualTo(soc > 50);
    }

    @Test
    void itEndsNoRechargeAfterAnOutageBeforeItsTime() {
        assertThat(secondsOfRecharge(true)).isEqualTo(secondsOfRecharge(false)).isGreaterThan(600);
    }

    /** How long it takes after an outage until the batteries hold the backup even without the largest of them. */
    private static int secondsOfRecharge(boolean storm) {
        OutageSite site = new OutageSite(4);
        site.with(site.settings.withReserve(new ReserveSettings(
                Duration.ofMinutes(60), 10, 0, 0, 1, Duration.ZERO, 10, true, false, Duration.ofMinutes(5))));
        site.hasGenerator = false;
        site.soc = 44;
        site.run(2);
        site.volts = 0;
        site.run(180);
        site.volts = 230;
        site.run(370);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.RECHARGE);
        int seconds = 0;
        for (; seconds < 7200 && site.latest().grid().state() == GridState.RECHARGE; seconds++) {
            if (storm && seconds % 60 == 0) {
                LeaseRequest request = new LeaseRequest(
                        "s" + seconds, site.utc, 1, 300, 0, PowerRange.FREE, new Mode(Mode.Kind.STORM));
                site.core.grant((Accepted) site.core.offer(request, site.utc, site.nanos));
            }
            site.run(1);
        }
        return seconds;
    }
}
