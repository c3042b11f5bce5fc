/** What the page knows, and how events of the feed change it. Pure: a state and an event give the next state. */

export const STALE_AFTER_MS = 10_000;
const DECISIONS_KEPT = 40;

export const initial = Object.freeze({
  session: null,
  feed: 'connecting',
  heardAt: null,
  siteTime: null,
  sections: {},
  decisions: [],
});

/** A message of the feed: `picture` replaces everything, `change` replaces sections, `beat` only says it lives. */
export function heard(state, type, message, nowMs) {
  const sections = message.sections ?? {};
  const next = { ...state, feed: 'live', heardAt: nowMs, siteTime: message.timeUtcMillis };
  if (type === 'picture') next.sections = sections;
  else if (type === 'change') next.sections = { ...state.sections, ...sections };
  if (sections.decision) next.decisions = withDecision(state.decisions, sections.decision);
  return next;
}

/** A decision that says something new goes on top; one that only repeats replaces the one it repeats. */
export function withDecision(decisions, decision) {
  const [head, ...rest] = decisions;
  if (!head) return [decision];
  if (decision.timeUtcMillis < head.timeUtcMillis) return decisions;
  return isRepeat(head, decision)
    ? [{ ...decision, timeUtcMillis: head.timeUtcMillis }, ...rest]
    : [decision, ...decisions].slice(0, DECISIONS_KEPT);
}

function isRepeat(one, other) {
  return one.gridState === other.gridState && pattern(one.sentence) === pattern(other.sentence);
}

/** The sentence without its numbers. */
const pattern = (sentence) => sentence.replaceAll(/[\d.,]+/g, '#');

/** Decisions loaded at the start, newest first; what the feed already brought stays on top. */
export function withHistory(state, loaded) {
  const newest = loaded[0]?.timeUtcMillis ?? -Infinity;
  const fresher = state.decisions.filter((decision) => decision.timeUtcMillis > newest);
  return { ...state, decisions: [...fresher, ...loaded].slice(0, DECISIONS_KEPT) };
}

/** How long nothing was heard, if that is too long; else null. */
export function silence(state, nowMs) {
  if (state.heardAt === null) return null;
  const ms = nowMs - state.heardAt;
  return ms >= STALE_AFTER_MS ? ms : null;
}

/** The devices in the order of the site. */
export function devices(sections) {
  return (sections.order ?? []).map((id) => sections[`device/${id}`]).filter(Boolean);
}
