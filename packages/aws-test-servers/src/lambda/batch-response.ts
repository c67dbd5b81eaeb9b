/**
 * The messages of a batch that a function's answer says were not done, as Lambda reads it: nothing at all means that all
 * were done; an answer that names a message wrongly, or that can't be read, means that none was.
 */
export function failedMessages(answer: unknown, messageIds: readonly string[]): readonly string[] {
  if (answer === null || answer === undefined || answer === '') return [];
  if (typeof answer !== 'object') return messageIds;
  const failures = (answer as Record<string, unknown>)['batchItemFailures'];
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return messageIds;
  const named = failures.map((failure) => (failure as Record<string, unknown> | null)?.['itemIdentifier']);
  const known = new Set<unknown>(messageIds);
  return named.every((id) => known.has(id)) ? (named as string[]) : messageIds;
}
