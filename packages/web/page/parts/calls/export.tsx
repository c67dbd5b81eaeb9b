import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { address } from '../../data/address.ts';
import { listQuery } from '../../data/call-query.ts';
import { today } from '../../data/periods.ts';

const COUNT = new Intl.NumberFormat();

/** Writes the calls of the list, those on later pages included, into a file for spreadsheets. */
export function Export() {
  const written = useSignal<number | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const write = async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    written.value = 0;
    problem.value = undefined;
    try {
      const { nextToken: _, ...query } = listQuery(address.peek().query, 0);
      const { callsCsv } = await import('../../data/calls-csv.ts');
      const csv = await callsCsv(query, (count) => (written.value = count), signal);
      save(csv, `calls-${today()}.csv`);
    } catch (error) {
      if (!signal.aborted) problem.value = error instanceof Error ? error.message : String(error);
    } finally {
      written.value = undefined;
    }
  };
  return (
    <>
      {written.value === undefined ? (
        <button type="button" onClick={() => void write()}>
          Download CSV
        </button>
      ) : (
        <button type="button" onClick={() => stop.current?.abort()}>
          Stop at {COUNT.format(written.value)} …
        </button>
      )}
      {problem.value !== undefined && (
        <span class="state-failed" role="alert">
          {problem.value}
        </span>
      )}
    </>
  );
}

function save(csv: string, name: string): void {
  // Spreadsheets take a file without the mark for one in the old encoding of the country.
  const url = URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
