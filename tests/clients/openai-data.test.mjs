import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import OpenAI, { toFile } from 'openai';
import { card, cardPlaceholder, codeWord, raised, redactedCard, scripted, startStage } from './harness.mjs';

const badRequest = raised(OpenAI.BadRequestError, { status: 400, code: 'content_filter' });
const line = (id, content) => JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body: { model: 'gpt-4o', messages: [{ role: 'user', content }] } });
const answered = (id, content) => JSON.stringify({ custom_id: id, response: { status_code: 200, body: { choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] } } });

let stage; // One gate for all that this file tests.
let openai;
before(async () => {
  stage = await startStage();
  openai = new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: 'sk-test', maxRetries: 0 });
});
after(() => stage?.stop());

/** What every one of these interfaces has in common; none of them streams or knows tools. */
function failsLikeItself(ask) {
  test('A blocked request raises the typed error of the client and reaches nobody', async () => {
    const before = stage.received.length;
    await assert.rejects(ask(`What is ${codeWord}?`), badRequest);
    assert.equal(stage.received.length, before);
  });

  test('The 429 and the 500 of an upstream raise the typed errors of the client', async () => {
    await assert.rejects(ask('Hello', { headers: scripted({ error: { status: 429, retryAfter: 2 } }) }), raised(OpenAI.RateLimitError, { status: 429 }));
    await assert.rejects(ask('Hello', { headers: scripted({ error: { status: 500 } }) }), raised(OpenAI.InternalServerError, { status: 500 }));
  });

  test('An abort reaches the upstream', async () => {
    const abort = new AbortController();
    const before = stage.received.length;
    const waits = assert.rejects(ask('Hello', { headers: scripted({ pauses: [{ afterDelta: -1, ms: 60_000 }] }), signal: abort.signal }), OpenAI.APIUserAbortError);
    while (stage.received.length === before) await new Promise(setImmediate);
    abort.abort();
    await waits;
    assert.equal(await stage.last.over, 'aborted');
  });
}

describe('openai, embeddings', () => {
  const embed = (input, options) => openai.embeddings.create({ model: 'text-embedding-3-small', input }, options);

  test('A clean text gets its numbers, in either encoding', async () => {
    const { data: [{ embedding }] } = await embed('Hello there');
    const { data: [{ embedding: plain }] } = await openai.embeddings.create({ model: 'text-embedding-3-small', input: 'Hello there', encoding_format: 'float' });
    assert.ok(embedding.length > 3 && embedding.every(Number.isFinite));
    assert.equal(embedding.length, plain.length);
    assert.equal(stage.last.path, '/v1/embeddings');
  });

  test('A secret in one of many texts does not reach the upstream', async () => {
    const { data } = await embed(['Hello', `My card is ${card}.`]);
    assert.equal(data.length, 2);
    assert.match(stage.last.body, cardPlaceholder);
    assert.ok(!stage.last.body.includes(card));
  });

  failsLikeItself(embed);
});

describe('openai, files', () => {
  const upload = async (content, options) => openai.files.create({ purpose: 'batch', file: await toFile(Buffer.from(line('a', content)), 'lines.jsonl') }, options);
  const fetched = async (content, script) => (await openai.files.content((await upload(content)).id, { headers: script && scripted(script) })).text();

  test('A clean file comes back as it went up', async () => {
    assert.equal(await fetched('Hello there'), line('a', 'Hello there'));
  });

  test('A secret in a line of a file does not reach the upstream', async () => {
    await upload(`My card is ${card}.`);
    assert.match(stage.last.body, cardPlaceholder);
    assert.ok(!stage.last.body.includes(card));
  });

  test('A secret in a file that comes down is redacted in its line, and the others are as they were', async () => {
    const file = text => [answered('a', 'fine'), answered('b', text), answered('c', 'fine')].join('\n');
    const rawBody = { body: file(`Your card ${card} is on file.`), contentType: 'application/octet-stream' };
    assert.equal(await fetched('Hello', { rawBody }), file(`Your card ${redactedCard} is on file.`));
  });

  test('A blocked line ends a file that comes down with an error, and nothing of it arrives', async () => {
    const rawBody = { body: [answered('a', 'fine'), answered('b', `We ship ${codeWord} in May.`), answered('c', 'behind')].join('\n'), contentType: 'application/octet-stream' };
    const lines = (await fetched('Hello', { rawBody })).trim().split('\n').map(JSON.parse);
    assert.deepEqual([lines.length, lines[0].custom_id, lines[1].error.code], [2, 'a', 'content_filter']);
  });

  failsLikeItself(upload);
});

describe('openai, batches', () => {
  const batch = async (content, options) => {
    const { id } = await openai.files.create({ purpose: 'batch', file: await toFile(Buffer.from(line('a', content)), 'lines.jsonl') });
    return openai.batches.create({ input_file_id: id, endpoint: '/v1/chat/completions', completion_window: '24h' }, options);
  };
  const output = async ({ output_file_id: id }) => JSON.parse(await (await openai.files.content(id)).text());

  test('A batch is answered line by line', async () => {
    const made = await batch('Hello there');
    assert.equal((await openai.batches.retrieve(made.id)).status, 'completed');
    const { custom_id: id, response } = await output(made);
    assert.deepEqual([id, response.body.choices[0].message.content], ['a', 'You said: Hello there']);
  });

  test('A secret of a line stays a placeholder in the answer to it, as that is another request', async () => {
    const { response } = await output(await batch(`My card is ${card}.`));
    assert.match(response.body.choices[0].message.content, cardPlaceholder);
  });

  test('A blocked request raises the typed error of the client', async () => {
    await assert.rejects(openai.batches.create({ input_file_id: 'file', endpoint: '/v1/chat/completions', completion_window: '24h', metadata: { note: codeWord } }), badRequest);
  });

  test('An error of the upstream is what it said', async () => {
    await assert.rejects(
      openai.batches.create({ input_file_id: 'file-none', endpoint: '/v1/chat/completions', completion_window: '24h' }), raised(OpenAI.NotFoundError, { status: 404 }));
    await assert.rejects(batch('Hello', { headers: scripted({ error: { status: 429 } }) }), raised(OpenAI.RateLimitError, { status: 429 }));
  });
});
