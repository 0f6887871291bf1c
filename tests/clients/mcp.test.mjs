import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { card, cardPlaceholder, codeWord, raised, redactedCard, scripted, startStage } from './harness.mjs';

const clean = 'All is well today, and \u201cnothing\u201d is planted: {"a": [1, 2]} \u{1F600}';
const blocked = raised(McpError, { code: -32010 });

describe('@modelcontextprotocol/sdk, streamable HTTP', () => {
  let stage;
  before(async () => { stage = await startStage(); });
  after(() => stage?.stop());

  /** A session that is open; `say` has the upstream's script of what follows. */
  async function open(t) {
    const client = new Client({ name: 'test', version: '1.0.0' });
    let headers = {};
    const transport = new StreamableHTTPClientTransport(new URL(`${stage.url}/mcp`), {
      fetch(url, init) {
        const all = new Headers(init?.headers);
        for (const [name, value] of Object.entries(headers)) all.set(name, value);
        return fetch(url, { ...init, headers: all });
      },
    });
    await client.connect(transport);
    t.after(() => client.close());
    return { client, transport, say(script) { headers = scripted(script); return client; } };
  }

  const call = (client, name = 'echo', given = {}, options = undefined) => client.callTool({ name, arguments: given }, undefined, options);
  const textOf = result => result.content.map(part => part.text).join('');
  const received = method => stage.received.filter(({ body }) => body.includes(`"${method}"`));

  test('A session opens and tools are listed', async t => {
    const { client } = await open(t);
    assert.equal(client.getServerVersion().name, 'sluice-simulator');
    assert.deepEqual((await client.listTools()).tools.map(tool => tool.name), ['echo', 'leak', 'ask']);
    assert.equal(stage.last.path, '/mcp');
  });

  for (const stream of [false, true]) {
    const how = stream ? 'streamed' : 'whole';

    test(`A clean result, ${how}, is what the server said`, async t => {
      const { say } = await open(t);
      assert.equal(textOf(await call(say({ reply: clean, stream }))), clean);
    });

    test(`A secret in a result, ${how}, is redacted`, async t => {
      const { say } = await open(t);
      assert.equal(textOf(await call(say({ reply: `Your card ${card} is on file.`, stream }))), `Your card ${redactedCard} is on file.`);
    });

    test(`A secret in the arguments does not reach the server, and the result, ${how}, has it again`, async t => {
      const { say } = await open(t);
      const result = await call(say({ stream }), 'echo', { text: `My card is ${card}.` });
      assert.deepEqual(JSON.parse(textOf(result)), { text: `My card is ${card}.` });
      assert.match(stage.last.body, cardPlaceholder);
      assert.ok(!stage.last.body.includes(card));
    });

    test(`A blocked result, ${how}, raises the error of the protocol, and the session stays`, async t => {
      const { say } = await open(t);
      await assert.rejects(call(say({ reply: `We ship ${codeWord} in May.`, stream })), blocked);
      assert.equal(textOf(await call(say({ reply: clean, stream }))), clean);
    });
  }

  test('A blocked description of a tool raises the error of the protocol', async t => {
    const { say } = await open(t);
    await assert.rejects(say({ reply: `Knows ${codeWord}.` }).listTools(), blocked);
  });

  test('A blocked request raises the error of the protocol and reaches nobody', async t => {
    const { client } = await open(t);
    const before = received('tools/call').length;
    await assert.rejects(call(client, 'echo', { text: `What is ${codeWord}?` }), blocked);
    assert.equal(received('tools/call').length, before);
  });

  test('An error of the server, of the protocol or of a tool, is what it said', async t => {
    const { client, say } = await open(t);
    await assert.rejects(call(client, 'nothing'), raised(McpError, { code: -32602 }));
    const failed = await call(say({ refusal: 'It is broken.' }));
    assert.deepEqual([failed.isError, textOf(failed)], [true, 'It is broken.']);
  });

  test('The 429 and the 500 of an upstream raise the typed error of the client', async t => {
    const { say } = await open(t);
    await assert.rejects(call(say({ error: { status: 429, retryAfter: 2 } })), raised(StreamableHTTPError, { code: 429 }));
    await assert.rejects(call(say({ error: { status: 500 } })), raised(StreamableHTTPError, { code: 500 }));
  });

  test('A cancelled call is told to the server, and a closed session reaches it', async t => {
    const { client, say } = await open(t);
    const abort = new AbortController();
    const pending = call(say({ reply: clean, stream: true, pauses: [{ afterDelta: 0, ms: 60_000 }] }), 'echo', {}, { signal: abort.signal });
    const waits = assert.rejects(pending);
    while (!stage.last.body.includes('"tools/call"')) await new Promise(setImmediate);
    const asked = stage.last;
    abort.abort('enough');
    await waits;
    while (received('notifications/cancelled').length === 0) await new Promise(setImmediate);
    await client.close();
    assert.equal(await asked.over, 'aborted');
  });
});
