import { duration, magnitude, NONE, power, roundPower, shortTime } from './format.js';
import { t } from './strings.js';
import { html } from './view.js';

const WIDTH = 560;
const HEIGHT = 220;
const PLOT = { left: 84, right: 12, top: 16, bottom: 26 };

const known = (value) => typeof value === 'number' && Number.isFinite(value);

/** 1, 2, 2.5 or 5 times a power of ten, at least as much as asked. */
export function niceStep(atLeast) {
  const power10 = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power10).find((step) => step >= atLeast * 0.999);
}

/** A range that holds all values with air around them, on whole steps. */
export function axis(values, steps = 4) {
  const usable = values.filter(known);
  if (!usable.length) return { min: 0, max: 1, ticks: [0, 1] };
  const low = Math.min(...usable);
  const high = Math.max(...usable);
  const span = Math.max(high - low, Math.abs(high) * 0.08, 1);
  const step = niceStep((span * 1.3) / steps);
  const min = low >= 0 ? Math.max(0, Math.floor((low - span * 0.15) / step) * step) : Math.floor((low - span * 0.15) / step) * step;
  const max = Math.ceil((high + span * 0.15) / step) * step;
  const ticks = [];
  for (let tick = min; tick <= max + step / 2; tick += step) ticks.push(tick);
  return { min, max, ticks };
}

/** How the window will end against its target: a tone and the gap. */
export function outlook(window) {
  if (!known(window.projectedW) || !known(window.targetW)) return { tone: 'idle', text: t.demand.unknown };
  const gap = window.projectedW - window.targetW;
  if (Math.abs(gap) < Math.max(window.targetW * 0.001, 1)) return { tone: 'good', text: t.demand.level };
  return gap < 0
    ? { tone: 'good', text: t.demand.under(magnitude(gap)) }
    : { tone: 'bad', text: t.demand.over(magnitude(gap)) };
}

/** The points of a curve as an SVG path; a gap where a value is missing. */
export function path(points) {
  let pen = 'M';
  return points
    .map(([x, y]) => {
      if (!known(y)) {
        pen = 'M';
        return '';
      }
      const part = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
      return part;
    })
    .join('');
}

function Chart({ window, curve }) {
  const lengthS = Math.max(1, (window.endUtcMillis - window.startUtcMillis) / 1000);
  const live = [...curve, [window.elapsedS, window.meanSoFarW, window.rawMeanSoFarW]];
  // The mean of the first moments jumps about; it may not set the scale.
  const settled = live.filter(([elapsed]) => elapsed > lengthS * 0.03);
  const scale = axis([window.targetW, window.projectedW, ...(settled.length ? settled : live).flatMap(([, mean, raw]) => [mean, raw])]);
  const x = (seconds) => PLOT.left + (seconds / lengthS) * (WIDTH - PLOT.left - PLOT.right);
  const bottom = HEIGHT - PLOT.bottom;
  const y = (watts) => bottom - ((watts - scale.min) / (scale.max - scale.min)) * (bottom - PLOT.top);
  const inside = (watts) => (known(watts) ? Math.min(bottom, Math.max(PLOT.top, y(watts))) : null);
  const mean = live.map(([elapsed, value]) => [x(elapsed), inside(value)]);
  const raw = live.map(([elapsed, , value]) => [x(elapsed), inside(value)]);
  const nowX = x(window.elapsedS);
  const meanPath = path(mean);
  return html`
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${outlook(window).text}>
      ${scale.ticks.map(
        (tick) => html`
          <line class="gridline" x1=${PLOT.left} x2=${WIDTH - PLOT.right} y1=${y(tick)} y2=${y(tick)} />
          <text class="tick" x=${PLOT.left - 8} y=${y(tick) + 4} text-anchor="end">${roundPower(tick)}</text>
        `,
      )}
      ${[0, 1, 2, 3].map((third) => {
        const seconds = (lengthS * third) / 3;
        return html`<text class="tick" x=${x(seconds)} y=${HEIGHT - 7} text-anchor=${third === 0 ? 'start' : third === 3 ? 'end' : 'middle'}>
          ${Math.round(seconds / 60)} ${t.demand.minutes}
        </text>`;
      })}
      ${meanPath && html`<path class="mean-area" d="${meanPath}L${nowX.toFixed(1)} ${bottom}L${mean[0][0].toFixed(1)} ${bottom}Z" />`}
      <path class="raw-line" d=${path(raw)} />
      <path class="mean-line" d=${meanPath} />
      ${known(window.projectedW) &&
      known(window.meanSoFarW) &&
      html`
        <line class="projection" x1=${nowX} y1=${inside(window.meanSoFarW)} x2=${x(lengthS)} y2=${inside(window.projectedW)} />
        <circle class="projection-end" cx=${x(lengthS)} cy=${inside(window.projectedW)} r="4" />
      `}
      ${known(window.targetW) &&
      html`
        <line class="target-line" x1=${PLOT.left} x2=${WIDTH - PLOT.right} y1=${y(window.targetW)} y2=${y(window.targetW)} />
        <text class="target-text" x=${PLOT.left + 6} y=${y(window.targetW) - 6}>${t.demand.target} ${power(window.targetW)}</text>
      `}
      <line class="now-line" x1=${nowX} x2=${nowX} y1=${PLOT.top} y2=${bottom} />
      ${known(window.meanSoFarW) && html`<circle class="now-dot" cx=${nowX} cy=${inside(window.meanSoFarW)} r="4.5" />`}
    </svg>
  `;
}

function Bars({ closed }) {
  const width = WIDTH;
  const height = 84;
  const slots = Math.max(closed.length, 12);
  const slot = width / slots;
  const values = closed.flatMap((one) => [one.meanW, one.rawMeanW, one.targetW]);
  const top = Math.max(1, ...values.filter(known)) * 1.08;
  const y = (watts) => height - (watts / top) * height;
  return html`
    <figure class="history">
      <figcaption>
        <span>${t.demand.history}</span>
        <span class="legend"><i class="key key-mean"></i>${t.demand.historyLegend.with}</span>
        <span class="legend"><i class="key key-raw"></i>${t.demand.historyLegend.without}</span>
        <span class="legend"><i class="key key-target"></i>${t.demand.historyLegend.target}</span>
      </figcaption>
      <svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label=${t.demand.history}>
        ${closed.map((one, index) => {
          const left = index * slot + slot * 0.14;
          const wide = slot * 0.72;
          return html`<g>
            <title>${shortTime(one.endUtcMillis)}: ${power(one.meanW)}, ${t.demand.raw.toLowerCase()} ${power(one.rawMeanW)}, ${t.demand.target.toLowerCase()} ${power(one.targetW)}</title>
            ${known(one.rawMeanW) && html`<rect class="bar-raw" x=${left} y=${y(one.rawMeanW)} width=${wide} height=${height - y(one.rawMeanW)} />`}
            ${known(one.meanW) && html`<rect class="bar-mean" x=${left} y=${y(one.meanW)} width=${wide} height=${height - y(one.meanW)} />`}
            ${known(one.targetW) && html`<line class="target-line thin" x1=${index * slot} x2=${(index + 1) * slot} y1=${y(one.targetW)} y2=${y(one.targetW)} />`}
          </g>`;
        })}
      </svg>
    </figure>
  `;
}

const Figure = ({ name, value, tone }) => html`<div class="figure ${tone ?? ''}"><dt>${name}</dt><dd>${value}</dd></div>`;

export function DemandCard({ window, windows }) {
  if (!window) return html`<section class="card demand"><h2>${t.demand.title}</h2><p class="empty">${t.demand.none}</p></section>`;
  const end = outlook(window);
  const left = (window.endUtcMillis - window.startUtcMillis) / 1000 - window.elapsedS;
  return html`
    <section class="card demand" aria-labelledby="demand-title">
      <div class="card-head">
        <h2 id="demand-title">${t.demand.title}</h2>
        <span class="muted">${shortTime(window.startUtcMillis)} – ${shortTime(window.endUtcMillis)}</span>
      </div>
      <p class="verdict ${end.tone}"><span class="mark" aria-hidden="true"></span>${end.text}</p>
      <${Chart} window=${window} curve=${windows?.curve ?? []} />
      <dl class="figures">
        <${Figure} name=${t.demand.mean} value=${power(window.meanSoFarW)} />
        <${Figure} name=${t.demand.projected} value=${power(window.projectedW)} tone=${end.tone} />
        <${Figure} name=${t.demand.target} value=${power(window.targetW)} />
        <${Figure} name=${t.demand.left} value=${known(left) ? duration(left) : NONE} />
        <${Figure} name=${t.demand.allow} value=${power(window.allowW)} />
        <${Figure} name=${t.demand.raw} value=${power(window.rawMeanSoFarW)} />
      </dl>
      ${windows?.closed?.length > 0 && html`<${Bars} closed=${windows.closed} />`}
    </section>
  `;
}
