package io.tieline.rig.wire;

import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.physics.SetpointControl;
import java.io.IOException;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** A battery cabinet as a SunSpec device: models 1, 701, 702, 704, 713, 802, 803 with two strings. */
public final class CabinetPeer implements Peer {

    private static final int STRINGS = 2;
    private static final int MODULES = 15;
    private static final double LINE_VOLTS = 400;
    private static final double CELLS = 240;

    private final String id;
    private final Cabinet cabinet;
    private final DoubleSupplier busHertz;
    private final SetpointControl control;
    private final LongSupplier nanos;
    private final SunSpecImage image;
    private final ModbusPort port;
    private int heartbeat;

    public CabinetPeer(
            String id, int port, Cabinet cabinet, DoubleSupplier busHertz, long responseNanos, LongSupplier nanos)
            throws IOException {
        this(id, port, cabinet, new SetpointControl(responseNanos), busHertz, nanos);
    }

    /**
     * @param control takes what is written over
     * @param busHertz of what it is connected to, 0 while that has no voltage and it forms the grid
     */
    public CabinetPeer(
            String id, int port, Cabinet cabinet, SetpointControl control, DoubleSupplier busHertz, LongSupplier nanos)
            throws IOException {
        this.id = id;
        this.cabinet = cabinet;
        this.busHertz = busHertz;
        this.nanos = nanos;
        this.control = control;
        this.image = new SunSpecImage(nanos, 1, 701, 702, 704, 713, 802, 803);
        this.port = new ModbusPort(port, image);
        nameplate();
        initialControls();
        publish();
        this.port.behave(Behaviour.OK);
    }

    private void nameplate() {
        image.text(1, "Mn", "Tieline Simulation");
        image.text(1, "Md", "BC-125/250");
        image.text(1, "Vr", "1.0.0");
        image.text(1, "SN", "SIM-" + id);
        image.set(1, "DA", 1);
        String[] tens = {"701.W_SF", "701.VA_SF", "701.Var_SF", "702.W_SF", "702.VA_SF", "702.Var_SF"};
        for (String point : tens) {
            scale(point, 1);
        }
        scales(-1, "701.A_SF", "701.V_SF", "702.V_SF", "702.A_SF", "701.Tmp_SF", "802.V_SF", "802.A_SF", "802.AMax_SF");
        scales(-1, "713.Pct_SF", "802.SoC_SF", "802.SoH_SF", "802.DoD_SF", "802.DisChaRte_SF");
        scales(-1, "803.ModTmp_SF", "803.A_SF", "803.V_SF", "803.SoC_SF", "803.SoH_SF");
        scales(-3, "701.Hz_SF", "701.PF_SF", "702.PF_SF", "802.CellV_SF", "803.CellV_SF");
        scales(0, "701.TotWh_SF", "704.WSet_SF", "802.AHRtg_SF");
        scales(-2, "704.WMaxLimPct_SF", "704.WSetPct_SF");
        scales(1, "713.WH_SF", "802.WHRtg_SF", "802.WChaDisChaMax_SF", "802.W_SF");
        double power = cabinet.rating().powerW();
        for (String point : new String[] {"WMaxRtg", "WChaRteMaxRtg", "WDisChaRteMaxRtg", "WMax", "WChaRteMax"}) {
            image.set(702, point, power);
        }
        image.set(702, "WDisChaRteMax", power);
        image.set(702, "VAMaxRtg", power);
        image.set(702, "VNomRtg", LINE_VOLTS);
        image.set(702, "AMaxRtg", power / LINE_VOLTS / Math.sqrt(3));
        image.set(702, "CtrlModes", 0b11);
        image.set(702, "IntIslandCatRtg", 0b10);
        double energy = cabinet.rating().energyWh();
        image.set(713, "WHRtg", energy);
        image.set(802, "WHRtg", energy);
        image.set(802, "AHRtg", energy / cabinet.rating().nominalVolts());
        image.set(802, "SoCMax", 100);
        image.set(802, "SoCMin", 5);
        image.set(802, "SoCRsvMin", 5);
        image.set(802, "SocRsvMax", 100);
        image.set(802, "Typ", 4);
        image.set(802, "NCyc", 120);
        image.set(802, "LocRemCtl", 0);
    }

    private void initialControls() {
        for (String point : new String[] {"WSetEna", "WSetEnaRvrt", "WMaxLimPctEna", "WMaxLimPctEnaRvrt"}) {
            image.set(704, point, 0);
        }
        image.set(704, "WSetMod", 1);
        image.set(704, "WSet", 0);
        image.set(704, "WSetRvrt", 0);
        image.set(704, "WSetPct", 0);
        image.set(704, "WSetPctRvrt", 0);
        image.set(704, "WSetRvrtTms", 0);
        image.set(704, "WMaxLimPct", 100);
    }

    private void scale(String point, int exponent) {
        int dot = point.indexOf('.');
        image.set(Integer.parseInt(point.substring(0, dot)), point.substring(dot + 1), exponent);
    }

    private void scales(int exponent, String... points) {
        for (String point : points) {
            scale(point, exponent);
        }
    }

    /** Tells of every write that changes the setpoint. */
    public void watch(WireWatch watch) {
        image.watch(704, "WSet", () -> {}, () -> watch.setpointArrives(id, image.get(704, "WSet"), nanos.getAsLong()));
    }

    /** The power its control asks for now; takes over what was written since the last call. */
    public double targetW() {
        if (image.takeSettledWrite()) {
            control.write(setting(), nanos.getAsLong());
        }
        return control.targetW(nanos.getAsLong());
    }

    private SetpointControl.Setting setting() {
        boolean watts = image.get(704, "WSetMod") == 1;
        double percent = cabinet.rating().powerW() / 100;
        return new SetpointControl.Setting(
                image.get(704, "WSetEna") == 1,
                watts ? image.get(704, "WSet") : image.get(704, "WSetPct") * percent,
                image.get(704, "WSetEnaRvrt") == 1,
                watts ? image.get(704, "WSetRvrt") : image.get(704, "WSetPctRvrt") * percent,
                image.get(704, "WSetRvrtTms"));
    }

    @Override
    public void publish() {
        publishInverter();
        publishBattery();
        publishStrings();
        image.set(704, "WSetRvrtRem", Math.ceil(control.remainingSeconds(nanos.getAsLong())));
    }

    private void publishInverter() {
        double watts = cabinet.powerW();
        double hertz = busHertz.getAsDouble();
        boolean grid = hertz > 0;
        double volts = LINE_VOLTS;
        image.set(701, "ACType", 2);
        image.set(701, "St", 1);
        image.set(701, "InvSt", Math.abs(watts) < 100 ? 7 : 3);
        image.set(701, "ConnSt", grid ? 1 : 0);
        image.set(701, "Alrm", grid ? 0 : 1 << 4);
        image.set(701, "DERMode", grid ? 1 : 2);
        image.set(701, "W", watts);
        image.set(701, "VA", Math.abs(watts));
        image.set(701, "Var", 0);
        image.set(701, "PF", 1);
        image.set(701, "A", watts / volts / Math.sqrt(3));
        image.set(701, "LLV", volts);
        image.set(701, "LNV", volts / Math.sqrt(3));
        image.set(701, "Hz", grid ? hertz : 50);
        image.set(701, "TotWhInj", cabinet.dischargedWh());
        image.set(701, "TotWhAbs", cabinet.chargedWh());
        image.set(701, "TmpCab", cabinet.temperatureC());
        image.set(701, "TmpAmb", 24);
        for (int phase = 1; phase <= 3; phase++) {
            image.set(701, "WL" + phase, watts / 3);
            image.set(701, "VL" + phase, volts / Math.sqrt(3));
            image.set(701, "AL" + phase, watts / volts / Math.sqrt(3));
        }
        image.set(701, "ThrotPct", 100);
        image.set(701, "ThrotSrc", 0);
    }

    private void publishBattery() {
        double soc = cabinet.soc() * 100;
        double watts = cabinet.powerW();
        heartbeat = (heartbeat + 1) & 0x7FFF;
        image.set(713, "WHAvail", cabinet.storedWh());
        image.set(713, "SoC", soc);
        image.set(713, "SoH", cabinet.health() * 100);
        image.set(713, "Sta", 0);
        image.set(802, "WChaRteMax", cabinet.chargeLimitW());
        image.set(802, "WDisChaRteMax", cabinet.dischargeLimitW());
        image.set(802, "SoC", soc);
        image.set(802, "DoD", 100 - soc);
        image.set(802, "SoH", cabinet.health() * 100);
        image.set(802, "ChaSt", chargeState(watts));
        image.set(802, "Hb", heartbeat);
        image.set(802, "State", 3);
        image.set(802, "Evt1", soc < 10 ? 1 << 14 : 0);
        image.set(802, "Evt2", 0);
        image.set(802, "V", cabinet.volts());
        image.set(802, "VMax", cabinet.rating().nominalVolts() * 1.14);
        image.set(802, "VMin", cabinet.rating().nominalVolts() * 0.88);
        double cell = cabinet.volts() / CELLS;
        image.set(802, "CellVMax", cell + 0.006);
        image.set(802, "CellVMaxStr", 1);
        image.set(802, "CellVMaxMod", 4);
        image.set(802, "CellVMin", cell - 0.007);
        image.set(802, "CellVMinStr", 2);
        image.set(802, "CellVMinMod", 11);
        image.set(802, "CellVAvg", cell);
        image.set(802, "A", cabinet.amps());
        image.set(802, "AChaMax", cabinet.chargeLimitW() / cabinet.volts());
        image.set(802, "ADisChaMax", cabinet.dischargeLimitW() / cabinet.volts());
        image.set(802, "W", watts);
        image.set(802, "ReqInvState", 0);
    }

    private int chargeState(double watts) {
        if (Math.abs(watts) > 100) {
            return watts > 0 ? 3 : 4;
        }
        return cabinet.soc() >= 0.999 ? 5 : cabinet.soc() < 0.06 ? 2 : 6;
    }

    private void publishStrings() {
        double celsius = cabinet.temperatureC();
        double amps = cabinet.amps() / STRINGS;
        double cell = cabinet.volts() / CELLS;
        image.set(803, "NStr", STRINGS);
        image.set(803, "NStrCon", STRINGS);
        image.set(803, "ModTmpMax", celsius + 1.8);
        image.set(803, "ModTmpMin", celsius - 1.2);
        image.set(803, "ModTmpAvg", celsius);
        image.set(803, "StrVMax", cabinet.volts() + 0.3);
        image.set(803, "StrVMin", cabinet.volts() - 0.3);
        image.set(803, "StrVAvg", cabinet.volts());
        image.set(803, "StrAAvg", amps);
        image.set(803, "StrAMax", amps * 1.01);
        image.set(803, "StrAMin", amps * 0.99);
        for (int i = 1; i <= STRINGS; i++) {
            String string = "string" + i + ".";
            double skew = i == 1 ? 0.4 : -0.4;
            image.set(803, string + "StrNMod", MODULES);
            image.set(803, string + "StrSt", 0b11);
            image.set(803, string + "StrConFail", 0);
            image.set(803, string + "StrSoC", Math.max(0, Math.min(100, cabinet.soc() * 100 + skew)));
            image.set(803, string + "StrSoH", cabinet.health() * 100);
            image.set(803, string + "StrA", amps * (1 + skew / 40));
            image.set(803, string + "StrCellVMax", cell + 0.006);
            image.set(803, string + "StrCellVMin", cell - 0.007);
            image.set(803, string + "StrCellVAvg", cell);
            image.set(803, string + "StrModTmpMax", celsius + 1.8);
            image.set(803, string + "StrModTmpMin", celsius - 1.2);
            image.set(803, string + "StrModTmpAvg", celsius);
            image.set(803, string + "StrDisRsn", 0);
            image.set(803, string + "StrEvt1", 0);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SiteEntry entry() {
        return new SiteEntry(id, "battery", "modbus://127.0.0.1:" + port.port() + "/1", Map.of("poll", "500 ms"));
    }

    @Override
    public void behave(Behaviour behaviour) throws IOException {
        port.behave(behaviour);
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
