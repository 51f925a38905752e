// What people agreed survives kills and restarts, with checkpoints and without: word for word.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { definitions } from '../contract/messages.mjs';
import { eventually, Server } from '../contract/server.mjs';
import { checkpoints } from './damage.mjs';

const keys = ['signed', 'asked', 'defined'];

async function agree(server) {
  const say = async (key, path, body) => {
    const answer = await server.api('POST', `/api/launches/${key}/${path}`, body);
    assert.equal(answer.status, 200, answer.text);
  };
  await server.api('POST', '/api/settings', { signatures_required: true });
  await say('asked', 'ask', { title: 'An idea', outcome: 'more sign-ups', side: 'marketing' });
  await server.apply(await server.file(definitions('signed', 'defined')));
  await say('signed', 'ask', { title: 'A banner', outcome: 'more sign-ups', side: 'marketing' });
  await say('signed', 'sign', { side: 'marketing' });
  const conditions = [{ text: 'legal agrees' }];
  await say('signed', 'verdict', { verdict: 'yes_if', conditions });
  await say('signed', 'sign', { side: 'it', note: 'by telephone' });
}

async function told(server) {
  const views = [];
  for (const key of keys) views.push(await server.get(`/api/launches/${key}/agreement`));
  return JSON.stringify([views, await server.get('/api/tracker')]);
}

async function refused(server, key) {
  const answer = await server.api('POST', `/api/launches/${key}/start`, {});
  assert.equal(answer.status, 409, answer.text);
  return answer.body.errors?.map((one) => one.detail) ?? [answer.body.detail];
}

test('cards are the same after a kill, from a checkpoint and from the whole log', async (t) => {
  const server = await Server.start(t, { args: ['--checkpoint-every', '2'] });
  await agree(server);
  const before = await told(server);
  await eventually(async () => (await checkpoints(server)).length > 0, 'a checkpoint');
  await server.kill();
  await server.serve();
  assert.match(server.stderr, /Took over the checkpoint at record \d+/);
  assert.equal(await told(server), before);
  assert.deepEqual(await refused(server, 'signed'), ['A condition is not met: "legal agrees".']);
  await server.kill();
  await rm(join(server.data, 'checkpoints'), { recursive: true });
  await server.serve();
  assert.equal(await told(server), before);
  assert.deepEqual(await refused(server, 'defined'), [
    'Marketing has not signed.',
    'IT has not signed.',
  ]);
});

test('a recount refuses the same starts and takes the same one', async (t) => {
  const server = await Server.start(t);
  await agree(server);
  await refused(server, 'signed');
  await server.api('POST', '/api/launches/signed/conditions/1/met', {});
  await server.act('start', 'signed');
  for (const key of ['signed', 'defined']) {
    const done = await server.command('recount', key);
    assert.equal(done.code, 0, done.stdout + done.stderr);
  }
});
