import { Analysis, FORMATS, isEarshotError, transcriptFile } from '@earshot/core';
import { damagedArbitrary, FOREIGN_DOCUMENTS } from '@earshot/core/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { switchboardDocument, switchboardFormat } from './switchboard-format.js';

const fileOf = (text: string) => transcriptFile(new TextEncoder().encode(text), 'call.log');
const timeOf = (ms: number) => `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1_000).toFixed(3).padStart(6, '0')}`;

/** Logs, and the facts that they are made of. */
const logArbitrary = fc
  .record({
    callId: fc.stringMatching(/^[a-z0-9-]{1,8}$/),
    turns: fc.array(
      fc.record({
        times: fc.tuple(fc.nat(7_200_000), fc.nat(60_000)),
        speaker: fc.stringMatching(/^[a-z]{0,4}$/),
        text: fc.stringMatching(/^[^\r\n>]{1,20}$/),
      }),
    ),
  })
  .map(({ callId, turns }) => {
    const segments = turns
      .toSorted((a, b) => a.times[0] - b.times[0])
      .map(({ times: [startMs, length], speaker, text }) => ({ startMs, endMs: startMs + length, speaker, text }));
    const lines = segments.map((turn) => `${timeOf(turn.startMs)} ${timeOf(turn.endMs)} ${turn.speaker}> ${turn.text}`);
    return { document: ['SWITCHBOARD 1', `call: ${callId}`, '', ...lines, ''].join('\n'), callId, segments };
  });

test('a log is read as it was written', () =>
  fc.assert(
    fc.asyncProperty(logArbitrary, async ({ document, callId, segments }) => {
      const call = await switchboardDocument.read(fileOf(document), {});
      expect(call.callId).toBe(callId);
      const read = call.analysis.transcript?.segments.map(({ index: _, speaker = '', ...rest }) => ({
        speaker,
        ...rest,
      }));
      expect(read).toEqual(segments);
    }),
  ));

test('a damaged log is refused or gives a valid call, and no speaker is invented', () =>
  fc.assert(
    fc.asyncProperty(damagedArbitrary(logArbitrary), async (text) => {
      const read = async () => switchboardDocument.read(fileOf(text), {});
      const call = await read().catch((error) => {
        if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
      });
      if (call === undefined) return;
      Analysis.parse({ ...call.analysis, sources: [] });
      for (const { speaker = '' } of call.analysis.transcript?.segments ?? []) expect(text).toContain(speaker);
    }),
  ));

test('a log is recognized by no other format, and no other document is a log', () =>
  fc.assert(
    fc.property(logArbitrary, fc.oneof(...Object.values(FOREIGN_DOCUMENTS).map((of) => of())), (log, other) => {
      const recognizing = [switchboardFormat, ...FORMATS].filter(({ placeOf }) => recognizes(placeOf, log.document));
      expect(recognizing).toEqual([switchboardFormat]);
      expect(switchboardDocument.recognizes(fileOf(textOf(other.document)))).toBe(false);
    }),
  ));

const textOf = (document: unknown) => (typeof document === 'string' ? document : JSON.stringify(document));

function recognizes(placeOf: (bytes: Uint8Array, name: string) => string | undefined, text: string): boolean {
  try {
    return placeOf(new TextEncoder().encode(text), 'call.log') !== undefined;
  } catch (error) {
    if (isEarshotError(error)) return false;
    throw error;
  }
}
