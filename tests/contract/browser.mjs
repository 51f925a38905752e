// What a browser does with our cookie, and what a page adds: no key anywhere.
import assert from 'node:assert/strict';

export class Browser {
  constructor(server) {
    this.server = server;
    this.cookie = '';
    this.csrf = null;
  }

  /** {status, body, headers, text}; keeps the cookie that comes back. `headers` win. */
  async ask(method, path, body, headers = {}) {
    const sent = { ...(this.cookie ? { cookie: this.cookie } : {}) };
    if (method !== 'GET') {
      sent['content-type'] = 'application/json';
      if (this.csrf) sent['spotter-csrf'] = this.csrf;
    }
    const answer = await fetch(this.server.url + path, {
      method,
      headers: Object.fromEntries(
        Object.entries({ ...sent, ...headers }).filter(([, value]) => value !== undefined),
      ),
      body: method === 'GET' ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    this.keep(answer.headers.get('set-cookie'));
    const is_json = /json/.test(answer.headers.get('content-type') ?? '');
    const parsed = is_json ? JSON.parse(text) : undefined;
    return { status: answer.status, headers: answer.headers, text, body: parsed };
  }

  keep(set_cookie) {
    if (!set_cookie) return;
    const [pair] = set_cookie.split(';');
    this.cookie = pair.endsWith('=') ? '' : pair;
  }

  /** Signs in and remembers what a page would; fails if that is refused. */
  async sign_in(member, password) {
    const answer = await this.ask('POST', '/api/sign-in', { member, password });
    assert.equal(answer.status, 200, answer.text);
    this.csrf = answer.body.csrf;
    return answer;
  }

  get = (path) => this.ask('GET', path);
  post = (path, body = {}, headers = {}) => this.ask('POST', path, body, headers);
}
