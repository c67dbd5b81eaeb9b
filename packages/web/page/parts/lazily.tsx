import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { OFFLINE } from '../data/loaded.ts';
import { Problem } from './problem.tsx';

/** A page whose script is loaded when somebody goes there. */
export function lazily(load: () => Promise<ComponentType>): ComponentType {
  const loaded = signal<ComponentType | 'no' | 'asked' | 'failed'>('no');
  const begin = () => {
    if (loaded.peek() !== 'no') return;
    loaded.value = 'asked';
    load().then(
      (page) => {
        loaded.value = page;
      },
      () => {
        loaded.value = 'failed';
      },
    );
  };
  return () => {
    begin();
    const Page = loaded.value;
    if (typeof Page === 'function') return <Page />;
    if (Page === 'asked') return <p class="notice">Loading …</p>;
    const retry = () => {
      loaded.value = 'no';
      begin();
    };
    return <Problem text={OFFLINE} retry={retry} />;
  };
}
