import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, CountTokensCommand, InternalServerException, InvokeModelCommand, InvokeModelWithResponseStreamCommand,
  ThrottlingException, ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { holdsFor } from './contract.mjs';
import { card, cardPlaceholder, codeWord, raised, startStage } from './harness.mjs';

process.env.AWS_BEARER_TOKEN_BEDROCK = 'test';

const claude = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const nova = 'amazon.nova-lite-v1:0';
const llama = 'meta.llama3-8b-instruct-v1:0';
const titan = 'amazon.titan-text-express-v1';
const schema = { type: 'object', properties: { city: { type: 'string' } } };

/** As it comes, this client speaks HTTP/2 without asking. */
function send(stage, ask, command) {
  const client = new BedrockRuntimeClient({ region: 'us-east-1', endpoint: stage.http2Url, maxAttempts: 1 });
  command.middlewareStack.add(next => call => {
    Object.assign(call.request.headers, ask.headers);
    return next(call);
  }, { step: 'build' });
  return client.send(command, { abortSignal: ask.signal });
}

const exception = (type, status) => error => raised(type, {})(error) && raised(Object, { httpStatusCode: status })(error.$metadata);

const common = {
  blockedRequest: exception(ValidationException, 400),
  tooMany: exception(ThrottlingException, 429),
  failed: exception(InternalServerException, 500),
};

const talk = ask => ({
  messages: [{ role: 'user', content: [{ text: ask.prompt }] }],
  ...(ask.tools && { toolConfig: { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: schema } } }] } }),
});

// A conversation is alike for all models.
for (const modelId of [claude, nova, llama, titan]) {
  holdsFor({
    name: `@aws-sdk/client-bedrock-runtime, converse ${modelId}`,
    path: `/model/${modelId}/converse`,
    streamPath: `/model/${modelId}/converse-stream`,
    async whole(stage, ask) {
      const { output, stopReason } = await send(stage, ask, new ConverseCommand({ modelId, ...talk(ask) }));
      const calls = output.message.content.filter(block => block.toolUse).map(({ toolUse }) => ({ name: toolUse.name, arguments: toolUse.input }));
      return { text: output.message.content.map(block => block.text ?? '').join(''), calls, end: stopReason };
    },
    async* stream(stage, ask) {
      const { stream } = await send(stage, ask, new ConverseStreamCommand({ modelId, ...talk(ask) }));
      let call;
      for await (const event of stream) {
        const { contentBlockStart: start, contentBlockDelta: delta, messageStop: stop } = event;
        if (start?.start?.toolUse) call = { name: start.start.toolUse.name, arguments: '' };
        if (delta?.delta.toolUse) call.arguments += delta.delta.toolUse.input;
        if (delta) yield { text: delta.delta.text };
        if (stop) yield { end: stop.stopReason, ...(call && { call: { ...call, arguments: JSON.parse(call.arguments) } }) };
      }
    },
    blockedAnswer: { name: 'ends with stopReason guardrail_intervened', end: 'guardrail_intervened', text: 'The answer was blocked by the content policy.' },
    midStream: { name: 'ends with stopReason guardrail_intervened', end: 'guardrail_intervened' },
    ...common,
  });
}

const read = bytes => JSON.parse(new TextDecoder().decode(bytes));

/**
 * Invocations of one family of models.
 * @param {object} family
 * @param {string} family.model
 * @param {(ask) => object} family.body The request.
 * @param {(answer) => {text, calls, end}} family.whole Reads an answer.
 * @param {(event, call) => {text?, call?, end?}} family.piece Reads a chunk; `call` gathers the name and the arguments of a tool's call.
 */
function invoke({ model, body, whole, piece, ...expected }) {
  const invocation = ask => ({ modelId: model, contentType: 'application/json', body: JSON.stringify(body(ask)) });
  holdsFor({
    name: `@aws-sdk/client-bedrock-runtime, invoke ${model}`,
    path: `/model/${model}/invoke`,
    streamPath: `/model/${model}/invoke-with-response-stream`,
    whole: async (stage, ask) => whole(read((await send(stage, ask, new InvokeModelCommand(invocation(ask)))).body)),
    async* stream(stage, ask) {
      const { body: chunks } = await send(stage, ask, new InvokeModelWithResponseStreamCommand(invocation(ask)));
      const call = { name: '', arguments: '' };
      for await (const { chunk } of chunks) {
        const { text, end } = piece(read(chunk.bytes), call);
        yield { text, end, ...(end && call.name && { call: { ...call, arguments: JSON.parse(call.arguments) } }) };
      }
    },
    ...expected,
    ...common,
  });
}

invoke({
  model: claude,
  body: ask => ({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 1000,
    messages: [{ role: 'user', content: ask.prompt }],
    ...(ask.tools && { tools: [{ name: 'weather', input_schema: schema }] }),
  }),
  whole: ({ content, stop_reason: end }) => ({
    text: content.map(block => block.text ?? '').join(''),
    calls: content.filter(block => block.type === 'tool_use').map(block => ({ name: block.name, arguments: block.input })),
    end,
  }),
  piece(event, call) {
    if (event.content_block?.type === 'tool_use') call.name = event.content_block.name;
    if (event.delta?.type === 'input_json_delta') call.arguments += event.delta.partial_json;
    return { text: event.delta?.text, end: event.delta?.stop_reason };
  },
  blockedAnswer: { name: 'ends with stop_reason refusal', end: 'refusal' },
  midStream: { name: 'ends with stop_reason refusal', end: 'refusal' },
});

invoke({
  model: nova,
  body: talk,
  whole: ({ output, stopReason: end }) => ({
    text: output.message.content.map(block => block.text ?? '').join(''),
    calls: output.message.content.filter(block => block.toolUse).map(({ toolUse }) => ({ name: toolUse.name, arguments: toolUse.input })),
    end,
  }),
  piece({ contentBlockStart: start, contentBlockDelta: delta, messageStop: stop }, call) {
    if (start?.start?.toolUse) call.name = start.start.toolUse.name;
    call.arguments += delta?.delta.toolUse?.input ?? '';
    return { text: delta?.delta.text, end: stop?.stopReason };
  },
  blockedAnswer: { name: 'ends with stopReason guardrail_intervened', end: 'guardrail_intervened', text: 'The answer was blocked by the content policy.' },
  midStream: { name: 'ends with stopReason guardrail_intervened', end: 'guardrail_intervened' },
});

invoke({
  model: llama,
  tools: false,
  body: ask => ({ prompt: ask.prompt }),
  whole: ({ generation: text, stop_reason: end }) => ({ text, end }),
  piece: ({ generation: text, stop_reason: end }) => ({ text, end }),
  blockedAnswer: { name: 'ends with stop_reason guardrail_intervened', end: 'guardrail_intervened' },
  midStream: { name: 'ends with stop_reason guardrail_intervened', end: 'guardrail_intervened' },
});

invoke({
  model: titan,
  tools: false,
  body: ask => ({ inputText: ask.prompt }),
  whole: ({ results: [{ outputText: text, completionReason: end }] }) => ({ text, end }),
  piece: ({ outputText: text, completionReason: end }) => ({ text, end }),
  blockedAnswer: { name: 'ends with completionReason CONTENT_FILTERED', end: 'CONTENT_FILTERED' },
  midStream: { name: 'ends with completionReason CONTENT_FILTERED', end: 'CONTENT_FILTERED' },
});

test('@aws-sdk/client-bedrock-runtime, count tokens: of a conversation and of an invocation, whose body is unpacked', async t => {
  const stage = await startStage();
  t.after(() => stage.stop());
  const body = text => new TextEncoder().encode(JSON.stringify({ max_tokens: 100, messages: [{ role: 'user', content: text }] }));
  const count = input => send(stage, {}, new CountTokensCommand({ modelId: claude, input }));
  for (const input of [text => ({ converse: talk({ prompt: text }) }), text => ({ invokeModel: { body: body(text) } })]) {
    assert.ok((await count(input('Hello there'))).inputTokens > 3);
    await count(input(`My card is ${card}.`));
    const { input: { converse, invokeModel } } = JSON.parse(stage.last.body);
    const told = converse ? JSON.stringify(converse) : Buffer.from(invokeModel.body, 'base64').toString();
    assert.match(told, cardPlaceholder);
    assert.ok(!told.includes(card));
    await assert.rejects(count(input(`What is ${codeWord}?`)), common.blockedRequest);
  }
});
