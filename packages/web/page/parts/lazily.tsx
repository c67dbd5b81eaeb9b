import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/** A page whose script is loaded when somebody goes there. */
export function lazily(load: () => Promise<ComponentType>): ComponentType {
  const loaded = signal<ComponentType | 'no' | 'asked' | 'failed'>('no');
  return () => {
    if (loaded.value === 'no') {
      loaded.value = 'asked';
      load().then(
        (page) => {
          loaded.value = page;
        },
        () => {
          loaded.value = 'failed';
        },
      );
    }
    const Page = loaded.value;
    if (typeof Page === 'function') return <Page />;
    return (
      <p class="notice">{Page === 'failed' ? 'This page can’t be loaded. Reload it to try again.' : 'Loading …'}</p>
    );
  };
}
