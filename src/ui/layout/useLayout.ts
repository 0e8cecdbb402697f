import { useSyncExternalStore } from 'react';

/** Below 1180 px editor and inspector are drawers over the graph; below 760 px one pane is shown at a time. */
export type Layout = 'wide' | 'drawers' | 'stacked';

const DRAWERS = '(max-width: 1179px)';
const STACKED = '(max-width: 759px)';

export function useLayout(): Layout {
  return useSyncExternalStore(
    (onChange) => {
      const queries = [matchMedia(DRAWERS), matchMedia(STACKED)];
      for (const query of queries) query.addEventListener('change', onChange);
      return () => {
        for (const query of queries) query.removeEventListener('change', onChange);
      };
    },
    () =>
      matchMedia(STACKED).matches ? 'stacked' : matchMedia(DRAWERS).matches ? 'drawers' : 'wide',
  );
}
