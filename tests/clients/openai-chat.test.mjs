import OpenAI from 'openai';
import { holdsFor, raised } from './contract.mjs';

const connect = stage => new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: 'sk-test', maxRetries: 0 });
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const body = ask => ({ model: 'gpt-4o', messages: [{ role: 'user', content: ask.prompt }], ...(ask.tools && { tools }) });
const callOf = ({ function: call }) => ({ name: call.name, arguments: JSON.parse(call.arguments) });

holdsFor({
  name: 'openai, chat completions',
  path: '/v1/chat/completions',
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
  blockedAnswer: { name: 'ends with finish_reason content_filter', end: 'content_filter' },
  midStream: { name: 'ends with finish_reason content_filter', end: 'content_filter' },
  blockedRequest: raised(OpenAI.BadRequestError, { status: 400, code: 'content_filter' }),
  tooMany: raised(OpenAI.RateLimitError, { status: 429 }),
  failed: raised(OpenAI.InternalServerError, { status: 500 }),
});
