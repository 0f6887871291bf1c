import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import OpenAI from 'openai';
import { card, makeSecret, raised, startStage } from './harness.mjs';

const writing = ['Interactions:Write'];
const [full, scoped, limited, reading] = [makeSecret(), makeSecret(), makeSecret(), makeSecret()];

let stage; // One gate for all that this file tests.
before(async () => {
  stage = await startStage({
    keys: {
      full: { Secret: full, Permissions: writing },
      scoped: { Secret: scoped, Permissions: writing, Models: ['gpt-4o-mini'] },
      limited: { Secret: limited, Permissions: writing, Limits: { few: { Count: 'Requests', Max: 2, Window: '1h' } } },
      reading: { Secret: reading, Permissions: ['Interactions:Read'] },
    },
  });
});
after(() => stage?.stop());

const ask = (key, { model = 'gpt-4o', ...more } = {}) =>
  new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: key, maxRetries: 0 }).chat.completions.create({ model, messages: [{ role: 'user', content: `My card is ${card}.` }], ...more });

describe('openai, keys of the gate', () => {
  test("A key opens the gate, and the provider sees the gate's own", async () => {
    const { choices } = await ask(full);
    assert.equal(choices.length, 1);
    assert.equal(stage.last.headers.authorization, `Bearer ${stage.providerKey}`);
    assert.ok(!JSON.stringify(stage.last).includes(full));
  });

  test('An unknown key raises AuthenticationError and reaches nobody', async () => {
    const before = stage.received.length;
    await assert.rejects(ask(makeSecret()), raised(OpenAI.AuthenticationError, { status: 401, code: 'invalid_api_key' }));
    await assert.rejects(ask('sk-of-a-provider'), raised(OpenAI.AuthenticationError, { status: 401, code: 'invalid_api_key' }));
    assert.equal(stage.received.length, before);
  });

  test('Another model, a permission that is not there and a parameter that aids extraction raise PermissionDeniedError', async () => {
    const before = stage.received.length;
    await assert.rejects(ask(scoped), raised(OpenAI.PermissionDeniedError, { status: 403 }));
    await assert.rejects(ask(reading), raised(OpenAI.PermissionDeniedError, { status: 403 }));
    await assert.rejects(ask(full, { logprobs: true }), raised(OpenAI.PermissionDeniedError, { status: 403 }));
    assert.equal(stage.received.length, before);
    assert.equal((await ask(scoped, { model: 'gpt-4o-mini' })).choices.length, 1);
  });

  test('Beyond its limit a key raises RateLimitError, with the time to wait', async () => {
    await ask(limited);
    await ask(limited);
    await assert.rejects(ask(limited), error => {
      raised(OpenAI.RateLimitError, { status: 429, code: 'rate_limit_exceeded' })(error);
      const wait = Number(error.headers.get('retry-after'));
      assert.ok(wait > 0 && wait <= 3700, `${wait} s`);
      assert.equal(error.headers.get('x-ratelimit-remaining-requests'), '0');
      return true;
    });
  });
});
