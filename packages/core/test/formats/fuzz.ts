import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ImportedCall } from '../../src/formats/document-format.js';
import { DOCUMENT_FORMATS } from '../../src/formats/document-formats.js';
import { Analysis, isEarshotError, type TranscriptFile, transcriptFile } from '../../src/index.js';
import { damagedArbitrary, FOREIGN_DOCUMENTS } from '../../src/testing/index.js';
import { utf8 } from '../input/json-text.js';

/** Reads so many damaged documents of all formats, with each format. Nothing but a refusal may be thrown, and nothing invented. */
export async function fuzz(numRuns: number): Promise<void> {
  const documents = fc.oneof(...Object.values(FOREIGN_DOCUMENTS).map((arbitrary) => arbitrary()));
  await fc.assert(
    fc.asyncProperty(damagedArbitrary(documents), async (text) => {
      const file = transcriptFile(utf8(text), 'call.json');
      for (const format of DOCUMENT_FORMATS) {
        format.recognizes(file);
        const call = await readOrRefused(() => format.read(file, { words: true, moderation: true }));
        if (call === undefined) continue;
        Analysis.parse({ ...call.analysis, sources: [] });
        deepStrictEqual(inventedIn(call, file), [], format.name);
      }
    }),
    { numRuns, interruptAfterTimeLimit: 220_000, markInterruptAsFailure: true },
  );
}

async function readOrRefused(read: () => ImportedCall | Promise<ImportedCall>): Promise<ImportedCall | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isEarshotError(error, 'EARSHOT_UNREADABLE')) return undefined;
    throw error;
  }
}

/** The speakers and times of a call that are nowhere in its file. */
function inventedIn({ analysis }: ImportedCall, file: TranscriptFile): string[] {
  const { transcript, interruptions = [], nonTalk = [], moderation } = analysis;
  const segments = transcript?.segments ?? [];
  const written = `${file.text()}\n${leavesOf(file.json()).join('\n')}\n${onOneLine(file.text())}`;
  const known = timesIn(written);
  const speakers = [...segments, ...interruptions].flatMap(({ speaker }) => speaker ?? []);
  const spans = [
    ...segments,
    ...segments.flatMap(({ words = [] }) => words),
    ...interruptions,
    ...nonTalk,
    ...moderation,
  ];
  const times = spans.flatMap(({ startMs, endMs }) => [startMs ?? 0, endMs ?? 0]);
  return [
    ...speakers.filter((speaker) => !written.includes(labelWritten(speaker))).map((speaker) => `speaker ${speaker}`),
    ...times.filter((ms) => !known.has(ms)).map((ms) => `time ${ms}`),
  ];
}

/** What captions say: lines are joined, and references stand for characters. */
function onOneLine(text: string): string {
  const joined = text.replace(/[ \t\r\n]+/g, ' ');
  return joined.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Where each channel of a document has speakers of its own, their labels have the number of the channel in front. */
function labelWritten(speaker: string): string {
  return speaker.replace(/^ch_\d+_spk_/, '');
}

function leavesOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leavesOf);
}

/** The milliseconds that the numbers and clock times of a text may stand for. Where none is given, a call begins at 0. */
function timesIn(text: string): Set<number> {
  const known = new Set([0]);
  for (const [written] of text.matchAll(/\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g)) {
    for (const unit of [1, 10, 1_000]) known.add(Math.round(Number(written) * unit));
  }
  for (const [, hours = '0', minutes, seconds, fraction = '0'] of text.matchAll(
    /(?:(\d+):)?(\d+):(\d+)(?:[.,](\d+))?/g,
  )) {
    const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    known.add(Math.round((whole + Number(`0.${fraction}`)) * 1_000));
  }
  return known;
}
