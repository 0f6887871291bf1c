import { Cohere, CohereClientV2 } from 'cohere-ai';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

const connect = stage => new CohereClientV2({ token: 'test', environment: stage.url });
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const chat = ask => ({ model: 'command-a-03-2025', messages: [{ role: 'user', content: ask.prompt }], ...(ask.tools && { tools }) });
const options = ask => ({ headers: ask.headers, abortSignal: ask.signal, maxRetries: 0 });
const callOf = ({ function: call }) => ({ name: call.name, arguments: JSON.parse(call.arguments) });

holdsFor({
  name: 'cohere-ai, chat',
  path: '/v2/chat',
  async whole(stage, ask) {
    const { message, finishReason: end } = await connect(stage).chat(chat(ask), options(ask));
    return { text: message.content?.map(part => part.text).join('') ?? '', calls: message.toolCalls?.map(callOf), end };
  },
  async* stream(stage, ask) {
    const calls = [];
    for await (const event of await connect(stage).chatStream(chat(ask), options(ask))) {
      if (event.type === 'content-delta') yield { text: event.delta.message.content.text };
      if (event.type === 'tool-call-start') calls[event.index] = event.delta.message.toolCalls;
      if (event.type === 'tool-call-delta') calls[event.index].function.arguments += event.delta.message.toolCalls.function.arguments;
      if (event.type === 'message-end') yield { end: event.delta.finishReason };
    }
    for (const call of calls) yield { call: callOf(call) };
  },
  blockedAnswer: { name: 'ends with finish_reason ERROR', end: 'ERROR' },
  midStream: { name: 'ends with finish_reason ERROR', end: 'ERROR' },
  blockedRequest: raised(Cohere.BadRequestError, { statusCode: 400 }),
  tooMany: raised(Cohere.TooManyRequestsError, { statusCode: 429 }),
  failed: raised(Cohere.InternalServerError, { statusCode: 500 }),
});
