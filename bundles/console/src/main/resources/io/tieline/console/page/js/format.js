/** Numbers as people read them. Inside and in REST everything is in SI base units; only here W becomes kW. */

const NBSP = '\u00a0';
export const NONE = '–';

const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

function scaled(value, unit) {
  const size = Math.abs(value);
  const [factor, prefix] = size >= 999_500 ? [1e6, 'M'] : size >= 999.5 ? [1e3, 'k'] : [1, ''];
  const shown = value / factor;
  const digits = prefix === '' ? 0 : prefix === 'k' ? kiloDigits(Math.abs(shown)) : megaDigits(Math.abs(shown));
  return fixed(shown, digits) + NBSP + prefix + unit;
}

const kiloDigits = (shown) => (shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2);
/** A demand charge is paid by the kW: megawatts keep it visible. */
const megaDigits = (shown) => (shown >= 99.995 ? 1 : shown >= 9.9995 ? 2 : 3);

/** With a real minus sign, and never "-0". */
function fixed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? '−' : '') + text;
}

export const power = (watts) => (isNumber(watts) ? scaled(watts, 'W') : NONE);
/** For an axis: no digits that say nothing. */
export const roundPower = (watts) => power(watts).replace(/(\.\d*?)0+(?=\u00a0)/, '$1').replace(/\.(?=\u00a0)/, '');
export const energy = (wattHours) => (isNumber(wattHours) ? scaled(wattHours, 'Wh') : NONE);
export const percent = (value, digits = 0) => (isNumber(value) ? fixed(value, digits) + NBSP + '%' : NONE);
export const count = (value) => (isNumber(value) ? Math.round(value).toLocaleString('en-GB').replaceAll(',', NBSP) : NONE);

/** Power whose sign carries the direction: the word says it, so the number needs none. */
export const magnitude = (watts) => power(isNumber(watts) ? Math.abs(watts) : watts);

export function duration(seconds) {
  if (!isNumber(seconds)) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}${NBSP}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${NBSP}min ${String(whole % 60).padStart(2, '0')}${NBSP}s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)}${NBSP}h ${String(Math.floor(whole / 60) % 60).padStart(2, '0')}${NBSP}min`;
  return `${Math.floor(whole / 86_400)}${NBSP}d ${Math.floor(whole / 3600) % 24}${NBSP}h`;
}

/** Never rounded up: these are minutes somebody relies on. */
export function minutes(value) {
  if (!isNumber(value)) return NONE;
  return value >= 10 ? Math.floor(value).toString() : trimmed(Math.floor(value * 10) / 10, 1);
}

/** A point's value with its SI unit, scaled where people expect it. */
export function quantity(value, unit) {
  if (value === null || value === undefined) return NONE;
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (!isNumber(value)) return words(String(value));
  switch (unit) {
    case 'W':
    case 'Wh':
    case 'VA':
    case 'var':
      return scaled(value, unit);
    case 's':
      return duration(value);
    case 'count':
      return count(value);
    case '1':
      return trimmed(value, 3);
    case '':
      return trimmed(value, 3);
    default:
      return trimmed(value, unit === 'Hz' ? 3 : 2) + NBSP + unit;
  }
}

function trimmed(value, digits) {
  const text = fixed(value, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** maint_bypass → maint bypass; texts of devices stay as they are. */
export function words(text) {
  return /^[a-z][a-z0-9_]*$/.test(text) ? text.replaceAll('_', ' ') : text;
}

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false };
/** The zone of the site: whoever looks from elsewhere sees the times the decisions speak of. */
let siteZone;
export function useZone(zone) {
  siteZone = zone;
}

const day = { day: '2-digit', month: 'short' };

export function time(utcMillis, zone = siteZone) {
  return isNumber(utcMillis) && utcMillis > 0
    ? new Date(utcMillis).toLocaleTimeString('en-GB', { ...clock, timeZone: zone })
    : NONE;
}

export function shortTime(utcMillis, zone = siteZone) {
  return isNumber(utcMillis) && utcMillis > 0
    ? new Date(utcMillis).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone })
    : NONE;
}

export function date(utcMillis, zone = siteZone) {
  return isNumber(utcMillis) && utcMillis > 0
    ? new Date(utcMillis).toLocaleDateString('en-GB', { ...day, timeZone: zone })
    : NONE;
}

/** pointsRead → points read; for the keys of status maps. */
export function label(key) {
  const unit = key.endsWith('W') && key !== 'W' ? key.slice(0, -1) : key.replace(/(Utc)?Millis$/, '');
  const spaced = unit.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[._-]/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A value of a status map; the key tells the unit. */
export function statusValue(key, value, zone = siteZone) {
  if (isNumber(value)) {
    if (/UtcMillis$/.test(key)) return value > 0 ? `${date(value, zone)} ${time(value, zone)}` : NONE;
    if (/Millis$/.test(key)) return trimmed(value / 1000, 1) + NBSP + 's';
    if (/W$/.test(key)) return power(value);
    if (/Wh$/.test(key)) return energy(value);
    if (/bytes$/i.test(key)) return bytes(value);
    return Number.isInteger(value) ? count(value) : trimmed(value, 2);
  }
  if (Array.isArray(value)) return value.map((item) => statusValue('', item, zone)).join(', ') || NONE;
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([inner, item]) => `${label(inner)} ${statusValue(inner, item, zone)}`).join(', ') || NONE;
  }
  return quantity(value, '');
}

function bytes(value) {
  const [factor, unit] = value >= 1e9 ? [1e9, 'GB'] : value >= 1e6 ? [1e6, 'MB'] : value >= 1e3 ? [1e3, 'kB'] : [1, 'B'];
  return trimmed(value / factor, factor === 1 ? 0 : 1) + NBSP + unit;
}
