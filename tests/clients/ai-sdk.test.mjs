import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, generateText, jsonSchema, streamText, tool } from 'ai';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

const tools = { weather: tool({ inputSchema: jsonSchema({ type: 'object', properties: { city: { type: 'string' } } }) }) };
const callOf = call => ({ name: call.toolName, arguments: call.input });

/** @param {(provider, model) => object} choose Which of the provider's interfaces to speak. */
const client = choose => {
  const question = (stage, ask) => ({
    model: choose(createOpenAI({ baseURL: `${stage.url}/v1`, apiKey: 'sk-test' }), 'gpt-4o'),
    prompt: ask.prompt,
    headers: ask.headers,
    abortSignal: ask.signal,
    maxRetries: 0,
    ...(ask.tools && { tools }),
  });
  return {
    async whole(stage, ask) {
      const { text, toolCalls, finishReason: end } = await generateText(question(stage, ask));
      return { text, calls: toolCalls.map(callOf), end };
    },
    async* stream(stage, ask) {
      for await (const part of streamText({ ...question(stage, ask), onError() {} }).fullStream) {
        if (part.type === 'error') throw part.error;
        if (part.type === 'text-delta') yield { text: part.text };
        if (part.type === 'tool-call') yield { call: callOf(part) };
        if (part.type === 'finish') yield { end: part.finishReason };
      }
    },
    blockedAnswer: { name: 'ends with finishReason content-filter', end: 'content-filter' },
    midStream: { name: 'ends with finishReason content-filter', end: 'content-filter' },
    blockedRequest: raised(APICallError, { statusCode: 400 }),
    tooMany: raised(APICallError, { statusCode: 429 }),
    failed: raised(APICallError, { statusCode: 500 }),
  };
};

holdsFor({ name: 'ai with @ai-sdk/openai, chat', path: '/v1/chat/completions', ...client((provider, model) => provider.chat(model)) });

holdsFor({ name: 'ai with @ai-sdk/openai, responses', path: '/v1/responses', ...client((provider, model) => provider.responses(model)) });
