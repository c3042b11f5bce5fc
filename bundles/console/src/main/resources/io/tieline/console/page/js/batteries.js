import { batteryPower, direction, isBattery } from './flow.js';
import { magnitude, NONE, percent, power, words } from './format.js';
import { t } from './strings.js';
import { html } from './view.js';

const known = (value) => typeof value === 'number' && Number.isFinite(value);

/** One row per battery: what it is told and what it does. */
export function rows(devices, setpoints) {
  const told = new Map((setpoints ?? []).map((setpoint) => [setpoint.device, setpoint]));
  return devices.filter(isBattery).map((device) => {
    const setpoint = told.get(device.id);
    return {
      id: device.id,
      comm: device.comm,
      why: device.why,
      state: device.values?.['battery.state'] ?? device.values?.['pcs.state'] ?? null,
      soc: device.values?.['battery.soc'] ?? null,
      socWhy: device.poor?.['battery.soc'] ?? '',
      powerW: batteryPower(device),
      powerWhy: device.poor?.['pcs.power'] ?? device.poor?.['battery.power'] ?? '',
      // One that is released is told nothing, whatever it still has in its register.
      setpointW: setpoint ? setpoint.powerW : (device.values?.['pcs.power.setpoint'] ?? null),
      command: setpoint?.state ?? '',
      nominalW: device.values?.['pcs.nominal.power'] ?? null,
    };
  });
}

/** The power the bars are drawn against: the largest rating or value of all rows. */
export function scaleOf(all) {
  return Math.max(1, ...all.flatMap((row) => [row.nominalW, row.powerW, row.setpointW]).filter(known).map(Math.abs));
}

/** A bar from the middle: right discharges, left charges; the notch is the setpoint. */
function PowerBar({ row, scale }) {
  const width = 132;
  const middle = width / 2;
  const at = (watts) => middle + (watts / scale) * (middle - 3);
  const end = known(row.powerW) ? at(row.powerW) : middle;
  return html`
    <svg class="power-bar" viewBox="0 0 ${width} 18" role="img" aria-label="${power(row.powerW)} / ${power(row.setpointW)}">
      <rect class="track" x="1" y="5" width=${width - 2} height="8" rx="4" />
      <rect class=${row.powerW >= 0 ? 'discharging' : 'charging'} x=${Math.min(middle, end)} y="5" width=${Math.abs(end - middle)} height="8" rx="1.5" />
      <line class="zero" x1=${middle} x2=${middle} y1="2" y2="16" />
      ${known(row.setpointW) && html`<path class="notch" d="M-3.5 0H3.5L0 4.5Z" transform="translate(${at(row.setpointW)} 0)" /><line class="notch-line" x1=${at(row.setpointW)} x2=${at(row.setpointW)} y1="4" y2="14" />`}
    </svg>
  `;
}

const SocBar = ({ soc }) => html`
  <svg class="soc-bar" viewBox="0 0 92 10" aria-hidden="true">
    <rect class="track" width="92" height="10" rx="3" />
    ${known(soc) && html`<rect class="held" width=${(92 * Math.min(100, Math.max(0, soc))) / 100} height="10" rx="3" />`}
  </svg>
`;

const signed = (watts) => {
  const way = direction(watts, 0);
  const word = way > 0 ? t.diagram.discharging : way < 0 ? t.diagram.charging : t.diagram.idle;
  return known(watts) ? html`<span class="amount">${way === 0 ? magnitude(watts) : power(watts)}</span> <span class="way">${word}</span>` : NONE;
};

function Row({ row, scale }) {
  const offline = row.comm === 'offline';
  return html`
    <tr class=${offline ? 'offline' : ''}>
      <th scope="row">${row.id}</th>
      <td data-label=${t.batteries.state}>
        ${offline ? html`<span class="pill bad">${t.comm.offline}</span>` : row.state ? words(row.state) : NONE}
        ${!offline && row.comm === 'degraded' ? html` <span class="pill warn">${t.comm.degraded}</span>` : ''}
      </td>
      <td data-label=${t.batteries.soc} title=${row.socWhy}>
        <span class="soc"><${SocBar} soc=${row.soc} /><span class="number">${percent(row.soc, 0)}</span></span>
      </td>
      <td data-label=${t.batteries.power} class="number" title=${row.powerWhy}>${signed(row.powerW)}</td>
      <td data-label=${t.batteries.setpoint} class="number">${known(row.setpointW) ? power(row.setpointW) : NONE}</td>
      <td data-label=${t.batteries.difference}><${PowerBar} row=${row} scale=${scale} /></td>
      <td data-label=${t.batteries.command} class="command">${row.command || NONE}</td>
    </tr>
  `;
}

export function Batteries({ devices, setpoints }) {
  const all = rows(devices, setpoints);
  const scale = scaleOf(all);
  return html`
    <section class="card batteries" aria-labelledby="batteries-title">
      <div class="card-head"><h2 id="batteries-title">${t.batteries.title}</h2></div>
      ${all.length === 0
        ? html`<p class="empty">${t.batteries.none}</p>`
        : html`<div class="scroll"><table>
            <thead><tr>
              <th scope="col">${t.batteries.cabinet}</th>
              <th scope="col">${t.batteries.state}</th>
              <th scope="col">${t.batteries.soc}</th>
              <th scope="col" class="number">${t.batteries.power}</th>
              <th scope="col" class="number">${t.batteries.setpoint}</th>
              <th scope="col">${t.batteries.difference}</th>
              <th scope="col">${t.batteries.command}</th>
            </tr></thead>
            <tbody>${all.map((row) => html`<${Row} key=${row.id} row=${row} scale=${scale} />`)}</tbody>
          </table></div>`}
    </section>
  `;
}
