import {
  DeleteVectorsCommand,
  PutVectorsCommand,
  QueryVectorsCommand,
  type QueryVectorsCommandOutput,
} from '@aws-sdk/client-s3vectors';

type Vector = NonNullable<QueryVectorsCommandOutput['vectors']>[number] & { readonly key: string };

/** A client of S3 Vectors in memory, whose queries find all vectors of one call: for what depends on the order of writes alone. */
export class VectorMap {
  readonly vectors = new Map<string, Vector>();
  /** Awaited before and after each write; what it throws is the request's error. */
  around: (when: 'before' | 'after') => Promise<void> = async () => {};

  readonly send = async (command: unknown): Promise<object> => {
    if (command instanceof QueryVectorsCommand) return { vectors: this.#found(command) };
    await this.around('before');
    if (command instanceof PutVectorsCommand) {
      for (const { key = '', metadata = {} } of command.input.vectors ?? []) {
        this.vectors.set(key, { key, metadata, distance: 0 });
      }
    }
    if (command instanceof DeleteVectorsCommand) for (const key of command.input.keys ?? []) this.vectors.delete(key);
    await this.around('after');
    return {};
  };

  #found({ input }: QueryVectorsCommand): Vector[] {
    const { $and } = input.filter as unknown as { $and: { hash?: { $eq: string } }[] };
    const hash = $and.find((one) => one.hash !== undefined)?.hash?.$eq;
    return [...this.vectors.values()].filter(({ key }) => key.startsWith(`${hash}#`));
  }
}
