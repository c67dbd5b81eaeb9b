import { expect, test } from 'vitest';
import { mergeParts } from '../../../src/formats/bda/merge-parts.js';
import { warningFinding, warningsIn } from '../../../src/model/finding.js';
import type { ObjectUri } from '../../../src/model/uri.js';

test('standard output counts before custom output, and each kind in the order of the manifest', () => {
  const source = (kind: 'standard' | 'custom') => ({ kind, uri: `s3://b/${kind}` as ObjectUri, redacted: false });
  const merged = mergeParts([
    { source: source('custom'), analysis: { callSummary: 'first', language: { generated: 'FR' } } },
    { source: source('standard'), analysis: { audioSummary: 'first', language: { dominant: 'EN' } } },
    { source: source('custom'), analysis: { callSummary: 'second', language: { generated: 'IT' } } },
    { source: source('standard'), analysis: { audioSummary: 'second', language: { dominant: 'DE' } } },
  ]);
  expect(merged).toMatchObject({
    callSummary: 'second',
    audioSummary: 'second',
    language: { dominant: 'EN', generated: 'FR' },
  });
  expect(merged).not.toHaveProperty('findings');
});

test('the findings of both outputs are kept, and warnings are found among them', () => {
  const cutOff = { code: 'recording_cut_off', explanation: 'it ends early' };
  const oddField = { code: 'odd_field', explanation: 'topics is a string' };
  const speech = { kind: 'speech', basis: 'estimated' as const, evidence: [] };
  const source = (kind: 'standard' | 'custom') => ({ kind, uri: `s3://b/${kind}` as ObjectUri, redacted: false });
  const { findings } = mergeParts([
    { source: source('custom'), analysis: { findings: [warningFinding(oddField)] } },
    { source: source('standard'), analysis: { findings: [speech, warningFinding(cutOff)] } },
  ]);
  expect(findings).toEqual([speech, warningFinding(cutOff), warningFinding(oddField)]);
  expect(warningsIn(findings)).toEqual([cutOff, oddField]);
  expect(warningsIn(undefined)).toEqual([]);
});
