import { AnalyticsItem } from '@earshot/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportCalls } from '../../src/export/export-calls.js';
import { toVtt } from '../../src/export/vtt.js';
import { printableLines } from '../../src/safe-text.js';
import { hostileText } from '../hostile-text.js';

function call(changes: object = {}): AnalyticsItem {
  return AnalyticsItem.parse({
    hash: '0123456789abcdef0123456789abcdef',
    epchdatetimestamp: 1_790_000_000_000,
    call_id: 'call-1',
    bedrock_status: 'SUCCESS',
    call_categories: ['Billing'],
    topics: ['refund'],
    created_at: '2026-09-21T14:13:20.000Z',
    updated_at: '2026-09-21T14:13:20.000Z',
    recorded_at: '2026-09-21T14:13:20.000Z',
    recorded_at_source: 'message',
    state: 'completed',
    state_history: [],
    attempts: 1,
    segments: [{ index: 0, text: 'Hello there.', start_ms: 500, end_ms: 1_500, speaker: 'spk_0' }],
    ...changes,
  });
}

/** Reads RFC 4180 back. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    const [, quoted, plain = '', end] = match;
    if (match.index === text.length) break;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

it('writes CSV that any text survives', () => {
  fc.assert(
    fc.property(hostileText, (summary) => {
      const [head = [], row = []] = parseCsv(exportCalls([call({ call_summary: `x${summary}` })], 'csv'));
      expect(row).toHaveLength(head.length);
      expect(row[head.indexOf('call_summary')]?.replaceAll("'", '')).toBe(
        printableLines(`x${summary}`).replaceAll("'", ''),
      );
    }),
  );
});

it('keeps a spreadsheet from running what a caller said, in any column', () => {
  const said = { call_id: '=A1', call_categories: ['Billing', '+B2'], transcript: 'Well;\u202e=HYPERLINK()' };
  const [, row = []] = parseCsv(exportCalls([call(said)], 'csv'));
  expect(row).toEqual(expect.arrayContaining(["'=A1", "Billing; '+B2", "Well;'=HYPERLINK()"]));
});

it('writes Markdown in which what was said is not markup', () => {
  const markdown = exportCalls([call({ call_summary: '# not a [heading](x) <b>', topic_segments: [] })], 'markdown');
  expect(markdown).toContain('\\# not a \\[heading\\](x) \\<b\\>');
  expect(markdown).toContain('**0:00 spk\\_0:** Hello there.');
});

it('writes a cue per segment, with hours beyond a day and no markup from what was said', () => {
  const hours = 100 * 3_600_000;
  const vtt = toVtt(
    call({
      segments: [
        { index: 0, text: 'a <i> & b --> c', start_ms: 500, end_ms: 500, speaker: 'spk_0' },
        { index: 1, text: 'late', start_ms: hours, end_ms: hours + 1 },
      ],
    }),
  );
  expect(vtt).toBe(
    'WEBVTT\n\n1\n00:00:00.500 --> 00:00:00.501\n<v spk_0>a &lt;i&gt; &amp; b --&gt; c\n\n' +
      '2\n100:00:00.000 --> 100:00:00.001\nlate\n',
  );
});

it('writes JSON that reads back as the same calls', () => {
  const calls = [call(), call({ call_id: 'call-2' })];
  expect(JSON.parse(exportCalls(calls, 'json'))).toEqual(calls);
});

it('writes the same lines and cues, whatever was said', () => {
  const saying = (text: string): AnalyticsItem =>
    ({
      ...call(),
      call_id: `c${text}`,
      call_summary: `s${text}`,
      call_categories: [`c${text}`],
      topics: [`t${text}`],
      language: { dominant: `l${text}` },
      failure: { code: 'X', reason: `f${text}` },
      topic_segments: [{ index: 0, summary: `t${text}` }],
      understood: false,
      not_understood_reason: `r${text}`,
      segments: [{ index: 0, text: `u${text}`, start_ms: 0, end_ms: 1, speaker_name: `n${text}`, understood: false }],
    }) as AnalyticsItem;
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const write of [
        (calls: AnalyticsItem[]) => exportCalls(calls, 'markdown'),
        ([one]: AnalyticsItem[]) => toVtt(one as AnalyticsItem),
      ]) {
        // What other readers take for the end of a line counts, too.
        const lines = (said: string) => write([saying(said)]).split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
        expect(lines(text).map((line) => line.slice(0, 1))).toEqual(lines('').map((line) => line.slice(0, 1)));
      }
    }),
  );
});
