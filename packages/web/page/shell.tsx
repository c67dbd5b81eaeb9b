import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { address, linkTo } from './data/address.ts';
import { OFFLINE } from './data/loaded.ts';
import { findSession, isExpired, mayUpload, session, signOut } from './data/session.ts';
import { CallsPage } from './pages/calls.tsx';
import { SignInAgain, SignInPage } from './pages/sign-in.tsx';
import { Keys, showKeys } from './parts/keys.tsx';
import { lazily } from './parts/lazily.tsx';
import { Problem } from './parts/problem.tsx';

const SearchPage = lazily(async () => (await import('./pages/search.tsx')).SearchPage);
const CoachingPage = lazily(async () => (await import('./pages/coaching.tsx')).CoachingPage);
const TrendsPage = lazily(async () => (await import('./pages/trends.tsx')).TrendsPage);
const UploadPage = lazily(async () => (await import('./pages/upload.tsx')).UploadPage);
const OperationsPage = lazily(async () => (await import('./pages/operations.tsx')).OperationsPage);
const CallPage = lazily(async () => (await import('./pages/call.tsx')).CallPage);

/** A page, and how the navigation shows it. */
interface PageEntry {
  readonly title: string;
  readonly Page: ComponentType;
  /** Whether there is something for the person to do. @defaultValue always */
  readonly isShown?: () => boolean;
}

/** The pages by the first part of their address. */
const PAGES: Readonly<Record<string, PageEntry>> = {
  calls: { title: 'Calls', Page: () => (address.value.path[1] === undefined ? <CallsPage /> : <CallPage />) },
  search: { title: 'Search', Page: SearchPage },
  coaching: { title: 'Coaching', Page: CoachingPage },
  trends: { title: 'Trends', Page: TrendsPage },
  upload: { title: 'Upload', Page: UploadPage, isShown: mayUpload },
  operations: { title: 'Operations', Page: OperationsPage },
};

const NOT_FOUND: PageEntry = { title: 'Not found', Page: NotFound };

/** Names the page in the window's title, and begins at its top when somebody comes from another one. */
function useArrival(title: string): void {
  const path = address.value.path.join('/');
  const before = useRef(path);
  useEffect(() => {
    document.title = `${title} · Earshot`;
    if (before.current === path) return;
    before.current = path;
    scrollTo(0, 0);
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [title, path]);
}

/** The page, for somebody who is signed in. */
export function Shell() {
  const problem = useSignal<string | undefined>(undefined);
  const begin = () => {
    problem.value = undefined;
    findSession().catch((error: unknown) => {
      // What fetch throws doesn't say more than that.
      problem.value = error instanceof TypeError ? OFFLINE : String((error as Error).message);
    });
  };
  useEffect(begin, []);
  if (problem.value !== undefined) {
    return (
      <main aria-label="Earshot">
        <h1>Earshot</h1>
        <Problem text={problem.value} retry={begin} />
      </main>
    );
  }
  if (session.value === 'out') return <SignInPage />;
  // What is shown is asked for at the same time as who is there: a server that wants a token refuses both.
  return <Frame person={session.value === 'unknown' ? undefined : session.value.name} />;
}

/** The frame around every page: where one can go, who one is, and the page itself. */
function Frame({ person }: { readonly person: string | undefined }) {
  const [name = 'calls'] = address.value.path;
  const { title, Page, isShown } = (Object.hasOwn(PAGES, name) && PAGES[name]) || NOT_FOUND;
  const shown = Object.entries(PAGES).filter(([, entry]) => entry.isShown?.() ?? true);
  useArrival(title);
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
        Skip to the content
      </button>
      <header class="bar">
        <a class="brand" href={linkTo([])}>
          Earshot
        </a>
        <nav aria-label="Pages">
          {shown.map(([key, page]) => (
            <a key={key} href={linkTo([key])} aria-current={key === name ? 'page' : undefined}>
              {page.title}
            </a>
          ))}
        </nav>
        <button type="button" class="plain" aria-keyshortcuts="?" onClick={showKeys}>
          Keys
        </button>
        <a href="docs">API</a>
        {person !== undefined && person !== 'local' && (
          <button type="button" class="plain" onClick={() => void signOut()}>
            Sign out {person}
          </button>
        )}
      </header>
      <main id="content" tabIndex={-1} aria-label={title}>
        {session.value === 'unknown' && isShown !== undefined ? <p class="notice">Loading …</p> : <Page />}
      </main>
      <Keys />
      {isExpired.value && <SignInAgain />}
    </>
  );
}

function NotFound() {
  return (
    <>
      <h1>Not found</h1>
      <p>
        There is no such page. <a href={linkTo([])}>See all calls</a>
      </p>
    </>
  );
}
