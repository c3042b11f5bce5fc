/** The gateway's REST, as promises. */

const BASE = '/api/v1/';

export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.message ?? `HTTP ${status}`);
    this.status = status;
    this.remedy = problem?.remedy ?? '';
  }
}

async function ask(path, options) {
  const response = await fetch(BASE + path, { credentials: 'same-origin', cache: 'no-store', ...options });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}

export const get = (path) => ask(path);

export const login = (user, password) =>
  ask('login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user, password }) });

export const logout = (csrf) => ask('logout', { method: 'POST', headers: { 'X-CSRF-Token': csrf } });

/** Does something as an operator; the answer says what was done. */
export const act = (path, csrf, what) =>
  ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf ?? '' }, body: JSON.stringify(what) });

/**
 * The live feed.
 *
 * @param onMessage called with the event's type and its message
 * @param onClosed called once when the feed gave up; a broken connection it repairs itself
 * @returns closes the feed
 */
export function live(onMessage, onClosed) {
  const source = new EventSource(`${BASE}live`);
  for (const type of ['picture', 'change', 'beat']) {
    source.addEventListener(type, (event) => onMessage(type, JSON.parse(event.data)));
  }
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onClosed();
  };
  return () => source.close();
}
