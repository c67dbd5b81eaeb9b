import { useEffect } from 'preact/hooks';
import type { Loaded } from './loaded.ts';

/** Loads something again after a time, over and over, while somebody can see the page. */
export function useRefresh({ isLoading, reload }: Loaded<unknown>, everyMs: number): void {
  useEffect(() => {
    if (isLoading) return undefined;
    const look = () => {
      if (!document.hidden) reload();
    };
    const timer = setTimeout(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isLoading, reload, everyMs]);
}
