/** A range of a text that is marked: found, personal data of a type, or the word that is spoken now. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'found' | 'personal' | 'spoken';
  readonly title?: string | undefined;
}

/** Where a text has words, in any case. */
export function findMarks(text: string, words: string): Mark[] {
  if (words === '') return [];
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return [...text.matchAll(new RegExp(escaped, 'giu'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'found',
  }));
}

/** A text with its marks, which may overlap. */
export function Marked({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }) {
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return (
    <>
      {cuts.slice(0, -1).map((start, index) => {
        const part = text.slice(start, cuts[index + 1]);
        const over = marks.filter((mark) => mark.start <= start && start < mark.end);
        const personal = over.find(({ kind }) => kind === 'personal');
        const found = over.some(({ kind }) => kind === 'found') ? <mark key={start}>{part}</mark> : part;
        const isSpoken = over.some(({ kind }) => kind === 'spoken');
        const shown = isSpoken ? (
          <span key={start} class="spoken">
            {found}
          </span>
        ) : (
          found
        );
        if (personal === undefined) return shown;
        return (
          <span key={start} class="personal" title={personal.title}>
            {shown}
          </span>
        );
      })}
    </>
  );
}
