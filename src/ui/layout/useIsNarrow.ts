import { useSyncExternalStore } from 'react';

/** Below this width editor and inspector are drawers over the graph. */
const NARROW = '(max-width: 1179px)';

export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    () => matchMedia(NARROW).matches,
  );
}
