import { Ollama } from 'ollama';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

const connect = (stage, ask) => new Ollama({ host: stage.url, headers: ask.headers });
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const chat = ask => ({ model: 'llama3', messages: [{ role: 'user', content: ask.prompt }], ...(ask.tools && { tools }) });
const callOf = ({ function: call }) => ({ name: call.name, arguments: call.arguments });

/** The client's own error is not among what it exports. */
const responseError = status => error => raised(Error, { name: 'ResponseError', status_code: status })(error);

const ends = {
  blockedAnswer: { name: 'ends with done_reason content_filter', end: 'content_filter' },
  midStream: { name: 'ends with done_reason content_filter', end: 'content_filter' },
  blockedRequest: responseError(400),
  tooMany: responseError(429),
  failed: responseError(500),
};

/** The client is aborted as a whole, not by a signal. */
async function* streamed(stage, ask, open) {
  const client = connect(stage, ask);
  ask.signal?.addEventListener('abort', () => client.abort());
  yield* await open(client);
}

holdsFor({
  name: 'ollama, chat',
  path: '/api/chat',
  async whole(stage, ask) {
    const { message, done_reason: end } = await connect(stage, ask).chat(chat(ask));
    return { text: message.content, calls: message.tool_calls?.map(callOf), end };
  },
  async* stream(stage, ask) {
    for await (const { message, done_reason: end } of streamed(stage, ask, client => client.chat({ ...chat(ask), stream: true }))) {
      yield { text: message.content, end };
      for (const call of message.tool_calls ?? []) yield { call: callOf(call) };
    }
  },
  ...ends,
});

holdsFor({
  name: 'ollama, generate',
  path: '/api/generate',
  tools: false,
  async whole(stage, ask) {
    const { response, done_reason: end } = await connect(stage, ask).generate({ model: 'llama3', prompt: ask.prompt });
    return { text: response, end };
  },
  async* stream(stage, ask) {
    for await (const { response, done_reason: end } of streamed(stage, ask, client => client.generate({ model: 'llama3', prompt: ask.prompt, stream: true })))
      yield { text: response, end };
  },
  ...ends,
});
