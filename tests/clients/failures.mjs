// A reporter that says one line of each client, all of what failed, and what the clients printed only where something failed.
import { inspect } from 'node:util';

export default async function* failures(events) {
  const printed = [];
  let failed = false;
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') printed.push(data.message);
    if (type === 'test:pass' && data.details.type === 'suite') yield `${data.name}: passed\n`;
    if (type === 'test:fail') {
      failed = true;
      yield `${data.name}: FAILED\n${inspect(data.details.error?.cause ?? data.details.error)}\n`;
    }
  }
  if (failed) yield* printed;
}
