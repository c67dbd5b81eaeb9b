import { isEarshotError } from '@earshot/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkedPattern, fileStem } from '../../src/export/name-pattern.js';

const HASH = 'a'.repeat(32) as Parameters<typeof fileStem>[1]['hash'];
const call = (facts: { call_id: string; agent?: string }) => ({
  hash: HASH,
  recorded_at: '2026-11-20T09:15:00.000Z',
  ...facts,
  call_id: facts.call_id as Parameters<typeof fileStem>[1]['call_id'],
});

it('fills a pattern with what is known of a call', () => {
  const zoe = call({ call_id: 'parcel-missing', agent: 'Zoë Ng' });
  expect(fileStem('{date}_{agent}_{call}', zoe)).toBe('2026-11-20_Zoë Ng_parcel-missing');
  expect(fileStem('{time} {customer} {hash}', zoe)).toBe(`09-15-00 unknown ${HASH}`);
});

it('gives names that are safe in every file system, whatever the call is named', () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  const hostile = fc.oneof(
    text,
    fc.constantFrom('../../etc', 'con', 'COM1.x', '.hidden', 'a/b\\c', '\u202egpj.exe', ' . '),
  );
  fc.assert(
    fc.property(hostile, hostile, fc.constantFrom('{call}', '{agent}_{call}'), (id, agent, pattern) => {
      const stem = fileStem(pattern, call({ call_id: id, agent }));
      expect(stem).toMatch(/^[^.\s].*$/u);
      expect(stem).not.toMatch(/[\p{C}/\\:*?"<>|]|[. ]$/u);
      expect(stem).not.toMatch(/^(?:con|nul|com\d)(?:\.|$)/i);
      expect(Buffer.byteLength(`${stem}_${HASH}.json`)).toBeLessThanOrEqual(255);
    }),
  );
});

it.each(['', 'calls', '{date}/{call}', '{nobody}', '{call', 'a\\{call}', '{constructor}'])(
  'refuses the pattern %j',
  (pattern) => {
    const refused = (() => {
      try {
        return checkedPattern(pattern, '--export-name');
      } catch (error) {
        return error;
      }
    })();
    expect(isEarshotError(refused, 'EARSHOT_INVALID_INPUT')).toBe(true);
  },
);
