import type { SensitiveDataFinding } from './analysis.js';

interface Stretch {
  readonly entityType: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A text with the sensitive data in it replaced by `[ENTITY_TYPE]`. Findings that overlap become one, of the
 * type of the first; a finding that doesn't say where it is covers the whole text. Everything else is as it was.
 */
export function redact(text: string, findings: readonly SensitiveDataFinding[]): string {
  const stretches = findings
    .map(({ entityType, startCharacter = 0, endCharacter = text.length }) => ({
      entityType,
      start: startCharacter,
      end: Math.min(endCharacter, text.length),
    }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);

  const separate: Stretch[] = [];
  for (const stretch of stretches) {
    const last = separate.at(-1);
    if (last === undefined || last.end <= stretch.start) separate.push(stretch);
    else separate.splice(-1, 1, { ...last, end: Math.max(last.end, stretch.end) });
  }
  return separate.reduceRight(
    (kept, { entityType, start, end }) => `${kept.slice(0, start)}[${entityType}]${kept.slice(end)}`,
    text,
  );
}
