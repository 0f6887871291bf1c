// What every client must see through the gate. A client's own file says how it asks, and which of its errors it raises.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { card, cardPlaceholder, codeWord, redactedCard, scripted, startStage } from './harness.mjs';

const clean = 'All is well today, and \u201cnothing\u201d is planted: {"a": [1, 2]} \u{1F600}';
const planted = `Your card ${card} is on file.`;
const redacted = `Your card ${redactedCard} is on file.`;
const secret = `We ship ${codeWord} in May.`;
const argumentsOfCall = { city: 'Köln', days: 3, note: 'with "quotes" and\nlines' };
const oneCall = { toolCalls: [{ name: 'weather', arguments: argumentsOfCall }] };

let stage; // One gate for all that a file tests.
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

/**
 * Runs the tests of one client, or of one interface of it.
 * @param {object} client
 * @param {string} client.name
 * @param {(stage, ask) => Promise<{text, calls, end}>} client.whole Asks for a whole answer. `ask` has prompt, headers, tools (whether to offer one).
 * @param {(stage, ask) => AsyncIterable<{text?, call?, end?}>} client.stream The same, streamed, piece by piece; `ask` has signal, too.
 * @param {string} client.path What the upstream's path must be, of a whole answer.
 * @param {string} [client.streamPath] The same of a stream.
 * @param {object} client.blockedRequest The error of a request that policy blocks, as `assert.rejects` takes it.
 * @param {object} client.tooMany The error for an upstream's 429.
 * @param {object} client.failed The error for an upstream's 500.
 * @param {{name, end} | {name, error}} client.midStream How a stream ends that policy blocks: with an end, or with an error; the name says it.
 * @param {{name, end} | {name, error}} client.blockedAnswer The same of a whole answer.
 * @param {boolean} [client.tools] Whether it knows tools; it does if nothing is said.
 */
export function holdsFor(client) {
  describe(client.name, () => {
    const whole = (script, more) => client.whole(stage, ask(script, more));
    const stream = (script, more) => gather(client.stream(stage, ask(script, more)));

    test('A clean answer is what the upstream said', async () => {
      assert.equal((await whole({ reply: clean })).text, clean);
      assert.equal(stage.last.path.split('?')[0], client.path);
    });

    test('A clean stream is what the upstream said, piece by piece', async () => {
      const { text, pieces } = await stream({ reply: clean });
      assert.equal(text, clean);
      assert.ok(pieces > 3, `${pieces} pieces`);
      assert.equal(stage.last.path.split('?')[0], client.streamPath ?? client.path);
    });

    test('A clean stream of single characters is what the upstream said', async () => {
      assert.equal((await stream({ reply: clean, cut: 'char' })).text, clean);
    });

    if (client.tools !== false) {
      test('A tool call arrives with its arguments', async () => {
        assert.deepEqual((await whole(oneCall, { tools: true })).calls, [{ name: 'weather', arguments: argumentsOfCall }]);
      });

      test('A streamed tool call arrives with its arguments', async () => {
        assert.deepEqual((await stream({ ...oneCall, cut: 'char' }, { tools: true })).calls, [{ name: 'weather', arguments: argumentsOfCall }]);
      });

      test('A secret of the request comes back in the arguments of a streamed tool call', async () => {
        // Without a script, and with these words, the simulator calls the tool with what it was told.
        const { calls } = await gather(client.stream(stage, { prompt: `call tool for ${card}`, headers: {}, tools: true }));
        assert.deepEqual(calls, [{ name: 'weather', arguments: { query: `call tool for ${card}` } }]);
        assert.match(stage.last.body, cardPlaceholder);
        assert.ok(!stage.last.body.includes(card));
      });
    }

    test('A secret in an answer is redacted', async () => {
      assert.equal((await whole({ reply: planted })).text, redacted);
    });

    test('A secret in a stream of single characters is redacted', async () => {
      assert.equal((await stream({ reply: planted, cut: 'char' })).text, redacted);
    });

    test('A secret in a request does not reach the upstream, and the answer has it again', async () => {
      const { text } = await client.whole(stage, { prompt: `My card is ${card}.`, headers: {} });
      assert.equal(text, `You said: My card is ${card}.`);
      assert.match(stage.last.body, cardPlaceholder);
      assert.ok(!stage.last.body.includes(card));
    });

    test('A secret in a request does not reach the upstream, and the stream has it again', async () => {
      const { text } = await gather(client.stream(stage, { prompt: `My card is ${card}.`, headers: scripted({ cut: 'char' }) }));
      assert.equal(text, `You said: My card is ${card}.`);
      assert.match(stage.last.body, cardPlaceholder);
      assert.ok(!stage.last.body.includes(card));
    });

    test(`A blocked answer ${client.blockedAnswer.name}`, async () => {
      await ends(client.blockedAnswer, () => whole({ reply: secret }), text => assert.equal(text, client.blockedAnswer.text ?? ''));
    });

    test(`A block in mid-stream ${client.midStream.name}`, async () => {
      await ends(client.midStream, seen => gather(client.stream(stage, ask({ reply: secret, cut: 'char' })), seen), text => assert.equal(text, 'We ship '));
    });

    test('A blocked request raises the typed error of the client and reaches nobody', async () => {
      const before = stage.received.length;
      await assert.rejects(whole({ reply: clean }, { prompt: `What is ${codeWord}?` }), client.blockedRequest);
      await assert.rejects(stream({ reply: clean }, { prompt: `What is ${codeWord}?` }), client.blockedRequest);
      assert.equal(stage.received.length, before);
    });

    test('The 429 of an upstream raises the typed error of the client', async () => {
      await assert.rejects(whole({ error: { status: 429, retryAfter: 2 } }), client.tooMany);
      await assert.rejects(stream({ error: { status: 429, retryAfter: 2 } }), client.tooMany);
    });

    test('The 500 of an upstream raises the typed error of the client', async () => {
      await assert.rejects(whole({ error: { status: 500 } }), client.failed);
      await assert.rejects(stream({ error: { status: 500 } }), client.failed);
    });

    test('An abort in mid-stream reaches the upstream', async () => {
      const abort = new AbortController();
      const script = { reply: 'one two three four five six', pauses: [{ afterDelta: 4, ms: 60_000 }] };
      const pieces = client.stream(stage, { ...ask(script), signal: abort.signal });
      await assert.rejects(async () => {
        for await (const piece of pieces) if (piece.text) abort.abort();
        abort.signal.throwIfAborted(); // Some clients only end their stream.
      });
      assert.equal(await stage.last.over, 'aborted');
    });
  });
}

const ask = (script, more) => ({ prompt: 'Hello there', headers: scripted(script), ...more });

/** Reads a stream to its end; `seen` is told of every piece of text, for those streams that end with an error. */
async function gather(stream, seen) {
  const all = { text: '', pieces: 0, calls: [], end: undefined };
  for await (const piece of stream) {
    if (piece.text) {
      all.text += piece.text;
      all.pieces++;
      seen?.(piece.text);
    }
    if (piece.call) all.calls.push(piece.call);
    if (piece.end) all.end = piece.end;
  }
  return all;
}

async function ends({ end, error }, run, assertText) {
  let text = '';
  const seen = piece => { text += piece; };
  if (error) {
    await assert.rejects(run(seen), error);
  } else {
    const answer = await run();
    assert.equal(answer.end, end);
    text = answer.text;
  }
  assertText(text);
}
