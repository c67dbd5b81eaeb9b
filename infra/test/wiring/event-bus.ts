type Pattern = Readonly<Record<string, unknown>>;

/** Whether an event fits a rule's pattern, as far as our rules go. @throws Error at what isn't known here */
export function fits(event: unknown, pattern: Pattern): boolean {
  if (typeof event !== 'object' || event === null) return false;
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = (event as Record<string, unknown>)[name];
    return Array.isArray(wanted) ? wanted.some((each) => matches(value, each)) : fits(value, wanted as Pattern);
  });
}

function matches(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if (typeof value !== 'string') return false;
  const [[kind, operand] = ['', '']] = Object.entries(wanted);
  if (kind === 'prefix') return value.startsWith(String(operand));
  if (kind === 'wildcard') {
    const [first = '', ...rest] = String(operand).split('*');
    if (rest.length !== 1) throw new Error('one * in a wildcard is all that is known here');
    const [last = ''] = rest;
    return value.length >= first.length + last.length && value.startsWith(first) && value.endsWith(last);
  }
  throw new Error(`a pattern of kind ${kind} is not known here`);
}
