import { count, date, duration, label, NONE, shortTime, statusValue, time } from './format.js';
import { t } from './strings.js';
import { html } from './view.js';

/** The control room's word for the grid, as the page says it. */
export function gridWords(state) {
  if (!state) return { word: t.grid.unknown, tone: 'idle' };
  const key = state.toLowerCase().replaceAll('_', '-');
  return t.grid.states[key] ?? { word: state, tone: 'warn' };
}

export function wanWords(uplink) {
  const state = uplink?.state;
  if (!state) return { word: t.wan.unknown, tone: 'idle', detail: '' };
  const known = t.wan.states[String(state).toLowerCase()] ?? { word: String(state), tone: 'warn' };
  const backlog = uplink.backlog > 0 && known.tone !== 'good' ? t.wan.backlog(count(uplink.backlog)) : '';
  return { ...known, detail: backlog };
}

const Chip = ({ name, tone, word, detail, href }) => {
  const inner = html`<span class="chip-name">${name}</span><span class="chip-word"><span class="mark" aria-hidden="true"></span>${word}</span>${detail && html`<span class="chip-detail">${detail}</span>`}`;
  return href ? html`<a class="chip ${tone}" href=${href}>${inner}</a>` : html`<div class="chip ${tone}">${inner}</div>`;
};

/** The worst stands first. */
export function alarmWords(alarms) {
  if (alarms.length === 0) return t.alarms.noneShort;
  const worst = t.alarms.severity[alarms[0].severity].toLowerCase();
  return alarms.length === 1 ? `1 ${worst}` : t.alarms.many(alarms.length, worst);
}

/** How many nobody has taken notice of. */
export function alarmsWaiting(alarms) {
  const waiting = alarms.filter((alarm) => !alarm.acknowledged).length;
  return waiting ? t.alarms.waiting(waiting) : '';
}

const ALARM_TONES = { critical: 'bad', major: 'bad', minor: 'warn', info: 'idle' };

export function Header({ state, isStale, onLogout }) {
  const { site, decision, alarms = [], status } = state.sections;
  const grid = gridWords(decision?.gridState);
  const wan = wanWords(status?.uplink);
  const worst = alarms[0]?.severity;
  return html`
    <header class="top ${isStale ? 'is-stale' : ''}">
      <div class="brand"><img src="/icon.svg" alt="" width="34" height="34" /><div><h1>${site?.name ?? t.product}</h1><span class="muted">${t.product}</span></div></div>
      <div class="chips">
        <${Chip} name=${t.grid.label} tone=${grid.tone} word=${grid.word} />
        <${Chip} name=${t.wan.label} tone=${wan.tone} word=${wan.word} detail=${wan.detail} />
        <${Chip} name=${t.alarms.label} tone=${worst ? ALARM_TONES[worst] : 'good'} word=${alarmWords(alarms)} detail=${alarmsWaiting(alarms)} href="#alarms" />
        <div class="chip clock"><span class="chip-name">${t.siteTime} · ${date(state.siteTime)}</span><span class="chip-word"><time>${time(state.siteTime)}</time></span></div>
      </div>
      <div class="who"><span class="muted">${state.session.user} · ${t.role[state.session.role] ?? state.session.role}</span>
        ${state.session.csrf && html`<button type="button" class="quiet" onClick=${onLogout}>${t.logout}</button>`}</div>
    </header>
  `;
}

export function FeedBanner({ state, silentMs }) {
  if (state.feed === 'full') return html`<div class="banner bad" role="alert">${t.feed.full}</div>`;
  if (state.heardAt === null) return html`<div class="banner" role="status">${t.feed.connecting}</div>`;
  if (silentMs === null) return null;
  return html`<div class="banner bad" role="alert"><strong>${t.feed.stale(time(state.siteTime), duration(silentMs / 1000))}</strong> ${t.feed.staleHint}</div>`;
}

export function Alarms({ alarms = [], mayAct, busy, onAcknowledge }) {
  return html`
    <section class="card alarms" id="alarms" aria-labelledby="alarms-title" tabindex="-1">
      <div class="card-head"><h2 id="alarms-title">${t.alarms.title}</h2><span class="pill ${alarms.length ? 'bad' : 'good'}">${alarms.length}</span></div>
      ${alarms.length === 0 && html`<p class="empty">${t.alarms.none}</p>`}
      <ul class="alarm-list">
        ${alarms.map(
          (alarm) => html`<li key=${alarm.id} class="${ALARM_TONES[alarm.severity]} ${alarm.acknowledged ? 'is-acknowledged' : ''}">
            <p><span class="pill ${ALARM_TONES[alarm.severity]}">${t.alarms.severity[alarm.severity]}</span> <strong>${alarm.source}</strong>
              <span class="muted"> ${t.alarms.since} ${shortTime(alarm.raisedUtcMillis)}</span></p>
            <p>${alarm.text}</p>
            ${alarm.acknowledged && html`<p class="muted">${t.alarms.acknowledged(alarm.acknowledged.by, shortTime(alarm.acknowledged.timeUtcMillis))}</p>`}
            ${!alarm.acknowledged &&
            mayAct &&
            html`<p class="actions"><button type="button" class="quiet" disabled=${busy} aria-label="${t.alarms.acknowledge}: ${alarm.source}, ${alarm.text}" onClick=${() => onAcknowledge(alarm.id)}>${t.alarms.acknowledge}</button></p>`}
          </li>`,
        )}
      </ul>
    </section>
  `;
}

export function Events({ events = [] }) {
  return html`
    <section class="card events" aria-labelledby="events-title">
      <div class="card-head"><h2 id="events-title">${t.events.title}</h2></div>
      ${events.length === 0 && html`<p class="empty">${t.events.none}</p>`}
      <ol class="timeline">
        ${events.slice(0, 12).map(
          (event, index) => html`<li key=${`${event.timeUtcMillis}/${index}`}>
            <time>${time(event.timeUtcMillis)}</time>
            <p>${!event.sentence.startsWith(event.source) && html`<span class="muted">${event.source}</span> `}${event.sentence}</p>
          </li>`,
        )}
      </ol>
    </section>
  `;
}

const Figures = ({ title, map }) => html`
  <div class="status-group">
    <h3>${title}</h3>
    ${map && Object.keys(map).length
      ? html`<dl>${Object.entries(map).map(([key, value]) => html`<div key=${key}><dt>${label(key)}</dt><dd>${statusValue(key, value)}</dd></div>`)}</dl>`
      : html`<p class="empty">${t.status.empty} ${NONE}</p>`}
  </div>
`;

export function Status({ status }) {
  return html`
    <section class="card status" aria-labelledby="status-title">
      <div class="card-head"><h2 id="status-title">${t.status.title}</h2></div>
      <div class="status-groups">
        <${Figures} title=${t.status.summary} map=${status?.summary} />
        <${Figures} title=${t.status.journal} map=${status?.journal} />
        <${Figures} title=${t.status.uplink} map=${status?.uplink} />
      </div>
    </section>
  `;
}
