// Plays every *.story file beside this one against the program.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Server } from '../contract/server.mjs';
import { play, World } from './steps.mjs';

const folder = dirname(fileURLToPath(import.meta.url));

/** A file's scenarios: {title, members_only, steps}. */
function scenarios_of(text) {
  const scenarios = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const title = /^Scenario: (.+)$/.exec(line)?.[1];
    const step = /^(?:Given|When|Then|And) (.+)$/.exec(line)?.[1];
    if (title) scenarios.push({ title, members_only: false, steps: [] });
    else if (line === '# members only') scenarios.at(-1).members_only = true;
    else if (step) scenarios.at(-1).steps.push({ line, step });
    else if (line && !line.startsWith('Story: ')) throw new Error(`no step: ${line}`);
  }
  return scenarios;
}

async function play_scenario(t, { members_only, steps }) {
  const server = await Server.start(t);
  const has_sign_in = (await fetch(`${server.url}/api/session`)).status === 200;
  if (members_only && !has_sign_in) return t.skip('this program has no sign-in');
  const world = new World(server, has_sign_in);
  for (const { line, step } of steps) {
    try {
      await play(world, step);
    } catch (error) {
      error.message = `${line}\n${error.message}`;
      throw error;
    }
  }
  world.settled();
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.story'))) {
  const text = readFileSync(join(folder, file), 'utf8');
  const story = /^Story: (.+)$/m.exec(text)[1];
  for (const scenario of scenarios_of(text))
    test(`${story}: ${scenario.title}`, (t) => play_scenario(t, scenario));
}
