import type { Moment, MomentSource } from '@earshot/core';

/** What the moments of a call share: source, speaker, role, language. */
export type MomentKind = readonly [MomentSource, string | null, Moment['role'] | null, string | null];

/** A moment as stored. */
export interface MomentRow {
  readonly id: number;
  /** The position of its kind among those of its call. */
  readonly kind: number;
  readonly start_ms: number | null;
  readonly end_ms: number | null;
  readonly text: string;
}

/** The distinct kinds of moments, and which one each moment is of. */
export function kindsOf(moments: readonly Moment[]): { readonly kinds: MomentKind[]; readonly kindOf: number[] } {
  const positions = new Map<string, number>();
  const kinds: MomentKind[] = [];
  const kindOf = moments.map(({ source, speaker = null, role = null, language = null }) => {
    const kind: MomentKind = [source, speaker, role, language];
    const key = JSON.stringify(kind);
    const known = positions.get(key) ?? kinds.push(kind) - 1;
    positions.set(key, known);
    return known;
  });
  return { kinds, kindOf };
}

/** A moment out of its row. @param index its position among its call's */
export function momentOf(
  { kind, start_ms, end_ms, text }: MomentRow,
  index: number,
  kinds: readonly MomentKind[],
): Moment {
  const [source, speaker, role, language] = kinds[kind] ?? ['speech', null, null, null];
  return {
    index,
    source,
    text,
    ...(start_ms !== null && end_ms !== null && { span: { startMs: start_ms, endMs: end_ms } }),
    ...(speaker !== null && { speaker }),
    ...(role && { role }),
    ...(language !== null && { language }),
  };
}
