const MAX_FAILURES = 10;
const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;

/** Limits how often an address may fail to sign in: 10 times a minute. */
export interface AttemptLimit {
  /** Seconds until this address may try again; 0 when it may now. */
  secondsLeft(address: string | undefined): number;
  failed(address: string | undefined): void;
}

/** @param nowMs the time */
export function createAttemptLimit(nowMs: () => number): AttemptLimit {
  const failures = new Map<string, { readonly untilMs: number; count: number }>();
  const current = (key: string) => {
    const known = failures.get(key);
    return known !== undefined && known.untilMs > nowMs() ? known : undefined;
  };
  return {
    secondsLeft(address) {
      const known = current(networkOf(address));
      if (known === undefined || known.count < MAX_FAILURES) return 0;
      return Math.ceil((known.untilMs - nowMs()) / 1_000);
    },
    failed(address) {
      const key = networkOf(address);
      const known = current(key) ?? { untilMs: nowMs() + WINDOW_MS, count: 0 };
      known.count++;
      failures.delete(key);
      failures.set(key, known);
      const [oldest = ''] = failures.keys();
      if (failures.size > MAX_ADDRESSES) failures.delete(oldest);
    },
  };
}

/** An IPv4 address, or the first half of an IPv6 address: any host has the whole second half for itself. */
function networkOf(address = ''): string {
  const text = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!text.includes(':')) return text;
  const [head = ''] = text.split('::');
  return head.split(':').slice(0, 4).join(':');
}
