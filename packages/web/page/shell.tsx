import { useEffect } from 'preact/hooks';
import { address, linkTo } from './data/address.ts';
import { findSession, session, signOut } from './data/session.ts';
import { CallsPage } from './pages/calls.tsx';
import { SignInPage } from './pages/sign-in.tsx';

/** The pages by the first part of their address. Each comes with the scope-free title that the navigation shows. */
const PAGES = {
  calls: { title: 'Calls', Page: CallsPage },
} as const;

/** The frame around every page: where one can go, who one is, and the page itself. */
export function Shell() {
  useEffect(() => {
    findSession().catch(() => {
      session.value = 'out';
    });
  }, []);
  if (session.value === 'unknown') return <p class="notice">Loading …</p>;
  if (session.value === 'out') return <SignInPage />;
  const [name = 'calls'] = address.value.path;
  const { title, Page } = name in PAGES ? PAGES[name as keyof typeof PAGES] : { title: 'Not found', Page: NotFound };
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="bar">
        <a class="brand" href={linkTo([])}>
          Earshot
        </a>
        <nav aria-label="Pages">
          {Object.entries(PAGES).map(([key, page]) => (
            <a key={key} href={linkTo([key])} aria-current={key === name ? 'page' : undefined}>
              {page.title}
            </a>
          ))}
        </nav>
        <a href="docs">API</a>
        {session.value.name !== 'local' && (
          <button type="button" class="plain" onClick={() => void signOut()}>
            Sign out {session.value.name}
          </button>
        )}
      </header>
      <main id="content" tabIndex={-1} aria-label={title}>
        <Page />
      </main>
    </>
  );
}

function NotFound() {
  return (
    <p class="notice">
      There is no such page. <a href={linkTo([])}>See all calls</a>
    </p>
  );
}
