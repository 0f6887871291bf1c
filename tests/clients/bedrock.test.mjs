import {
  BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InternalServerException, InvokeModelCommand, InvokeModelWithResponseStreamCommand,
  ThrottlingException, ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { holdsFor } from './contract.mjs';
import { raised } from './harness.mjs';

process.env.AWS_BEARER_TOKEN_BEDROCK = 'test';

const modelId = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
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

const conversation = ask => ({
  modelId,
  messages: [{ role: 'user', content: [{ text: ask.prompt }] }],
  ...(ask.tools && { toolConfig: { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: schema } } }] } }),
});

holdsFor({
  name: '@aws-sdk/client-bedrock-runtime, converse',
  path: `/model/${modelId}/converse`,
  streamPath: `/model/${modelId}/converse-stream`,
  async whole(stage, ask) {
    const { output, stopReason } = await send(stage, ask, new ConverseCommand(conversation(ask)));
    const calls = output.message.content.filter(block => block.toolUse).map(({ toolUse }) => ({ name: toolUse.name, arguments: toolUse.input }));
    return { text: output.message.content.map(block => block.text ?? '').join(''), calls, end: stopReason };
  },
  async* stream(stage, ask) {
    const { stream } = await send(stage, ask, new ConverseStreamCommand(conversation(ask)));
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

/** The body of a model of Anthropic's. */
const invocation = ask => ({
  modelId,
  contentType: 'application/json',
  body: JSON.stringify({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 1000,
    messages: [{ role: 'user', content: ask.prompt }],
    ...(ask.tools && { tools: [{ name: 'weather', input_schema: schema }] }),
  }),
});
const read = bytes => JSON.parse(new TextDecoder().decode(bytes));

holdsFor({
  name: '@aws-sdk/client-bedrock-runtime, invoke',
  path: `/model/${modelId}/invoke`,
  streamPath: `/model/${modelId}/invoke-with-response-stream`,
  async whole(stage, ask) {
    const message = read((await send(stage, ask, new InvokeModelCommand(invocation(ask)))).body);
    const calls = message.content.filter(block => block.type === 'tool_use').map(block => ({ name: block.name, arguments: block.input }));
    return { text: message.content.map(block => block.text ?? '').join(''), calls, end: message.stop_reason };
  },
  async* stream(stage, ask) {
    const { body } = await send(stage, ask, new InvokeModelWithResponseStreamCommand(invocation(ask)));
    let call;
    for await (const { chunk } of body) {
      const event = read(chunk.bytes);
      if (event.content_block?.type === 'tool_use') call = { name: event.content_block.name, arguments: '' };
      if (event.delta?.type === 'input_json_delta') call.arguments += event.delta.partial_json;
      if (event.type === 'content_block_delta') yield { text: event.delta.text };
      if (event.type === 'message_delta') yield { end: event.delta.stop_reason, ...(call && { call: { ...call, arguments: JSON.parse(call.arguments) } }) };
    }
  },
  blockedAnswer: { name: 'ends with stop_reason refusal', end: 'refusal' },
  midStream: { name: 'ends with stop_reason refusal', end: 'refusal' },
  ...common,
});
