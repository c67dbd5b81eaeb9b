import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AgentName, agentNameOf } from '../../src/index.js';

describe("an agent's name", () => {
  test.each([undefined, '', ' ', '\t\n', '\u0000', '\u2028', '.', ' ..'])('is unknown when the text is %j', (text) => {
    expect(agentNameOf(text)).toBeUndefined();
  });

  test('is kept as it was written, without what surrounds it', () => {
    expect(agentNameOf('  Zoë  O’Neil\n')).toBe('Zoë  O’Neil');
    expect(agentNameOf('ADA')).not.toBe(agentNameOf('Ada'));
    expect(agentNameOf('返金の返金')).toBe('返金の返金');
    expect(agentNameOf('Ada\r\nGrace')).toBe('Ada Grace');
  });

  test('is cut between characters when it is too long', () => {
    expect(agentNameOf('x'.repeat(257))).toBe('x'.repeat(256));
    expect(agentNameOf(`${'😀'.repeat(127)}x😀`)).toBe(`${'😀'.repeat(127)}x`);
    expect(agentNameOf(`${'x'.repeat(255)} y`)).toBe('x'.repeat(255));
  });

  test('of any text is a name whose name is itself', () => {
    const character = fc.constantFrom('a', 'Z', ' ', '\n', '\0', '\u2028', 'é', '返', '😀', '\ud800', '\udc00');
    fc.assert(
      fc.property(fc.array(character, { maxLength: 300 }), (characters) => {
        const text = characters.join('');
        const name = agentNameOf(text);
        if (name === undefined) return;
        expect(AgentName.parse(name)).toBe(name);
        expect(name).not.toMatch(/\p{Cs}|\p{Cc}/u);
      }),
    );
  });
});
