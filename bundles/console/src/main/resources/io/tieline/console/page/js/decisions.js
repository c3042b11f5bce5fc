import { direction } from './flow.js';
import { energy, magnitude, minutes, NONE, percent, power, time } from './format.js';
import { t } from './strings.js';
import { html } from './view.js';

const known = (value) => typeof value === 'number' && Number.isFinite(value);

const batteryWords = (watts) => {
  const way = direction(watts, 0);
  return way > 0 ? t.now.discharging : way < 0 ? t.now.charging : t.now.idle;
};

/** What a claim allows, in words: open ends are open. */
export function range(claim) {
  const { minW, maxW } = claim;
  if (!known(minW) && !known(maxW)) return t.decisions.anything;
  if (!known(minW)) return `≤ ${power(maxW)}`;
  if (!known(maxW)) return `≥ ${power(minW)}`;
  return minW === maxW ? power(minW) : `${power(minW)} … ${power(maxW)}`;
}

function Claims({ claims }) {
  if (claims.length === 0) return html`<p class="empty">${t.decisions.noClaims}</p>`;
  return html`
    <div class="scroll"><table class="claims">
      <thead><tr>
        <th scope="col">${t.decisions.objective}</th>
        <th scope="col" class="number">${t.decisions.range}</th>
        <th scope="col" class="number">${t.decisions.prefers}</th>
        <th scope="col">${t.decisions.reason}</th>
      </tr></thead>
      <tbody>
        ${claims.map(
          (claim) => html`<tr class=${claim.bound ? 'bound' : ''}>
            <th scope="row">${claim.name}${claim.bound ? html` <span class="pill accent">${t.decisions.bound}</span>` : ''}</th>
            <td class="number" data-label=${t.decisions.range}>${range(claim)}</td>
            <td class="number" data-label=${t.decisions.prefers}>${known(claim.preferredW) ? power(claim.preferredW) : NONE}</td>
            <td data-label=${t.decisions.reason}>${claim.reason}</td>
          </tr>`,
        )}
      </tbody>
    </table></div>
  `;
}

export function Decisions({ decisions }) {
  return html`
    <section class="card decisions" aria-labelledby="decisions-title">
      <div class="card-head"><h2 id="decisions-title">${t.decisions.title}</h2></div>
      ${decisions.length === 0 && html`<p class="empty">${t.decisions.none}</p>`}
      <ol class="timeline">
        ${decisions.slice(0, 8).map(
          (decision) => html`<li key=${decision.timeUtcMillis}>
            <time>${time(decision.timeUtcMillis)}</time>
            <div>
              <p class="sentence">${decision.sentence}</p>
              <details>
                <summary>${batteryWords(decision.batteryPowerW)} ${magnitude(decision.batteryPowerW)} · ${t.decisions.claims}</summary>
                <${Claims} claims=${decision.claims} />
              </details>
            </div>
          </li>`,
        )}
      </ol>
    </section>
  `;
}

export function Now({ decision }) {
  if (!decision) return html`<section class="card now"><p class="sentence">${t.now.waiting}</p></section>`;
  const way = direction(decision.batteryPowerW, 0);
  return html`
    <section class="card now ${way > 0 ? 'discharging' : way < 0 ? 'charging' : 'resting'}" aria-labelledby="now-title">
      <h2 id="now-title" class="visually-hidden">${t.now.title}</h2>
      <p class="now-power"><span>${batteryWords(decision.batteryPowerW)}</span><strong>${magnitude(decision.batteryPowerW)}</strong></p>
      <p class="sentence">${decision.sentence}</p>
    </section>
  `;
}

export function Reserve({ reserve }) {
  if (!reserve) return html`<section class="card reserve"><h2>${t.reserve.title}</h2><p class="empty">${t.reserve.none}</p></section>`;
  const required = known(reserve.minutesRequired) ? reserve.minutesRequired : null;
  const lasts = known(reserve.minutesAvailable) && (required === null || reserve.minutesAvailable >= required);
  const sized = known(reserve.powerW) && reserve.criticalLoadW > 0;
  const weak = sized && required > 0 && reserve.powerW < reserve.criticalLoadW;
  const kept = lasts && !weak;
  const top = Math.max(reserve.minutesAvailable ?? 0, (required ?? 0) * 1.25, 1);
  return html`
    <section class="card reserve" aria-labelledby="reserve-title">
      <div class="card-head">
        <h2 id="reserve-title">${t.reserve.title}</h2>
        <span class="pill ${kept ? 'good' : 'bad'}">${kept ? t.reserve.kept : lasts ? t.reserve.weak : t.reserve.short}</span>
      </div>
      <p class="headline"><strong>${minutes(reserve.minutesAvailable)}</strong> ${t.reserve.minutes}<span class="muted"> ${t.reserve.carries}</span></p>
      <svg class="gauge" viewBox="0 0 400 22" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" x="0" y="6" width="400" height="10" rx="5" />
        <rect class=${kept ? 'held' : 'held short'} x="0" y="6" width=${(400 * Math.max(0, reserve.minutesAvailable ?? 0)) / top} height="10" rx="5" />
        ${required !== null && html`<line class="need" x1=${(400 * required) / top} x2=${(400 * required) / top} y1="1" y2="21" />`}
      </svg>
      <ul class="facts">
        ${required !== null && html`<li>${t.reserve.required(`${minutes(required)} ${t.reserve.minutes}`)}</li>`}
        <li>${t.reserve.energy(energy(reserve.availableWh), energy(reserve.requiredWh))}</li>
        ${sized && html`<li>${t.reserve.power(power(reserve.powerW), power(reserve.criticalLoadW))}</li>`}
        ${known(reserve.socFloorPercent) && html`<li>${t.reserve.floor(percent(reserve.socFloorPercent))}</li>`}
      </ul>
    </section>
  `;
}
