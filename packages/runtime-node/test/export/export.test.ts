import { AnalyticsItem, printableLines, toSrt, toVtt } from '@earshot/core';
import { FOREIGN_DOCUMENTS } from '@earshot/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportCalls } from '../../src/export/export-calls.js';
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

it('writes speakers by role, custom fields, sentiment and places of sensitive data as columns of CSV', () => {
  const known = call({
    custom_fields: { mood: 'calm' },
    sentiment: { label: 'positive' },
    sensitive_data: [{ entity_type: 'NAME', start_ms: 12_000 }],
    participants: [{ label: 'spk_0', role: 'agent', role_source: 'phrases', evidence: [] }],
  });
  const [head = [], row = []] = parseCsv(exportCalls([known], 'csv'));
  const cell = (name: string) => row[head.indexOf(name)];
  expect(cell('custom_fields')).toBe('mood: calm');
  expect(cell('sentiment')).toBe('positive');
  expect(cell('sensitive_data')).toBe('NAME: 0:12');
  expect(cell('speakers')).toContain('Agent (estimated)');
});

it('writes Markdown in which what was said is not markup', () => {
  const markdown = exportCalls([call({ call_summary: '# not a [heading](x) <b>', topic_segments: [] })], 'markdown');
  expect(markdown).toContain('\\# not a \\[heading\\](x) \\<b\\>');
  expect(markdown).toContain('**0:00 spk\\_0:** Hello there.');
});

it('writes JSON that reads back as the same calls', () => {
  const calls = [call(), call({ call_id: 'call-2' })];
  expect(JSON.parse(exportCalls(calls, 'json'))).toEqual(calls);
});

it.each(Object.entries(FOREIGN_DOCUMENTS))(
  'writes JSON with the same times, texts and speakers of calls of %s',
  (_, documents) => {
    fc.assert(
      fc.property(documents(), ({ expected: { analysis } }) => {
        const segments = (analysis.transcript?.segments ?? []).map((said) => ({
          index: said.index,
          text: said.text,
          start_ms: said.startMs,
          end_ms: said.endMs,
          ...(said.speaker !== undefined && { speaker: said.speaker }),
          ...(said.speakerName !== undefined && { speaker_name: said.speakerName }),
        }));
        const [read] = JSON.parse(exportCalls([call({ segments })], 'json')) as unknown[];
        expect(AnalyticsItem.parse(read).segments).toEqual(segments);
      }),
      { numRuns: 30 },
    );
  },
);

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
      for (const [write, firsts] of [
        [(call: AnalyticsItem) => exportCalls([call], 'markdown'), 1],
        [toVtt, 1],
        // The only text of a call begins with its name, or with a voice.
        [toSrt, 0],
      ] as const) {
        // What other readers take for the end of a line counts, too.
        const lines = (said: string) => write(saying(said)).split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
        expect(lines(text).map((line) => line.slice(0, firsts))).toEqual(
          lines('').map((line) => line.slice(0, firsts)),
        );
      }
    }),
  );
});
