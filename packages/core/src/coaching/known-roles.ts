import { labelOf, type Participant } from '../model/participant.js';
import type { CallRecord } from '../model/record.js';

/** Who takes part, as far as a correction or the finding `agent` says. */
export function participantsOf({ analysis, correction }: CallRecord): { readonly people: readonly Participant[] } {
  const corrected = correction?.roles ?? [];
  const labels = new Set([
    ...(analysis?.transcript?.segments ?? []).flatMap((segment) => labelOf(segment) ?? []),
    ...(analysis?.speakerStatistics ?? []).map(({ speaker }) => speaker),
    ...corrected.map(({ label }) => label),
  ]);
  const agent = analysis?.findings?.find(({ kind }) => kind === 'agent')?.value;
  const found = agent === undefined ? undefined : ({ roleSource: 'vendor' } as const);
  const people = [...labels].map((label): Participant => {
    const { role, name } = corrected.find((one) => one.label === label) ?? {};
    const known = { label, evidence: [], ...(name !== undefined && { name }) };
    if (role !== undefined) return { ...known, role, roleSource: 'correction' };
    if (found === undefined) return { ...known, role: 'unknown', roleSource: 'unknown' };
    return { ...known, ...found, role: label === agent ? 'agent' : 'customer' };
  });
  return { people };
}
