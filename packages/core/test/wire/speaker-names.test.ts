import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARTICIPANT_ROLES, PARTICIPANT_SOURCES } from '../../src/index.js';
import { speakerNames } from '../../src/wire/speaker-names.js';

const agent = { label: 'spk_0', role: 'agent' as const, role_source: 'vendor' as const, evidence: [] };

test.each([
  ['the role, where it is known', agent, 'Agent'],
  ['the role and the name', { ...agent, name: 'Zoe' }, 'Agent Zoe'],
  [
    'the role as estimated, where only phrases say so',
    { ...agent, role_source: 'phrases' as const },
    'Agent (estimated)',
  ],
  ['the role as estimated by convention', { ...agent, role_source: 'convention' as const }, 'Agent (estimated)'],
  ['the role once, where the name is but the label', { ...agent, name: 'spk_0' }, 'Agent'],
  ['the name alone, where the role is unknown', { ...agent, role: 'unknown' as const, name: 'Zoe' }, 'Zoe'],
  ['the label, where nothing else is known', { ...agent, role: 'unknown' as const }, 'spk_0'],
])('a speaker is shown by %s', (_, participant, expected) => {
  expect(speakerNames({ participants: [participant] })({ speaker: 'spk_0' })).toBe(expected);
});

test('a speaker who is a channel, or no participant, or nobody, keeps what is known', () => {
  const nameOf = speakerNames({ participants: [{ ...agent, label: 'ch_0' }] });
  expect(nameOf({ channel: 'ch_0' })).toBe('Agent');
  expect(nameOf({ speaker: 'spk_7', speaker_name: 'Ana' })).toBe('Ana');
  expect(nameOf({})).toBeUndefined();
});

test('no two participants share a name', () => {
  const people = fc.uniqueArray(
    fc.record({
      label: fc.constantFrom('spk_0', 'spk_1', 'spk_2', 'spk_3'),
      role: fc.constantFrom(...PARTICIPANT_ROLES),
      role_source: fc.constantFrom(...PARTICIPANT_SOURCES),
      name: fc.constantFrom(undefined, 'Zoe', 'Max'),
      evidence: fc.array(fc.record({ segment_index: fc.nat(), quote: fc.string() }), { maxLength: 1 }),
    }),
    { selector: ({ label }) => label },
  );
  fc.assert(
    fc.property(people, (participants) => {
      const nameOf = speakerNames({ participants });
      const names = participants.map(({ label }) => nameOf({ speaker: label }));
      expect(new Set(names).size).toBe(participants.length);
    }),
  );
});
