import { NONE, power, shortTime } from './format.js';
import { t } from './strings.js';
import { html } from './view.js';

/** The test in one line: what runs, else what came out last. */
export function testWords(test) {
  if (test?.running) return { tone: 'warn', word: t.operation.running, detail: t.operation.runs(test.cabinet, test.waiting?.length ?? 0) };
  if (!test?.last) return { tone: 'idle', word: t.operation.untested, detail: '' };
  const { passed, aborted, results = [] } = test.last;
  const failed = results.filter((result) => !result.passed);
  if (passed) return { tone: 'good', word: t.operation.passed, detail: t.operation.cabinets(results.length) };
  return { tone: 'bad', word: t.operation.notPassed, detail: aborted || failed.map((result) => `${result.cabinet}: ${result.finding}`).join('; ') };
}

const Line = ({ name, tone, word, detail, children }) => html`
  <li>
    <div><h3>${name}</h3> <span class="pill ${tone}">${word}</span></div>
    ${detail && html`<p>${detail}</p>`}
    ${children}
  </li>
`;

/** What an operator can do, and what stands that was ordered. */
export function Operation({ test, operation, mayAct, busy, problem, onTest, onOperate }) {
  const words = testWords(test);
  const areas = operation?.closedAreas ?? [];
  const leases = operation?.leases ?? [];
  const shed = operation?.shed ?? [];
  const button = (label, ask, action, isQuiet) =>
    mayAct && html`<button type="button" class=${isQuiet ? 'quiet' : ''} disabled=${busy} onClick=${() => (!ask || window.confirm(ask)) && action()}>${label}</button>`;
  return html`
    <section class="card operation" aria-labelledby="operation-title">
      <div class="card-head"><h2 id="operation-title">${t.operation.title}</h2>${!mayAct && html`<span class="muted">${t.operation.viewer}</span>`}</div>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <ul class="operations">
        <${Line} name=${t.operation.test} ...${words}>
          <p class="actions">
            ${test?.running
              ? button(t.operation.abort, '', () => onTest('abort'), true)
              : button(t.operation.start, t.operation.startAsk, () => onTest('start'), true)}
            ${test?.last && html`<a href="/api/v1/commissioning/page.html" target="_blank" rel="noopener">${t.operation.page}</a>`}
          </p>
        <//>
        ${operation?.otherGateway &&
        html`<${Line} name=${t.operation.gateway} tone="bad" word=${t.operation.fenced} detail=${t.operation.fencedHint(operation.otherGateway)}>
          <p class="actions">${button(t.operation.alone, t.operation.aloneAsk(operation.otherGateway), () => onOperate({ action: 'alone' }))}</p>
        <//>`}
        ${operation?.lockout &&
        html`<${Line} name=${t.operation.lockout} tone="bad" word=${t.operation.locked} detail=${t.operation.lockoutHint}>
          <p class="actions">${button(t.operation.acknowledge, t.operation.acknowledgeAsk, () => onOperate({ action: 'acknowledge' }))}</p>
        <//>`}
        ${areas.map(
          ({ area, report }) => html`<${Line} key=${area} name=${t.operation.area(area)} tone="bad" word=${t.operation.closed} detail=${report}>
            <p class="actions">${button(t.operation.open, t.operation.openAsk(area), () => onOperate({ action: 'open', area }))}</p>
          <//>`,
        )}
        <${Line} name=${t.operation.leases} tone=${leases.length ? 'accent' : 'idle'} word=${leases.length || t.operation.noLeases}>
          ${leases.map((lease) => html`<p key=${lease.id}><strong>${lease.what}</strong> ${t.operation.until(shortTime(lease.expiresUtcMillis))} <span class="muted">${lease.id}</span></p>`)}
        <//>
        <${Line} name=${t.operation.shed} tone=${shed.length ? 'bad' : 'good'} word=${shed.length ? t.operation.outlets(shed.length) : t.operation.nothingShed}
          detail=${shed.length ? `${shed.join(', ')} (${power(operation.shedW) ?? NONE})` : ''} />
      </ul>
    </section>
  `;
}
