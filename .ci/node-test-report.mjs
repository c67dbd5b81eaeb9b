import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A reporter for Node's test runner: a line per failed test and the counts at the end. Where EARSHOT_REPORTS names a
 * folder, the counts are written there too.
 */
export default async function* report(events) {
  let counts = { tests: 0, passed: 0, failed: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.details.type !== 'suite') yield failure(data);
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type === 'test:summary' && data.file === undefined) counts = data.counts;
  }
  yield `node:test: ${counts.passed} of ${counts.tests} tests passed\n`;
  const folder = process.env.EARSHOT_REPORTS;
  if (folder !== undefined) writeFileSync(join(folder, 'node-test.json'), JSON.stringify(counts));
}

function failure({ name, details: { error } }) {
  return `✗ ${name}\n${error.cause?.stack ?? error.message}\n`;
}
