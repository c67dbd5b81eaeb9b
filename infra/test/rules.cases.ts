import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsOf } from './cloudformation-rules.ts';
import { COMBINATIONS, OPTIONS, PLAIN } from './combinations.ts';
import { synthesise } from './synthesis.ts';
import { one, type Template } from './template.ts';

describe.each(COMBINATIONS)('%s', (name, settings) => {
  const { file, acknowledged, warnings } = synthesise(settings);

  it("keeps AWS's rules for templates, warnings included", () => {
    expect(findingsOf(file)).toEqual([]);
  });

  it('breaks rules of cdk-nag only where it says why', () => {
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { rule, reason } of acknowledged) expect(reason.split(' ').length, rule).toBeGreaterThan(5);
  });

  it('warns of an open API and of nothing else', () => {
    const open = settings === OPTIONS['an open API'];
    expect(
      warnings.map((text) => /API is open/.test(text)),
      name,
    ).toEqual(open ? [true] : []);
  });
});

describe('the rules notice', () => {
  const plain = synthesise(PLAIN);

  it.each<[string, (template: Template) => void]>([
    [
      'a property that is misspelt',
      (t) => Object.assign(one(t, 'SQS::Queue', 'StartQueue').Properties, { Visibility: 1 }),
    ],
    [
      'a visibility below the timeout',
      (t) => Object.assign(one(t, 'SQS::Queue', 'StartQueue').Properties, { VisibilityTimeout: 10 }),
    ],
    [
      'a word that Bedrock does not know',
      (t) => Object.assign(one(t, 'Bedrock::Blueprint', 'Blueprint').Properties, { Type: 'SOUND' }),
    ],
    [
      'a reference that leads nowhere',
      (t) => Object.assign(one(t, 'Lambda::Function', 'Sweep').Properties, { Role: { Ref: 'Nobody' } }),
    ],
  ])('%s', (_, spoil) => {
    const spoilt = JSON.parse(readFileSync(plain.file, 'utf8')) as Template;
    spoil(spoilt);
    const file = join(dirname(plain.file), 'spoilt.template.json');
    writeFileSync(file, JSON.stringify(spoilt));
    expect(findingsOf(file)).not.toEqual([]);
  });
});
