import * as z from 'zod/mini';

/** The longest name of an agent that is kept, in UTF-16 units. */
const MAX_AGENT_NAME_LENGTH = 256;

/** An agent's name, as {@link agentNameOf} gives it. */
export const AgentName = z.string().check(
  z.minLength(1),
  z.maxLength(MAX_AGENT_NAME_LENGTH),
  z.refine((name) => agentNameOf(name) === name, 'expected a name without control characters or blanks around it'),
);

/**
 * The name under which an agent's calls are counted; `undefined` when the text names nobody. Keeps letter case and script, so
 * that names are distinguished as they were written. Blanks around it and control characters go, and what is longer than
 * 256 UTF-16 units is cut between characters.
 */
export function agentNameOf(text: string | undefined): string | undefined {
  const name = text
    ?.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim();
  // No URL has dots alone in its path, so nobody could ask for such an agent.
  if (name === undefined || /^\.{0,2}$/.test(name)) return undefined;
  if (name.length <= MAX_AGENT_NAME_LENGTH) return name;
  return name
    .slice(0, MAX_AGENT_NAME_LENGTH)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}
