// A short run of the comparison with GrowthBook's own remote evaluation; the long one is
//   node tests/contract/growthbook_differential.mjs --seed 1 --cases 20000
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './growthbook_differential.mjs';

test('2,000 random payloads give what GrowthBook gives', async () => {
  const tally = await compare({ seed: 20_260_801, cases: 2_000 });
  assert.deepEqual(tally.different, []);
  assert.equal(tally.equal, 2_000);
});
