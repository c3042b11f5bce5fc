import { batteryPower, direction, drawnPower, flow } from './flow.js';
import { magnitude, percent, power, words } from './format.js';
import { t } from './strings.js';
import { html } from './view.js';

const CELL = { width: 74, height: 92, gap: 8 };
const BOX = { width: 118, height: 54, gap: 8 };
const PAD = 14;
const HEAD = 50;

/** Cells or boxes in as many columns as fit: the inner size of a group. */
export function groupSize(count, item, columns) {
  const across = Math.max(1, Math.min(count, columns));
  const down = Math.ceil(count / across);
  return {
    columns: across,
    width: across * item.width + (across - 1) * item.gap + 2 * PAD,
    height: HEAD + down * item.height + (down - 1) * item.gap + PAD,
  };
}

/** Where everything stands: in a row under the bus, or beside it on a narrow screen. */
export function layout(site, narrow) {
  const groups = [];
  if (site.batteries.length) {
    groups.push({ type: 'batteries', items: site.batteries, power: site.battery, ...groupSize(site.batteries.length, CELL, 4) });
  }
  for (const group of site.groups) {
    groups.push({ type: group.kind, items: group.devices, power: group.power, ...groupSize(group.devices.length, BOX, narrow ? 2 : 1) });
  }
  return narrow ? beside(groups) : below(groups);
}

function below(groups) {
  const busY = 118;
  const top = busY + 46;
  let x = 0;
  const placed = groups.map((group) => {
    const at = { ...group, x, y: top, linkX: x + group.width / 2 };
    x += group.width + 18;
    return at;
  });
  const width = Math.max(520, x - 18);
  const shift = (width - (x - 18)) / 2;
  placed.forEach((group) => {
    group.x += shift;
    group.linkX += shift;
  });
  const height = top + Math.max(0, ...groups.map((group) => group.height)) + 4;
  return { narrow: false, width, height, busY, gridX: width / 2, groups: placed };
}

function beside(groups) {
  const busX = 14;
  const busTop = 118;
  const left = 40;
  let y = busTop + 16;
  const placed = groups.map((group) => {
    const at = { ...group, x: left, y, linkY: y + 26 };
    y += group.height + 14;
    return at;
  });
  return { narrow: true, width: 392, height: y, busX, busTop, gridX: 14, groups: placed };
}

const tone = (device) => (device.comm === 'online' ? '' : device.comm === 'degraded' ? 'degraded' : 'offline');

/** A line with the flow on it: moving dashes, and an arrow head that also says it when nothing may move. */
function Link({ x1, y1, x2, y2, way, kind }) {
  const middleX = (x1 + x2) / 2;
  const middleY = (y1 + y2) / 2;
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI + (way < 0 ? 180 : 0);
  return html`
    <g class="link ${kind} ${way === 0 ? 'still' : way > 0 ? 'forward' : 'backward'}">
      <line class="wire" x1=${x1} y1=${y1} x2=${x2} y2=${y2} />
      ${way !== 0 && html`<line class="current" x1=${x1} y1=${y1} x2=${x2} y2=${y2} />`}
      ${way !== 0 && html`<path class="arrow" d="M-6 -6L6 0L-6 6Z" transform="translate(${middleX} ${middleY}) rotate(${angle})" />`}
    </g>
  `;
}

const batteryWord = (way) => (way > 0 ? t.diagram.discharging : way < 0 ? t.diagram.charging : t.diagram.idle);

function Cell({ device, x, y }) {
  const soc = device.values?.['battery.soc'];
  const watts = batteryPower(device);
  const way = direction(watts, device.values?.['pcs.nominal.power']);
  const body = { x: x + 22, y: y + 24, width: 30, height: 46 };
  const filled = typeof soc === 'number' ? (body.height - 4) * Math.min(1, Math.max(0, soc / 100)) : 0;
  return html`
    <g class="cell ${tone(device)} ${way > 0 ? 'discharging' : way < 0 ? 'charging' : 'resting'}">
      <title>${device.id}: ${percent(soc)}, ${magnitude(watts)} ${batteryWord(way)}, ${t.comm[device.comm]}</title>
      <text class="name" x=${x + CELL.width / 2} y=${y + 11} text-anchor="middle">${device.id}</text>
      <rect class="pole" x=${body.x + 9} y=${body.y - 4} width="12" height="4" rx="1.5" />
      <rect class="shell" x=${body.x} y=${body.y} width=${body.width} height=${body.height} rx="5" />
      <rect class="fill" x=${body.x + 2} y=${body.y + body.height - 2 - filled} width=${body.width - 4} height=${filled} rx="3" />
      <text class="soc" x=${x + CELL.width / 2} y=${body.y + body.height / 2 + 4} text-anchor="middle">
        ${typeof soc === 'number' ? Math.round(soc) : '–'}
      </text>
      <text class="value" x=${x + CELL.width / 2} y=${y + CELL.height - 6} text-anchor="middle">
        ${device.comm === 'offline' ? t.comm.offline : `${way > 0 ? '▲ ' : way < 0 ? '▼ ' : ''}${magnitude(watts)}`}
      </text>
    </g>
  `;
}

function detail(device) {
  if (device.comm === 'offline') return t.comm.offline;
  if (device.values?.['ups.on_battery'] === true) return t.diagram.onBattery;
  const load = device.values?.['ups.load'] ?? device.values?.['pdu.load'];
  const mode = device.values?.['ups.mode'] ?? device.values?.['genset.state'] ?? device.values?.['ats.active_source'];
  return [mode && words(String(mode)), typeof load === 'number' && percent(load)].filter(Boolean).join(' · ') || t.comm[device.comm];
}

function Box({ device, x, y }) {
  const onBattery = device.values?.['ups.on_battery'] === true;
  return html`
    <g class="box ${tone(device)} ${onBattery ? 'on-battery' : ''}">
      <title>${device.id}: ${power(drawnPower(device))}, ${detail(device)}</title>
      <rect class="shell" x=${x} y=${y} width=${BOX.width} height=${BOX.height} rx="7" />
      <text class="name" x=${x + 10} y=${y + 17}>${device.id}</text>
      <text class="value" x=${x + 10} y=${y + 33}>${power(drawnPower(device))}</text>
      <text class="detail" x=${x + 10} y=${y + 47}>${detail(device)}</text>
    </g>
  `;
}

function Group({ group }) {
  const isBatteries = group.type === 'batteries';
  const item = isBatteries ? CELL : BOX;
  const way = isBatteries ? direction(group.power, 0) : 0;
  const title = isBatteries ? t.diagram.batteries : t.diagram.kinds[group.type] ?? words(group.type);
  return html`
    <g class="group">
      <rect class="frame" x=${group.x} y=${group.y} width=${group.width} height=${group.height} rx="12" />
      <text class="title" x=${group.x + PAD} y=${group.y + 20}>${title}</text>
      <text class="sum" x=${group.x + PAD} y=${group.y + 39}>
        ${isBatteries ? `${magnitude(group.power)} ${batteryWord(way)}` : power(group.power)}
      </text>
      ${group.items.map((device, index) => {
        const x = group.x + PAD + (index % group.columns) * (item.width + item.gap);
        const y = group.y + HEAD + Math.floor(index / group.columns) * (item.height + item.gap);
        return isBatteries
          ? html`<${Cell} key=${device.id} device=${device} x=${x} y=${y} />`
          : html`<${Box} key=${device.id} device=${device} x=${x} y=${y} />`;
      })}
    </g>
  `;
}

function Links({ plan, site }) {
  return plan.groups.map((group) => {
    // Batteries feed the bus when they discharge, everything else draws from it.
    const way = group.type === 'batteries' ? -direction(group.power, 0) : direction(group.power, 0);
    const kind = group.type === 'batteries' ? (way > 0 ? 'to-battery' : 'from-battery') : 'to-load';
    return plan.narrow
      ? html`<${Link} key=${group.type} x1=${plan.busX} y1=${group.linkY} x2=${group.x} y2=${group.linkY} way=${way} kind=${kind} />`
      : html`<${Link} key=${group.type} x1=${group.linkX} y1=${plan.busY} x2=${group.linkX} y2=${group.y} way=${way} kind=${kind} />`;
  });
}

function GridPart({ plan, site, gridTone }) {
  const way = direction(site.grid, 0);
  const x = plan.gridX;
  const textX = plan.narrow ? x + 44 : x + 30;
  const pylonX = plan.narrow ? x + 10 : x;
  const busY = plan.narrow ? plan.busTop : plan.busY;
  const word = site.grid === null ? t.diagram.noValue : way < 0 ? t.diagram.exporting : t.diagram.importing;
  return html`
    <g class="grid-part ${gridTone}">
      <path class="pylon" d="M-11 46L0 4L11 46M-8 34L6 24M8 34L-6 24M-14 16H14M-11 24H11" transform="translate(${pylonX} 2)" />
      <text class="title" x=${textX} y="20">${t.diagram.grid}${site.meter ? ` · ${site.meter.id}` : ''}</text>
      <text class="big" x=${textX} y="44">${magnitude(site.grid)} <tspan class="unit">${word}</tspan></text>
      <${Link} x1=${x} y1=${plan.narrow ? 56 : 52} x2=${x} y2=${busY} way=${way} kind="from-grid" />
    </g>
  `;
}

export function Diagram({ devices, gridTone, narrow }) {
  const site = flow(devices);
  const plan = layout(site, narrow);
  const summary = t.diagram.summary(power(site.grid), power(site.battery), power(site.load));
  const loadX = plan.narrow ? plan.width - 8 : plan.width - 4;
  return html`
    <section class="card diagram" aria-labelledby="diagram-title">
      <div class="card-head"><h2 id="diagram-title">${t.diagram.title}</h2></div>
      <svg viewBox="-1 -1 ${plan.width + 2} ${plan.height + 2}" preserveAspectRatio="xMidYMin" role="img" aria-label=${summary} class="single-line ${plan.narrow ? 'narrow' : ''}">
        ${plan.narrow
          ? html`<line class="bus" x1=${plan.busX} x2=${plan.busX} y1=${plan.busTop} y2=${(plan.groups.at(-1)?.linkY ?? plan.busTop) + 10} />`
          : html`<line class="bus" x1="6" x2=${plan.width - 6} y1=${plan.busY} y2=${plan.busY} />`}
        <${Links} plan=${plan} site=${site} />
        <${GridPart} plan=${plan} site=${site} gridTone=${gridTone} />
        <text class="title" x=${loadX} y=${plan.narrow ? 86 : 72} text-anchor="end">${t.diagram.load} <tspan class="unit">(${t.diagram.loadHint})</tspan></text>
        <text class="big" x=${loadX} y=${plan.narrow ? 108 : 96} text-anchor="end">${power(site.load)}</text>
        ${plan.groups.map((group) => html`<${Group} key=${group.type} group=${group} />`)}
      </svg>
    </section>
  `;
}
