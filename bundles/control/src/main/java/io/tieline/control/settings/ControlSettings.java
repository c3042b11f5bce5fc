package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.unless;

import java.time.ZoneId;

/**
 * What the owner wants, in site time. Every part has defaults and refuses nonsense with the field and the reason.
 *
 * @param window the demand window of the tariff
 * @param shaving where the demand target comes from
 * @param reserve the backup that is never spent on the tariff
 * @param limits what the connection may carry
 * @param guard how fast and how finely setpoints move
 * @param recharge how batteries are filled
 * @param trust how old a value may be
 * @param grid what a healthy grid looks like and how long it must last
 * @param backup generators and loads in an outage
 * @param gateway which of several gateways this is
 * @param commissioning what must be proved before batteries are moved
 * @param price what energy costs when
 * @param smoothing how fast the import may change
 * @param storage what is known of each cabinet beside what it tells itself
 */
public record ControlSettings(
        WindowSettings window,
        ShavingSettings shaving,
        ReserveSettings reserve,
        LimitSettings limits,
        GuardSettings guard,
        RechargeSettings recharge,
        TrustSettings trust,
        GridSettings grid,
        BackupSettings backup,
        GatewaySettings gateway,
        CommissioningSettings commissioning,
        PriceSettings price,
        SmoothingSettings smoothing,
        StorageSettings storage) {

    public static ControlSettings defaults(ZoneId zone) {
        return new ControlSettings(
                WindowSettings.thirtyMinutes(zone),
                ShavingSettings.AUTO,
                ReserveSettings.DEFAULT,
                LimitSettings.DEFAULT,
                GuardSettings.DEFAULT,
                RechargeSettings.DEFAULT,
                TrustSettings.DEFAULT,
                GridSettings.DEFAULT,
                BackupSettings.DEFAULT,
                GatewaySettings.DEFAULT,
                CommissioningSettings.WAIVED,
                PriceSettings.OFF,
                SmoothingSettings.OFF,
                StorageSettings.UNSPECIFIED);
    }

    public ControlSettings withWindow(WindowSettings changed) {
        return new ControlSettings(
                changed,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withShaving(ShavingSettings changed) {
        return new ControlSettings(
                window,
                changed,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withReserve(ReserveSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                changed,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withLimits(LimitSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                changed,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withGuard(GuardSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                changed,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withRecharge(RechargeSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                changed,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withTrust(TrustSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                changed,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withGrid(GridSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                changed,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withBackup(BackupSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                changed,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withGateway(GatewaySettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                changed,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withCommissioning(CommissioningSettings changed) {
        return new ControlSettings(
                window, shaving, reserve, limits, guard, recharge, trust, grid, backup, gateway, changed, price,
                smoothing, storage);
    }

    public ControlSettings withPrice(PriceSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                changed,
                smoothing,
                storage);
    }

    public ControlSettings withSmoothing(SmoothingSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                changed,
                storage);
    }

    public ControlSettings withStorage(StorageSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                changed);
    }

    /** How fast a discharge may rise. */
    public double dischargeWattsPerSecond() {
        return smoothing.enabled()
                ? Math.min(guard.rampWattsPerSecond(), smoothing.downWattsPerSecond())
                : guard.rampWattsPerSecond();
    }

    /**
     * The same, if its parts go together.
     *
     * @throws IllegalArgumentException if they contradict each other; the message names both fields and the remedy
     */
    public ControlSettings checked() {
        storage.check(reserve);
        return this;
    }

    /**
     * The same for a site whose clock runs faster than its wires: what is bounded by polling and by the response of
     * devices takes as much longer in site time.
     *
     * @param factor site seconds per real second, at least 1
     */
    public ControlSettings accelerated(double factor) {
        unless(factor >= 1 && Double.isFinite(factor), "factor: must be at least 1, is " + factor);
        return withTrust(new TrustSettings(
                        trust.meterFreshSeconds() * factor,
                        trust.meterHoldSeconds() * factor,
                        trust.cabinetFreshSeconds() * factor,
                        trust.responseSeconds() * factor,
                        trust.followSeconds() * factor,
                        trust.frozenSeconds() * factor))
                .withGrid(grid.accelerated(factor))
                .withCommissioning(commissioning.accelerated(factor))
                .withSmoothing(smoothing.accelerated(factor));
    }
}
