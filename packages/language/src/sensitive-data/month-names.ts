/** Languages with months of their own names, as `Intl` knows them. */
const LANGUAGES =
  'ar bg bn ca cs da de el en es et eu fa fi fr gl he hi hr hu id is it lt lv mk ms nb nl pl pt ro ru sk sl sr sv th tr uk vi'.split(
    ' ',
  );
/** One day in the middle of each month. */
const DAYS = Array.from({ length: 12 }, (_, month) => Date.UTC(2001, month, 15));

const WORD = /^[\p{L}\p{M}]{3,}$/u;

/** The names of months in many languages, lower case, as they stand next to a day and alone; the longest first. */
export function monthNames(): readonly string[] {
  const forms = [{ day: 'numeric', month: 'long' } as const, { month: 'long' } as const];
  const formats = LANGUAGES.flatMap((language) =>
    forms.map((form) => new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC', calendar: 'gregory' })),
  );
  const names = formats.flatMap((format) =>
    DAYS.map((day) => format.formatToParts(day).find(({ type }) => type === 'month')?.value ?? ''),
  );
  const words = names.map((name) => name.toLowerCase().replaceAll('.', '')).filter((name) => WORD.test(name));
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}
