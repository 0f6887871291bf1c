import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mistral } from '@mistralai/mistralai';
import { MistralError } from '@mistralai/mistralai/models/errors';
import { holdsFor } from './contract.mjs';
import { codeWord, raised, scripted, startStage } from './harness.mjs';

const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const callOf = ({ function: call }) => ({ name: call.name, arguments: JSON.parse(call.arguments) });

/** Mistral's paths are OpenAI's, so the gate has them under its name. */
const connect = stage => new Mistral({ apiKey: 'test', serverURL: `${stage.url}/providers/mistral` });
const options = ask => ({ headers: ask.headers, signal: ask.signal, retries: { strategy: 'none' } });
const talk = ask => ({ messages: [{ role: 'user', content: ask.prompt }], ...(ask.tools && { tools }) });

const interfaces = [
  { name: 'chat', question: ask => ({ model: 'mistral-large-latest', ...talk(ask) }) },
  { name: 'fim', question: ask => ({ model: 'codestral-latest', prompt: ask.prompt }), tools: false },
  { name: 'agents', question: ask => ({ agentId: 'ag_test', ...talk(ask) }) },
];

for (const { name, question, tools: hasTools } of interfaces) {
  holdsFor({
    name: `@mistralai/mistralai, ${name}`,
    path: `/v1/${name}/completions`,
    tools: hasTools,
    async whole(stage, ask) {
      const { choices: [{ message, finishReason: end }] } = await connect(stage)[name].complete(question(ask), options(ask));
      return { text: message.content, calls: message.toolCalls?.map(callOf), end };
    },
    async* stream(stage, ask) {
      const calls = [];
      for await (const { data: { choices: [choice] } } of await connect(stage)[name].stream(question(ask), options(ask))) {
        yield { text: choice?.delta.content, end: choice?.finishReason };
        for (const call of choice?.delta.toolCalls ?? []) {
          calls[call.index] ??= { function: { name: call.function.name, arguments: '' } };
          calls[call.index].function.arguments += call.function.arguments;
        }
      }
      for (const call of calls) yield { call: callOf(call) };
    },
    blockedAnswer: { name: 'ends with finish_reason content_filter', end: 'content_filter' },
    midStream: { name: 'ends with finish_reason content_filter', end: 'content_filter' },
    blockedRequest: raised(MistralError, { statusCode: 400 }),
    tooMany: raised(MistralError, { statusCode: 429 }),
    failed: raised(MistralError, { statusCode: 500 }),
  });
}

test('@mistralai/mistralai, chat: arguments that are held to the end of a stream arrive in a piece of the gate\'s own', async t => {
  const stage = await startStage();
  t.after(() => stage.stop());
  // They break off within what may become the blocked word, so that no later piece of the upstream's can take it along.
  const broken = `{"query":"see ${codeWord.slice(0, -1)}`;
  const ask = { prompt: 'Hello there', tools: true, headers: scripted({ toolCalls: [{ name: 'weather', arguments: broken }], finish: 'length', cut: 'char' }) };
  let said = '';
  let pieces = 0;
  for await (const { data: { choices: [choice] } } of await connect(stage).chat.stream({ model: 'mistral-large-latest', ...talk(ask) }, options(ask))) {
    for (const { function: call } of choice?.delta.toolCalls ?? []) {
      said += call.arguments;
      pieces++;
    }
  }
  assert.equal(said, broken);
  assert.ok(pieces > 3, `${pieces} pieces`);
});
