import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import OpenAI from 'openai';
import { OpenAIRealtimeError } from 'openai/realtime/internal-base';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { card, cardPlaceholder, codeWord, raised, redactedCard, startStage } from './harness.mjs';

const planted = `Your card ${card} is on file.`;
const redacted = `Your card ${redactedCard} is on file.`;

describe('openai, realtime', () => {
  let stage;
  before(async () => { stage = await startStage({ tls: true }); }); // The client speaks TLS or nothing.
  after(() => stage?.stop());

  /** A session, opened, with everything that the gate sends in it. */
  async function open(session) {
    const client = new OpenAI({ baseURL: `${stage.tlsUrl}/v1`, apiKey: 'sk-test' });
    const realtime = new OpenAIRealtimeWS({ model: 'gpt-realtime', options: { ca: stage.certificate } }, client);
    const events = [];
    const waiting = [];
    const settle = () => {
      for (const wait of waiting.splice(0)) {
        const found = events.find(wait.matches);
        if (found) wait.resolve(found);
        else waiting.push(wait);
      }
    };
    realtime.on('event', event => { events.push(event); settle(); });
    const failure = new Promise((_, reject) => { realtime.on('error', reject); });
    failure.catch(() => {}); // Who waits is told.
    const opened = { realtime, events, until: type => Promise.race([failure, new Promise(resolve => { waiting.push({ matches: event => event.type === type, resolve }); settle(); })]) };
    await opened.until('session.created');
    realtime.send({ type: 'session.update', session: { type: 'realtime', output_modalities: ['text'], ...session } });
    return opened;
  }

  function ask({ realtime }, prompt, script) {
    stage.script = script;
    realtime.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: prompt }] } });
    realtime.send({ type: 'response.create' });
  }

  /** One question and its whole answer. */
  async function answer(prompt, script, settings) {
    const session = await open(settings);
    try {
      ask(session, prompt, script);
      const { response } = await session.until('response.done');
      const joined = type => session.events.filter(event => event.type === type).map(event => event.delta).join('');
      return { response, joined, of: type => session.events.find(event => event.type === type) };
    } finally {
      session.realtime.close();
    }
  }

  for (const [what, reply, said] of [['A clean answer is what the upstream said', 'All is well today.', 'All is well today.'], ['A secret in an answer is redacted', planted, redacted]]) {
    test(`${what}, in its deltas and in both copies`, async () => {
      const { response, joined, of } = await answer('Hello', { reply, cut: 'char' });
      assert.equal(joined('response.output_text.delta'), said);
      assert.equal(of('response.output_text.done').text, said);
      assert.equal(response.output[0].content[0].text, said);
      assert.equal(response.status, 'completed');
    });
  }

  test('A secret in the transcript of a spoken answer is redacted', async () => {
    const { joined, of } = await answer('Hello', { reply: planted, cut: 'char' }, { output_modalities: ['audio'] });
    assert.equal(joined('response.output_audio_transcript.delta'), redacted);
    assert.equal(of('response.output_audio_transcript.done').transcript, redacted);
  });

  test('A tool call arrives with its arguments', async () => {
    const call = { city: 'Köln', days: 3 };
    const { response, joined } = await answer('Hello', { toolCalls: [{ name: 'weather', arguments: call }], cut: 'char' }, { tools: [{ type: 'function', name: 'weather', parameters: {} }] });
    assert.deepEqual(JSON.parse(joined('response.function_call_arguments.delta')), call);
    assert.deepEqual([response.output[0].name, JSON.parse(response.output[0].arguments)], ['weather', call]);
  });

  test('A secret in a question does not reach the upstream, and the answer has it again', async () => {
    const { joined } = await answer(`My card is ${card}.`, { cut: 'char' });
    assert.equal(joined('response.output_text.delta'), `You said: My card is ${card}.`);
    assert.match(stage.last.body, cardPlaceholder);
    assert.ok(!stage.last.body.includes(card));
  });

  test('A block in mid-stream ends with response.done, incomplete for content_filter', async () => {
    const { response, joined } = await answer('Hello', { reply: `We ship ${codeWord} in May.`, cut: 'char' });
    assert.equal(joined('response.output_text.delta'), 'We ship ');
    assert.deepEqual([response.status, response.status_details.reason], ['incomplete', 'content_filter']);
  });

  test('A blocked question raises the typed error of the client and does not reach the upstream', async () => {
    const session = await open();
    ask(session, `What is ${codeWord}?`, { reply: 'Nothing.' });
    await assert.rejects(session.until('response.done'), error => raised(OpenAIRealtimeError, {})(error) && error.error.code === 'content_filter');
    session.realtime.close();
    assert.equal(await stage.last.over, 1000);
    assert.ok(!stage.last.body.includes(codeWord));
  });

  test('An error of the upstream raises the typed error of the client', async () => {
    await assert.rejects(answer('Hello', { error: { status: 500 } }), error => raised(OpenAIRealtimeError, {})(error) && error.error.type === 'server_error');
  });

  test('A caller who leaves in mid-stream leaves the upstream, too', async () => {
    const session = await open();
    ask(session, 'Hello', { reply: 'one two three four five six', pauses: [{ afterDelta: 4, ms: 60_000 }] });
    await session.until('response.output_text.delta');
    session.realtime.close({ code: 4000, reason: 'enough' });
    assert.equal(await stage.last.over, 4000);
  });
});
