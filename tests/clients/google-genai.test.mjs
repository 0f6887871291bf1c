import { ApiError, GoogleGenAI } from '@google/genai';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

const connect = stage => new GoogleGenAI({ apiKey: 'test', vertexai: false, httpOptions: { baseUrl: stage.url } });
const tools = [{ functionDeclarations: [{ name: 'weather', parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } } } }] }];
const question = ask => ({
  model: 'gemini-2.5-flash',
  contents: ask.prompt,
  config: { httpOptions: { headers: ask.headers }, abortSignal: ask.signal, ...(ask.tools && { tools }) },
});
const partsOf = answer => answer.candidates?.[0].content?.parts ?? [];
const textOf = answer => partsOf(answer).map(part => part.text ?? '').join('');
const callsOf = answer => partsOf(answer).filter(part => part.functionCall).map(({ functionCall: call }) => ({ name: call.name, arguments: call.args }));

holdsFor({
  name: '@google/genai, generateContent',
  path: '/v1beta/models/gemini-2.5-flash:generateContent',
  streamPath: '/v1beta/models/gemini-2.5-flash:streamGenerateContent',
  async whole(stage, ask) {
    const answer = await connect(stage).models.generateContent(question(ask));
    return { text: textOf(answer), calls: callsOf(answer), end: answer.candidates[0].finishReason };
  },
  async* stream(stage, ask) {
    for await (const answer of await connect(stage).models.generateContentStream(question(ask))) {
      yield { text: textOf(answer), end: answer.candidates?.[0].finishReason };
      for (const call of callsOf(answer)) yield { call };
    }
  },
  blockedAnswer: { name: 'ends with finishReason SAFETY', end: 'SAFETY' },
  midStream: { name: 'ends with finishReason SAFETY', end: 'SAFETY' },
  blockedRequest: raised(ApiError, { status: 400 }),
  tooMany: raised(ApiError, { status: 429 }),
  failed: raised(ApiError, { status: 500 }),
});
