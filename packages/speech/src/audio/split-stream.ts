/** Cuts a stream into stretches. Each is to be read to its end before the next is asked for. */
export async function* splitStream<T>(
  items: AsyncGenerator<T>,
  begins: (item: T, first: T) => boolean,
): AsyncGenerator<AsyncGenerator<T>> {
  let next: IteratorResult<T, unknown> = await items.next();
  async function* stretch(first: T): AsyncGenerator<T> {
    yield first;
    for (;;) {
      next = await items.next();
      if (next.done || begins(next.value, first)) return;
      yield next.value;
    }
  }
  try {
    while (!next.done) yield stretch(next.value);
  } finally {
    await items.return(undefined);
  }
}
