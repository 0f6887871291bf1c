import OpenAI, { AzureOpenAI } from 'openai';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

const openai = stage => new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: 'sk-test', maxRetries: 0 });
const azure = stage => new AzureOpenAI({ endpoint: stage.url, apiKey: 'test', apiVersion: '2025-04-01-preview', maxRetries: 0 });
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const body = ask => ({ model: 'gpt-4o', messages: [{ role: 'user', content: ask.prompt }], ...(ask.tools && { tools }) });
const callOf = ({ function: call }) => ({ name: call.name, arguments: JSON.parse(call.arguments) });

const ends = {
  blockedAnswer: { name: 'ends with finish_reason content_filter', end: 'content_filter' },
  midStream: { name: 'ends with finish_reason content_filter', end: 'content_filter' },
  blockedRequest: raised(OpenAI.BadRequestError, { status: 400, code: 'content_filter' }),
  tooMany: raised(OpenAI.RateLimitError, { status: 429 }),
  failed: raised(OpenAI.InternalServerError, { status: 500 }),
};

const chat = connect => ({
  async whole(stage, ask) {
    const { choices: [choice] } = await connect(stage).chat.completions.create(body(ask), { headers: ask.headers });
    return { text: choice.message.content, calls: choice.message.tool_calls?.map(callOf), end: choice.finish_reason };
  },
  async* stream(stage, ask) {
    const stream = connect(stage).chat.completions.stream(body(ask), { headers: ask.headers, signal: ask.signal });
    for await (const { choices: [choice] } of stream) yield { text: choice?.delta.content, end: choice?.finish_reason };
    // The client's own accumulation; it refuses to make a message of a filtered answer.
    if (!ask.tools) return;
    for (const call of (await stream.finalMessage()).tool_calls ?? []) yield { call: callOf(call) };
  },
  ...ends,
});

holdsFor({ name: 'openai, chat completions', path: '/v1/chat/completions', ...chat(openai) });

holdsFor({ name: 'openai, chat completions at Azure', path: '/openai/deployments/gpt-4o/chat/completions', ...chat(azure) });

holdsFor({
  name: 'openai, completions',
  path: '/v1/completions',
  tools: false,
  async whole(stage, ask) {
    const { choices: [choice] } = await openai(stage).completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: ask.prompt }, { headers: ask.headers });
    return { text: choice.text, end: choice.finish_reason };
  },
  async* stream(stage, ask) {
    const question = { model: 'gpt-3.5-turbo-instruct', prompt: ask.prompt, stream: true };
    for await (const { choices: [choice] } of await openai(stage).completions.create(question, { headers: ask.headers, signal: ask.signal }))
      yield { text: choice?.text, end: choice?.finish_reason };
  },
  ...ends,
});
