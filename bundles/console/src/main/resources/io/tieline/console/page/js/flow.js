/** Which way power flows on the site, from the headline values of its devices. + = import, + = discharge. */

/** Below this a battery is idle: the noise of a meter is no flow. */
const IDLE_SHARE = 0.002;
const IDLE_MIN_W = 50;

const value = (device, ...names) => {
  for (const name of names) {
    const found = device.values?.[name];
    if (typeof found === 'number') return found;
  }
  return null;
};

const sum = (values) => {
  const known = values.filter((one) => one !== null);
  return known.length ? known.reduce((total, one) => total + one, 0) : null;
};

export const batteryPower = (device) => value(device, 'pcs.power', 'battery.power');

export const drawnPower = (device) =>
  value(device, 'ups.input.power', 'ups.output.power', 'pdu.power', 'ats.output.power', 'meter.power', 'rectifier.power');

export const isBattery = (device) => device.kind === 'battery' || device.kind === 'pcs';

/** The meter at the point of connection: the one called so, else the first. */
export function gridMeter(devices) {
  const meters = devices.filter((device) => device.kind === 'meter');
  return meters.find((meter) => /grid|main|inlet|poc|pcc/i.test(meter.id)) ?? meters[0] ?? null;
}

/** The whole flow; a power that is not known is null. */
export function flow(devices) {
  const meter = gridMeter(devices);
  const batteries = devices.filter(isBattery);
  const grid = meter ? value(meter, 'meter.power') : null;
  const battery = sum(batteries.map(batteryPower));
  const load = grid === null ? null : grid + (battery ?? 0);
  const others = devices.filter((device) => !isBattery(device) && device !== meter && device.kind !== 'sensor');
  const kinds = [...new Set(others.map((device) => device.kind))];
  return {
    meter,
    grid,
    batteries,
    battery,
    load,
    groups: kinds.map((kind) => {
      const members = others.filter((device) => device.kind === kind);
      return { kind, devices: members, power: sum(members.map(drawnPower)) };
    }),
  };
}

/** 1, -1 or 0: which way, seen with the sign of the value. */
export function direction(watts, scale) {
  if (watts === null || watts === undefined) return 0;
  const idle = Math.max(IDLE_MIN_W, Math.abs(scale ?? 0) * IDLE_SHARE);
  return Math.abs(watts) <= idle ? 0 : Math.sign(watts);
}
