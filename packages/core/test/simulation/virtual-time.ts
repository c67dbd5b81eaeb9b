/** A clock that moves only when nothing else can: hours pass in seconds, the same way each time. */
export class VirtualTime {
  #nowMs: number;
  #sequence = 0;
  readonly #agenda: Entry[] = [];

  constructor(beginMs: number) {
    this.#nowMs = beginMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  readonly now = () => new Date(this.#nowMs);

  at(atMs: number, act: () => void): void {
    push(this.#agenda, { atMs: Math.max(atMs, this.#nowMs), sequence: this.#sequence++, act });
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.#nowMs + ms, resolve));
  }

  /** Lets time pass until that is so, or nothing is left to happen. Returns whether it is so. */
  async runUntil(isOver: () => boolean): Promise<boolean> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isOver()) return true;
      const next = pop(this.#agenda);
      if (next === undefined) return false;
      this.#nowMs = next.atMs;
      next.act();
      while (this.#agenda[0]?.atMs === this.#nowMs) pop(this.#agenda)?.act();
    }
  }
}

interface Entry {
  readonly atMs: number;
  readonly sequence: number;
  readonly act: () => void;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atMs === b.atMs ? a.sequence < b.sequence : a.atMs < b.atMs;
}

/** A binary heap: the first entry is the next one. */
function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Entry;
    if (!isBefore(entry, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    const [left, right] = [heap[child] as Entry, heap[child + 1]];
    if (right !== undefined && isBefore(right, left)) child++;
    const least = heap[child] as Entry;
    if (!isBefore(least, last)) break;
    heap[at] = least;
    at = child;
  }
  heap[at] = last;
  return first;
}
