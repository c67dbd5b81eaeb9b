import { describe, expect, it } from 'vitest';
import { callerIn } from '../src/caller.js';
import { findSensitiveData } from '../src/sensitive-data/find-sensitive-data.js';

function callerOf(...turns: readonly (readonly [role: 'agent' | 'customer', text: string])[]): string | undefined {
  const segments = turns.map(([speaker, text], nth) => ({ speaker, text, startMs: nth, endMs: nth + 1 }));
  const roles = new Map([
    ['agent', 'agent'],
    ['customer', 'customer'],
  ] as const);
  return callerIn(segments, roles, findSensitiveData(segments))?.quote;
}

describe('callerIn', () => {
  it.each([
    ['My name is Laura Bennett and my card is lost.', 'Laura Bennett'],
    ['Hi, this is Gerald Finch.', 'Gerald Finch'],
    ["My wife Laura Bennett booked it, I'm Ben Carter.", 'Ben Carter'],
    ["It's Laura Bennett.", 'Laura Bennett'],
  ])('takes who speaks: %s', (text, name) => {
    expect(callerOf(['agent', 'Who is calling, please?'], ['customer', text])).toBe(name);
  });

  it.each([
    'I need an appointment for my husband. His name is Gerald Finch.',
    "It is for my husband. It's Gerald Finch.",
    'My wife Laura Bennett booked it.',
  ])('takes nobody else: %s', (text) => {
    expect(callerOf(['agent', 'Can I have your name?'], ['customer', text])).toBeUndefined();
  });

  it('takes who is greeted', () => {
    expect(callerOf(['agent', 'Am I speaking with Laura Bennett?'], ['customer', 'Yes.'])).toBe('Laura Bennett');
  });
});
