import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { address, linkTo } from './data/address.ts';
import { findSession, mayUpload, session, signOut } from './data/session.ts';
import { CallsPage } from './pages/calls.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { Keys, showKeys } from './parts/keys.tsx';
import { lazily } from './parts/lazily.tsx';

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
  useEffect(() => {
    findSession().catch(() => {
      session.value = 'out';
    });
  }, []);
  if (session.value === 'unknown') return <p class="notice">Loading …</p>;
  if (session.value === 'out') return <SignInPage />;
  return <Frame person={session.value.name} />;
}

/** The frame around every page: where one can go, who one is, and the page itself. */
function Frame({ person }: { readonly person: string }) {
  const [name = 'calls'] = address.value.path;
  const { title, Page } = (Object.hasOwn(PAGES, name) && PAGES[name]) || { title: 'Not found', Page: NotFound };
  const shown = Object.entries(PAGES).filter(([, { isShown }]) => isShown?.() ?? true);
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
        {person !== 'local' && (
          <button type="button" class="plain" onClick={() => void signOut()}>
            Sign out {person}
          </button>
        )}
      </header>
      <main id="content" tabIndex={-1} aria-label={title}>
        <Page />
      </main>
      <Keys />
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
