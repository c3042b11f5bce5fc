package io.tieline.control.situation;

import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.LoadClass;
import java.util.List;

/**
 * Which device plays which part for the decision core; devices are named by their index in the site.
 *
 * @param gridMeter the meter the bill is made from, {@link #NONE} if there is none (then nothing is ever commanded)
 * @param loadMeter a meter of the load alone, {@link #NONE}: the load is computed from grid meter and batteries
 * @param cabinets the batteries that may be commanded, in the order of dispatch
 * @param upses witnesses of the grid, and the measure of the critical load
 * @param transferSwitches witnesses of the grid
 * @param gridBreakers the breakers between grid and site
 * @param generators what takes over in an outage
 * @param outlets what may be switched off in one
 */
public record Roles(
        int gridMeter,
        int loadMeter,
        List<Cabinet> cabinets,
        List<Integer> upses,
        List<Integer> transferSwitches,
        List<Breaker> gridBreakers,
        List<Integer> generators,
        List<Outlet> outlets) {

    public static final int NONE = -1;

    /** A site without generators and switched outlets. */
    public Roles(
            int gridMeter,
            int loadMeter,
            List<Cabinet> cabinets,
            List<Integer> upses,
            List<Integer> transferSwitches,
            List<Breaker> gridBreakers) {
        this(gridMeter, loadMeter, cabinets, upses, transferSwitches, gridBreakers, List.of(), List.of());
    }

    /**
     * A battery with its power conversion; both may be the same device.
     *
     * @param battery the device with the battery points
     * @param pcs the device setpoints go to
     * @param ratedPowerW used where the device does not tell its nominal power; NaN: it must tell
     * @param ratedEnergyWh used where the device does not tell its capacity; NaN: it must tell
     */
    public record Cabinet(int battery, int pcs, double ratedPowerW, double ratedEnergyWh) {

        /** A cabinet that is one device and tells its own ratings. */
        public static Cabinet of(int device) {
            return new Cabinet(device, device, Double.NaN, Double.NaN);
        }
    }

    /**
     * One breaker of a switchboard.
     *
     * @param number the n of {@code breaker.n.closed}
     */
    public record Breaker(int device, int number) {}

    /**
     * One outlet of a PDU and how much its load matters.
     *
     * @param number the n of {@code outlet.n.switch}
     * @param cooling feeds cooling
     * @param worth how dear a kW of this load is against others of its class
     */
    public record Outlet(int device, int number, LoadClass loadClass, boolean cooling, double worth) {}

    public Roles {
        cabinets = List.copyOf(cabinets);
        upses = List.copyOf(upses);
        transferSwitches = List.copyOf(transferSwitches);
        gridBreakers = List.copyOf(gridBreakers);
        generators = List.copyOf(generators);
        outlets = List.copyOf(outlets);
    }

    /**
     * The roles that follow from the kinds alone: the meter with the id {@code grid}, else the first meter, is the grid
     * meter; every battery is a cabinet; breaker 1 of every switchboard is a grid breaker.
     */
    public static Roles byKind(List<Device> devices) {
        int grid = devices.stream()
                .filter(d -> d.kind() == DeviceKind.METER)
                .sorted((a, b) -> Boolean.compare(!a.id().equals("grid"), !b.id().equals("grid")))
                .mapToInt(Device::index)
                .findFirst()
                .orElse(NONE);
        return new Roles(
                grid,
                NONE,
                indexes(devices, DeviceKind.BATTERY).stream().map(Cabinet::of).toList(),
                indexes(devices, DeviceKind.UPS),
                indexes(devices, DeviceKind.TRANSFER_SWITCH),
                indexes(devices, DeviceKind.SWITCHBOARD).stream()
                        .map(device -> new Breaker(device, 1))
                        .toList(),
                indexes(devices, DeviceKind.GENSET),
                List.of());
    }

    private static List<Integer> indexes(List<Device> devices, DeviceKind kind) {
        return devices.stream()
                .filter(device -> device.kind() == kind)
                .map(Device::index)
                .toList();
    }
}
