import { linkTo } from '../../data/address.ts';
import { mayUpload } from '../../data/session.ts';

/** What to do about an empty list. */
export function NoCalls({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <p class="notice">
        No call matches these filters. <a href={linkTo(['calls'])}>See all calls</a>
      </p>
    );
  }
  return (
    <section class="no-calls">
      <h2>No calls yet</h2>
      <ul>
        {mayUpload() && (
          <li>
            <a href={linkTo(['upload'])}>Upload recordings</a> from this browser.
          </li>
        )}
        <li>
          Or put recordings into the folder <code>inbox</code> in the data folder of the server, one file for each call.
          Earshot analyzes what it finds there, and leaves the files where they are.
        </li>
        <li>
          To look around first, take the examples: <code>npm start</code> in the checkout of Earshot brings them along,{' '}
          <code>npx earshot ingest examples</code> adds them to a server that runs.
        </li>
      </ul>
      <p class="quiet">Calls appear here by themselves.</p>
    </section>
  );
}
