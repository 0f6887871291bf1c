import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

const connect = stage => new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: 'sk-test', maxRetries: 0 });
const tools = [{ type: 'function', name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }];
const body = ask => ({ model: 'gpt-4o', input: ask.prompt, ...(ask.tools && { tools }) });
const callsOf = response => response.output.filter(item => item.type === 'function_call').map(call => ({ name: call.name, arguments: JSON.parse(call.arguments) }));
const endOf = response => response.incomplete_details?.reason ?? response.status;

holdsFor({
  name: 'openai, responses',
  path: '/v1/responses',
  async whole(stage, ask) {
    const response = await connect(stage).responses.create(body(ask), { headers: ask.headers });
    return { text: response.output_text, calls: callsOf(response), end: endOf(response) };
  },
  async* stream(stage, ask) {
    let text = '';
    let parts = '';
    for await (const event of await connect(stage).responses.create({ ...body(ask), stream: true }, { headers: ask.headers, signal: ask.signal })) {
      if (event.type === 'response.output_text.delta') {
        text += event.delta;
        yield { text: event.delta };
      }
      if (event.type === 'response.output_text.done') parts += event.text;
      if (event.type === 'response.completed' || event.type === 'response.incomplete') {
        // What was said is said three times.
        const whole = event.response.output.flatMap(item => item.content ?? []).map(part => part.text).join('');
        if (event.type === 'response.completed') assert.deepEqual([parts, whole], [text, text]);
        for (const call of callsOf(event.response)) yield { call };
        yield { end: endOf(event.response) };
      }
    }
  },
  blockedAnswer: { name: 'is incomplete for content_filter', end: 'content_filter' },
  midStream: { name: 'ends with response.incomplete for content_filter', end: 'content_filter' },
  blockedRequest: raised(OpenAI.BadRequestError, { status: 400, code: 'content_filter' }),
  tooMany: raised(OpenAI.RateLimitError, { status: 429 }),
  failed: raised(OpenAI.InternalServerError, { status: 500 }),
});
