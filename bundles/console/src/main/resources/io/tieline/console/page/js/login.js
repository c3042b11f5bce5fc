import { t } from './strings.js';
import { html } from './view.js';

export function Login({ problem, busy, onLogin }) {
  const submit = (event) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    onLogin(fields.get('user'), fields.get('password'));
  };
  return html`
    <main class="login">
      <form class="card" onSubmit=${submit}>
        <img src="/icon.svg" alt="" width="48" height="48" />
        <h1>${t.product}</h1>
        <label>${t.login.user}<input name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus /></label>
        <label>${t.login.password}<input name="password" type="password" autocomplete="current-password" required /></label>
        <button type="submit" disabled=${busy}>${busy ? t.login.busy : t.login.submit}</button>
        <p class="problem" role="alert">${problem}</p>
        <p class="muted">${t.login.hint}</p>
      </form>
    </main>
  `;
}
