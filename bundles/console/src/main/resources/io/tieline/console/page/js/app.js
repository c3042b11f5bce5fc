import { act, get, live, login, logout } from './api.js';
import { Batteries } from './batteries.js';
import { Decisions, Now, Reserve } from './decisions.js';
import { DemandCard } from './demand.js';
import { Devices } from './devices.js';
import { Diagram } from './diagram.js';
import { Alarms, Events, FeedBanner, gridWords, Header, Status } from './header.js';
import { useZone } from './format.js';
import { devices, heard, initial, silence, withHistory } from './live.js';
import { Login } from './login.js';
import { Operation } from './operation.js';
import { t } from './strings.js';
import { html, render } from './view.js';

const RETRY_MS = 3000;
const DETAIL_MS = 2000;
const root = document.getElementById('app');
const narrowScreen = window.matchMedia('(max-width: 700px)');

let state = { ...initial };
let view = { checked: false, problem: '', busy: false, details: {}, open: new Set(), test: null, operation: null, acting: false, actionProblem: '' };
let stopFeed = () => {};
let drawn = false;

function change(nextState, nextView = view) {
  state = nextState;
  view = nextView;
  if (!drawn) {
    drawn = true;
    requestAnimationFrame(draw);
  }
}

function draw() {
  drawn = false;
  if (!view.checked) return;
  // What stood there while the scripts were loading; preact would keep it beside the page.
  root.querySelector('.loading')?.remove();
  useZone(state.sections.site?.zone);
  document.title = state.sections.site ? `${state.sections.site.name} – ${t.product}` : t.product;
  render(state.session ? html`<${Page} />` : html`<${Login} problem=${view.problem} busy=${view.busy} onLogin=${enter} />`, root);
}

function Page() {
  const { sections } = state;
  const all = devices(sections);
  const silentMs = silence(state, performance.now());
  const decision = sections.decision;
  const mayAct = state.session.role === 'operator';
  if (!sections.site) {
    // Nothing is known yet: empty cards would say there is nothing.
    return html`
      <${Header} state=${state} isStale=${silentMs !== null} onLogout=${leave} />
      <${FeedBanner} state=${state} silentMs=${silentMs} />
    `;
  }
  return html`
    <${Header} state=${state} isStale=${silentMs !== null} onLogout=${leave} />
    <${FeedBanner} state=${state} silentMs=${silentMs} />
    <main class="page ${silentMs !== null ? 'is-stale' : ''}">
      <${Now} decision=${decision} />
      <${Diagram} devices=${all} gridTone=${gridWords(decision?.gridState).tone} narrow=${narrowScreen.matches} />
      <${DemandCard} window=${decision?.window} windows=${sections.windows} />
      <${Batteries} devices=${all} setpoints=${decision?.setpoints} />
      <div class="side">
        <${Reserve} reserve=${decision?.reserve} />
        <${Alarms} alarms=${sections.alarms} mayAct=${mayAct} busy=${view.acting}
          onAcknowledge=${(id) => operate('alarms', { action: 'acknowledge', id })} />
      </div>
      <${Operation} test=${view.test} operation=${view.operation} mayAct=${mayAct} busy=${view.acting}
        problem=${view.actionProblem} onTest=${(action) => operate('commissioning', { action })} onOperate=${(what) => operate('operation', what)} />
      <${Decisions} decisions=${state.decisions} />
      <${Events} events=${sections.events} />
      <${Devices} devices=${all} details=${view.details} onToggle=${toggle} />
      <${Status} status=${sections.status} />
    </main>
  `;
}

function toggle(id, isOpen) {
  const open = new Set(view.open);
  if (isOpen) open.add(id);
  else open.delete(id);
  change(state, { ...view, open });
  if (isOpen) loadDetail(id);
}

async function loadDetail(id) {
  const detail = await get(`devices/${encodeURIComponent(id)}`).catch(() => null);
  change(state, { ...view, details: { ...view.details, [id]: detail } });
}

async function loadOperation() {
  if (!state.session) return;
  const [test, operation] = await Promise.all([get('commissioning'), get('operation')].map((asked) => asked.catch(() => null)));
  change(state, { ...view, test, operation });
}

async function operate(path, what) {
  change(state, { ...view, acting: true, actionProblem: '' });
  try {
    await act(path, state.session.csrf, what);
    change(state, { ...view, acting: false });
  } catch (refused) {
    change(state, { ...view, acting: false, actionProblem: refused.status ? `${capital(refused.message)}. ${refused.remedy}` : t.login.unreachable });
  }
  loadOperation();
}

function watch() {
  stopFeed();
  loadOperation();
  stopFeed = live(
    (type, message) => change(heard(state, type, message, performance.now())),
    () => setTimeout(resume, RETRY_MS),
  );
  get('decisions?limit=30').then((loaded) => change(withHistory(state, loaded))).catch(() => {});
}

/** The feed was refused: either the session ended, or there is no place, or the gateway restarts. */
async function resume() {
  try {
    await get('session');
    if (state.feed !== 'live' || silence(state, performance.now()) !== null) change({ ...state, feed: 'full' });
    watch();
  } catch (refused) {
    if (refused.status === 401) change({ ...initial }, { ...view, problem: '' });
    else setTimeout(resume, RETRY_MS);
  }
}

async function enter(user, password) {
  change(state, { ...view, busy: true, problem: '' });
  try {
    const session = await login(user, password);
    change({ ...initial, session }, { ...view, busy: false });
    watch();
  } catch (refused) {
    const problem = refused.status ? `${capital(refused.message)}. ${refused.remedy}` : t.login.unreachable;
    change(state, { ...view, busy: false, problem });
  }
}

async function leave() {
  await logout(state.session.csrf).catch(() => {});
  stopFeed();
  change({ ...initial }, { ...view, problem: '', details: {}, open: new Set() });
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

async function start() {
  try {
    const session = await get('session');
    change({ ...state, session }, { ...view, checked: true });
    watch();
  } catch (refused) {
    change(state, { ...view, checked: true, problem: refused.status ? '' : t.login.unreachable });
  }
}

narrowScreen.addEventListener('change', () => change(state));
// Draws also when nothing comes: that is when "no data since" must appear.
setInterval(() => change(state), 1000);
setInterval(() => view.open.forEach(loadDetail), DETAIL_MS);
setInterval(loadOperation, DETAIL_MS);
start();
