import { gridMeter, batteryPower, drawnPower, isBattery } from './flow.js';
import { NONE, percent, power, quantity, time } from './format.js';
import { t } from './strings.js';
import { html } from './view.js';

const TONES = { online: 'good', degraded: 'warn', offline: 'bad' };

/** The one or two numbers that say most about a device. */
export function headline(device) {
  const values = device.values ?? {};
  const main = isBattery(device) ? batteryPower(device) : values['meter.power'] ?? values['genset.power'] ?? drawnPower(device);
  const parts = [];
  if (main !== null && main !== undefined) parts.push(power(main));
  if (typeof values['battery.soc'] === 'number') parts.push(t.devices.battery(percent(values['battery.soc'])));
  if (typeof values['sensor.temperature'] === 'number') parts.push(quantity(values['sensor.temperature'], '°C'));
  return parts.join(' · ') || NONE;
}

/** Quality in words: the level, and why if it is not good. */
export function qualityWords(point) {
  return point.quality === 'good' ? t.devices.good : `${point.quality}: ${point.reason}`;
}

function Points({ detail }) {
  if (detail === undefined) return html`<p class="empty">${t.devices.loading}</p>`;
  if (detail === null) return html`<p class="empty">${t.devices.failed}</p>`;
  return html`
    <div class="scroll"><table class="points">
      <thead><tr>
        <th scope="col">${t.devices.point}</th>
        <th scope="col" class="number">${t.devices.value}</th>
        <th scope="col">${t.devices.quality}</th>
        <th scope="col">${t.devices.time}</th>
      </tr></thead>
      <tbody>
        ${detail.points.map(
          (point) => html`<tr key=${point.name} class=${point.quality}>
            <th scope="row"><code>${point.name}</code></th>
            <td class="number">${quantity(point.value, point.unit)}</td>
            <td class="quality">${qualityWords(point)}</td>
            <td>${point.timeUtcMillis ? time(point.timeUtcMillis) : t.devices.never}</td>
          </tr>`,
        )}
      </tbody>
    </table></div>
  `;
}

function DeviceRow({ device, detail, onToggle }) {
  return html`
    <details class="device" onToggle=${(event) => onToggle(device.id, event.currentTarget.open)}>
      <summary>
        <span class="pill ${TONES[device.comm]}">${t.comm[device.comm] ?? device.comm}</span>
        <strong>${device.id}</strong>
        <span class="muted identity">${t.diagram.kinds[device.kind] ?? device.kind}${device.identity ? ` · ${device.identity}` : ''}</span>
        <span class="device-value">${headline(device)}</span>
        <span class="muted device-points">${t.devices.points(device.points ?? 0)}</span>
      </summary>
      ${device.why && html`<p class="why">${device.why}</p>`}
      ${device.address && html`<p class="muted address"><code>${device.address}</code></p>`}
      <${Points} detail=${detail} />
    </details>
  `;
}

export function Devices({ devices, details, onToggle }) {
  const meter = gridMeter(devices);
  const ordered = meter ? [meter, ...devices.filter((device) => device !== meter)] : devices;
  return html`
    <section class="card devices" aria-labelledby="devices-title">
      <div class="card-head"><h2 id="devices-title">${t.devices.title}</h2></div>
      ${ordered.map((device) => html`<${DeviceRow} key=${device.id} device=${device} detail=${details[device.id]} onToggle=${onToggle} />`)}
    </section>
  `;
}
