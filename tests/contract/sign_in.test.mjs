// Members, sign-in and sessions, as a browser meets them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Browser } from './browser.mjs';
import { definitions } from './messages.mjs';
import { program, run, Server } from './server.mjs';

const owners = 'the owner remembers this';
const marias = 'maria likes long words';
const jonass = 'jonas likes them as well';
let server;

before(async () => {
  server = await Server.start();
});
after(() => server?.remove());

/** Runs a command with text on its standard input: {code, stdout, stderr}. */
function run_with_input(args, input) {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes) => (output.stdout += bytes));
    child.stderr.on('data', (bytes) => (output.stderr += bytes));
    child.on('close', (code) => done({ code, ...output }));
    child.stdin.end(input);
  });
}

const at_server = () => ['--server', server.url, '--key', server.keys.admin_key];

async function signed_in(member, password) {
  const browser = new Browser(server);
  await browser.sign_in(member, password);
  return browser;
}

test('a fresh workspace waits for its first start and shows nobody', async () => {
  const browser = new Browser(server);
  const { status, body, headers } = await browser.get('/api/session');
  assert.equal(status, 200);
  assert.deepEqual(body, {
    signed_in: false, member: null, csrf: null, first_start: true, one_click: [],
  });
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal((await browser.get('/api/launches')).status, 401);
  const one_click = await browser.post('/api/sign-in/one-click', { member: 'owner' });
  assert.equal(one_click.status, 404, 'nobody without a password, unless started so');
});

test('the first start needs the admin key and a long password', async () => {
  const browser = new Browser(server);
  const good = {
    admin_key: server.keys.admin_key, name: 'Olga', password: owners, department: 'it',
  };
  const wrong = [
    [{ ...good, admin_key: server.keys.server_key }, 401],
    [{ ...good, admin_key: 'spa_0' }, 401],
    [{ ...good, password: 'too short' }, 400],
    [{ ...good, password: 'x'.repeat(1001) }, 400],
    [{ ...good, department: 'legal' }, 400],
    [{ ...good, name: '' }, 400],
    [{ ...good, more: 1 }, 400],
    ['no json', 400],
    [{ ...good, name: 'x'.repeat(20_000) }, 413],
  ];
  for (const [body, status] of wrong) {
    const answer = await browser.post('/api/first-start', body);
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.headers.get('content-type'), /problem\+json/);
    assert.equal(browser.cookie, '');
  }
});

test('the first start signs the owner in, once', async () => {
  const browser = new Browser(server);
  const body = {
    admin_key: server.keys.admin_key, name: 'Olga', password: owners, department: 'it',
  };
  const first = await browser.post('/api/first-start', body);
  assert.equal(first.status, 200, first.text);
  assert.deepEqual(first.body.member, {
    key: 'owner', name: 'Olga', department: 'it', side: 'it', may_administer: true,
  });
  assert.equal(first.body.signed_in, true);
  assert.equal(first.body.first_start, false);
  assert.match(
    first.headers.get('set-cookie'),
    /^spotter_session=[0-9a-f]{64}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
  );
  assert.equal(first.headers.get('cache-control'), 'no-store');
  assert.equal((await browser.get('/api/launches')).status, 200);
  assert.deepEqual((await browser.get('/api/session')).body, first.body);
  const second = await new Browser(server).post('/api/first-start', body);
  assert.equal(second.status, 409, second.text);
});

test('members are made by the command line and by an administrator', async () => {
  const by_command = await run_with_input(
    ['member', 'add', 'maria', '--name', 'Maria', '--department', 'marketing', '--password-stdin',
      ...at_server()],
    `${marias}\n`,
  );
  assert.equal(by_command.code, 0, by_command.stderr);
  assert.equal(by_command.stdout, 'maria is a member of marketing\n');
  const olga = await signed_in('owner', owners);
  const jonas = { key: 'jonas', name: 'Jonas', department: 'it', password: jonass };
  const made = await olga.post('/api/members', jonas);
  assert.equal(made.status, 200, made.text);
  assert.deepEqual(made.body, {
    key: 'jonas', name: 'Jonas', department: 'it', side: 'it', may_administer: false,
    has_password: true,
  });
  assert.equal((await olga.post('/api/members', jonas)).status, 409);
  const { members, departments } = (await olga.get('/api/members')).body;
  assert.deepEqual(members.map(({ key, side }) => [key, side]), [
    ['jonas', 'it'], ['maria', 'marketing'], ['owner', 'it'],
  ]);
  assert.deepEqual(departments, [
    { key: 'marketing', name: 'Marketing', side: 'marketing' },
    { key: 'it', name: 'IT', side: 'it' },
  ]);
  const listed = await server.command('member', 'list');
  assert.equal(listed.code, 0, listed.stderr);
  assert.match(listed.stdout, /^maria +marketing +no +yes +Maria$/m);
});

test('a member uses launches and does not administer', async () => {
  const maria = await signed_in('maria', marias);
  assert.equal((await maria.get('/api/launches')).status, 200);
  assert.equal((await maria.get('/api/members')).status, 200);
  for (const [method, path, body] of [
    ['GET', '/api/keys'],
    ['POST', '/api/keys', {}],
    ['GET', '/api/journal/verify'],
    ['POST', '/api/members', { key: 'eve', name: 'Eve', department: 'it' }],
    ['POST', '/api/members/maria', { may_administer: true }],
    ['POST', '/api/members/owner', { password: marias }],
  ]) {
    const answer = await maria.ask(method, path, body);
    assert.equal(answer.status, 403, `${method} ${path}: ${answer.text}`);
  }
});

test('a session opens nothing of the planes of clients and servers', async () => {
  const olga = await signed_in('owner', owners);
  for (const path of ['/v1/batch', '/ofrep/v1/evaluate/flags', '/ofrep/v1/evaluate/flags/x']) {
    const answer = await olga.post(path, { batch: [], context: { targetingKey: 'u' } });
    assert.equal(answer.status, 401, path);
  }
});

test('what is no GET needs the header of the session', async () => {
  const maria = await signed_in('maria', marias);
  const other = await signed_in('maria', marias);
  const text = definitions('greeting');
  await server.apply(await server.file(text));
  const start = (headers) => maria.post('/api/launches/greeting/start', {}, headers);
  for (const token of [undefined, '', 'x', other.csrf, maria.csrf.slice(1), maria.cookie]) {
    const answer = await start({ 'spotter-csrf': token });
    assert.equal(answer.status, 403, `with ${token}: ${answer.text}`);
    assert.match(answer.body.detail, /Spotter-CSRF/);
  }
  assert.equal((await start()).status, 200);
  const entries = (await maria.get('/api/launches/greeting/journal')).body.entries;
  assert.equal(entries.at(-1).actor, 'Maria', 'the journal names the member');
});

test('a key needs no such header, and wins over the cookie', async () => {
  const maria = await signed_in('maria', marias);
  const authorization = `Bearer ${server.keys.admin_key}`;
  const answer = await maria.post('/api/launches/greeting/stop', {}, {
    authorization, 'spotter-csrf': undefined,
  });
  assert.equal(answer.status, 200, answer.text);
  const wrong = await maria.ask('GET', '/api/launches', undefined, { authorization: 'Bearer x' });
  assert.equal(wrong.status, 401);
});

test('a form of another site signs nobody in', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const answer = await new Browser(server).post(
      '/api/sign-in', { member: 'maria', password: marias }, { 'content-type': type },
    );
    assert.equal(answer.status, 415, type);
    assert.equal(answer.headers.get('set-cookie'), null);
  }
});

test('unknown members and wrong passwords get one answer', async () => {
  const answers = [];
  for (const [member, password] of [
    ['maria', jonass], ['nobody', marias], ['', ''], ['maria', ''], ['MARIA', marias],
  ]) {
    const answer = await new Browser(server).post('/api/sign-in', { member, password });
    assert.equal(answer.status, 401, answer.text);
    assert.equal(answer.headers.get('set-cookie'), null);
    answers.push(answer.text);
  }
  assert.equal(new Set(answers).size, 1);
});

test('signing in again changes the token and ends the old session', async () => {
  const maria = await signed_in('maria', marias);
  const before_it = maria.cookie;
  await maria.sign_in('maria', marias);
  assert.notEqual(maria.cookie, before_it);
  const old = new Browser(server);
  old.cookie = before_it;
  assert.equal((await old.get('/api/launches')).status, 401);
  assert.equal((await old.get('/api/session')).body.signed_in, false);
});

test('a cookie somebody made up is none', async () => {
  for (const cookie of ['x', 'a'.repeat(64), 'A'.repeat(64), `${'a'.repeat(63)}\u00e9`]) {
    const answer = await new Browser(server).ask('GET', '/api/launches', undefined, {
      cookie: `spotter_session=${cookie}`,
    });
    assert.equal(answer.status, 401, cookie);
  }
});

test('signing out ends this session, everywhere ends all', async () => {
  const here = await signed_in('maria', marias);
  const there = await signed_in('maria', marias);
  const jonas = await signed_in('jonas', jonass);
  assert.equal((await here.post('/api/sign-out', {}, { 'spotter-csrf': 'x' })).status, 403);
  const out = await here.post('/api/sign-out');
  assert.equal(out.status, 200, out.text);
  assert.equal(out.body.signed_in, false);
  assert.match(out.headers.get('set-cookie'), /^spotter_session=; Path=\/; Max-Age=0; HttpOnly/);
  assert.equal((await there.get('/api/launches')).status, 200);
  const again = await signed_in('maria', marias);
  assert.equal((await again.post('/api/sign-out-everywhere')).status, 200);
  assert.equal((await there.get('/api/launches')).status, 401);
  assert.equal((await jonas.get('/api/launches')).status, 200);
  const key = await server.api('POST', '/api/sign-out', {});
  assert.equal(key.status, 400, 'a key has no session');
});

test('a member changes their own password with the old one', async () => {
  const maria = await signed_in('maria', marias);
  const other = await signed_in('maria', marias);
  const password = 'maria prefers this one';
  const change = (body) => maria.post('/api/members/maria', body);
  assert.equal((await change({ password })).status, 400);
  const wrong = await change({ password, old_password: jonass });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.body.pointer, '/old_password');
  const done = await change({ password, old_password: marias });
  assert.equal(done.status, 200, done.text);
  assert.equal((await maria.get('/api/launches')).status, 200, 'stays in');
  assert.equal((await other.get('/api/launches')).status, 401, 'the others do not');
  await signed_in('maria', password);
  const back = await server.api('POST', '/api/members/maria', { password: marias });
  assert.equal(back.status, 200, back.text);
  assert.equal((await maria.get('/api/launches')).status, 401, 'set by somebody else');
});

test('sessions outlive a restart, and kill -9', async () => {
  const maria = await signed_in('maria', marias);
  await server.restart();
  assert.equal((await maria.get('/api/launches')).status, 200);
  await server.kill();
  await server.serve();
  const { body } = await maria.get('/api/session');
  assert.equal(body.member.key, 'maria');
  assert.equal(body.csrf, maria.csrf, 'the page need not load anew');
});

test('keys are made and revoked, and the journal says by whom', async () => {
  const olga = await signed_in('owner', owners);
  const made = await olga.post('/api/keys', { kind: 'server' });
  assert.equal(made.status, 200, made.text);
  assert.match(made.body.key, /^sps_/);
  const evaluate = () =>
    fetch(`${server.url}/ofrep/v1/evaluate/flags`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.body.key}` },
      body: '{"context":{"targetingKey":"u"}}',
    });
  assert.equal((await evaluate()).status, 200);
  const revoked = await olga.post(`/api/keys/${made.body.id}/revoke`);
  assert.equal(revoked.status, 200, revoked.text);
  assert.equal((await evaluate()).status, 401);
  assert.equal((await olga.post('/api/keys/admin-1/revoke')).status, 409);
  assert.equal((await olga.post('/api/keys', { kind: 'admin' })).status, 403);
  assert.equal((await olga.post('/api/keys/none/revoke')).status, 404);
  const by_command = await server.command('key', 'create', '--kind', 'client');
  const { id } = JSON.parse(by_command.stdout);
  assert.equal((await server.command('key', 'revoke', id)).code, 0);
  const listed = await server.command('key', 'list');
  assert.match(listed.stdout, new RegExp(`^${id} .* revoked$`, 'm'));
});

test('the journal is whole, while it is served and after', async () => {
  const served = await server.get('/api/journal/verify');
  assert.equal(served.whole, true);
  assert.ok(served.entries > 8, served.sentence);
  assert.equal(served.sentence, `${served.entries} entries, whole.`);
  const beside = await run(['journal', 'verify', '--data', server.data]);
  assert.deepEqual(beside, { code: 0, stdout: `${served.entries} entries, whole\n`, stderr: '' });
  await server.stop();
  const stopped = await run(['journal', 'verify', '--data', server.data]);
  assert.equal(stopped.stdout, `${served.entries} entries, whole\n`);
  await server.serve();
  const nowhere = await run(['journal', 'verify', '--data', join(server.data, 'log')]);
  assert.equal(nowhere.code, 1);
});

test('no secret stands in the data folder or in what the program says', async () => {
  const maria = await signed_in('maria', marias);
  const token = maria.cookie.split('=')[1];
  const secrets = [owners, marias, jonass, token, maria.csrf, server.keys.admin_key];
  const names = await readdir(server.data, { recursive: true, withFileTypes: true });
  let files = 0;
  for (const entry of names.filter((name) => name.isFile())) {
    const bytes = await readFile(join(entry.path, entry.name));
    for (const secret of secrets) assert.equal(bytes.indexOf(secret), -1, entry.name);
    files += 1;
  }
  assert.ok(files >= 3, 'the database, the key and the log were looked at');
  for (const secret of secrets) assert.ok(!server.stderr.includes(secret));
});

test('too many attempts at one name are refused for a while, others go on', async () => {
  const answers = [];
  for (let i = 0; i < 12; ++i) {
    const member = 'carla';
    answers.push(await new Browser(server).post('/api/sign-in', { member, password: 'wrong' }));
  }
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses, [...Array(10).fill(401), 429, 429]);
  const wait = Number(answers.at(-1).headers.get('retry-after'));
  assert.ok(wait >= 1 && wait <= 30, `Retry-After: ${wait}`);
  assert.match(answers.at(-1).body.detail, /too many attempts/);
  await signed_in('jonas', jonass);
});

test('too many attempts from one address are refused, whatever the name', async () => {
  const seen = new Set();
  for (let i = 0; i < 120 && !seen.has(429); ++i) {
    const answer = await new Browser(server).post('/api/first-start', {
      admin_key: 'x', name: 'x', password: 'x', department: 'x',
    });
    seen.add(answer.status);
  }
  assert.deepEqual([...seen].sort(), [409, 429]);
  assert.equal((await server.api('GET', '/api/launches')).status, 200, 'keys are not concerned');
});

test('in the demo, the people named sign in with one click', async (t) => {
  const demo = await Server.start(t, { args: ['--one-click', 'maria,jonas,nobody'] });
  for (const [key, department] of [['maria', 'marketing'], ['jonas', 'it'], ['olga', 'it']]) {
    const made = await demo.api('POST', '/api/members', { key, name: `M ${key}`, department });
    assert.equal(made.status, 200, made.text);
  }
  const browser = new Browser(demo);
  const { body } = await browser.get('/api/session');
  assert.deepEqual(body.one_click, [
    { key: 'maria', name: 'M maria', department: 'marketing', side: 'marketing' },
    { key: 'jonas', name: 'M jonas', department: 'it', side: 'it' },
  ]);
  for (const member of ['olga', 'nobody', 'owner', '']) {
    assert.equal((await browser.post('/api/sign-in/one-click', { member })).status, 404, member);
  }
  const opened = await browser.post('/api/sign-in/one-click', { member: 'maria' });
  assert.equal(opened.status, 200, opened.text);
  assert.equal(opened.body.member.side, 'marketing');
  assert.equal((await browser.get('/api/launches')).status, 200);
});

test('behind https the cookie is for https, and addresses are what the proxy says', async (t) => {
  const args = ['--public-url', 'https://spotter.example/tool'];
  const behind = await Server.start(t, { args });
  const first_start = (address) =>
    new Browser(behind).post('/api/first-start', {
      admin_key: behind.keys.admin_key, name: 'Olga', password: owners, department: 'it',
    }, { 'x-forwarded-for': `198.51.100.1, ${address}` });
  const first = await first_start('203.0.113.1');
  assert.match(first.headers.get('set-cookie'), /; SameSite=Strict; Secure$/);
  let refused = 0;
  for (let i = 0; i < 70; ++i) refused += (await first_start('203.0.113.2')).status === 429;
  assert.ok(refused > 0);
  const other = await first_start('203.0.113.3');
  assert.equal(other.status, 409, 'another visitor is not concerned');
});
