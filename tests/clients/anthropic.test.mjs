import Anthropic from '@anthropic-ai/sdk';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

const connect = stage => new Anthropic({ baseURL: stage.url, apiKey: 'sk-ant-test', maxRetries: 0 });
const tools = [{ name: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }];
const body = ask => ({ model: 'claude-test', max_tokens: 1000, messages: [{ role: 'user', content: ask.prompt }], ...(ask.tools && { tools }) });
const textOf = message => message.content.filter(block => block.type === 'text').map(block => block.text).join('');
const callsOf = message => message.content.filter(block => block.type === 'tool_use').map(call => ({ name: call.name, arguments: call.input }));

holdsFor({
  name: '@anthropic-ai/sdk, messages',
  path: '/v1/messages',
  async whole(stage, ask) {
    const message = await connect(stage).messages.create(body(ask), { headers: ask.headers });
    return { text: textOf(message), calls: callsOf(message), end: message.stop_reason };
  },
  async* stream(stage, ask) {
    const stream = connect(stage).messages.stream(body(ask), { headers: ask.headers, signal: ask.signal });
    for await (const event of stream)
      if (event.type === 'content_block_delta') yield { text: event.delta.text };
    const message = await stream.finalMessage();
    for (const call of callsOf(message)) yield { call };
    yield { end: message.stop_reason };
  },
  blockedAnswer: { name: 'ends with stop_reason refusal', end: 'refusal' },
  midStream: { name: 'ends with stop_reason refusal', end: 'refusal' },
  blockedRequest: raised(Anthropic.BadRequestError, { status: 400, type: 'invalid_request_error' }),
  tooMany: raised(Anthropic.RateLimitError, { status: 429, type: 'rate_limit_error' }),
  failed: raised(Anthropic.InternalServerError, { status: 500, type: 'api_error' }),
});
