import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvRows } from '../../src/backfill/csv-rows.js';
import { allOf } from './all-of.js';

async function rowsOf(...chunks: readonly string[]): Promise<readonly (readonly string[])[]> {
  return allOf(csvRows(chunks));
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

it('reads what was written, wherever it is cut', async () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('', 'a,b', '"', '""', 'two\nlines', 'two\r\nlines', '返金 😀'));
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), fc.nat(), async (written, lineEnd, cut) => {
      const text = written.map((row) => row.map(quoted).join(',')).join(lineEnd);
      const at = cut % (text.length + 1);
      expect(await rowsOf(text.slice(0, at), text.slice(at))).toEqual(written);
    }),
  );
});

it('takes cells without quotes as they are, and no text for a byte order mark or an empty line', async () => {
  expect(await rowsOf('\uFEFFuri,say "hi"\n\n\r\na, b \n,\n')).toEqual([
    ['uri', 'say "hi"'],
    ['a', ' b '],
    ['', ''],
  ]);
});

it.each(['a\n"b', `"${'x'.repeat(1_100_000)}`])('refuses a quote that is never closed', async (text) => {
  await expect(rowsOf(text)).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
});
