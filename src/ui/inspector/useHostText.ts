import { useEffect } from 'react';
import {
  openText,
  textOf,
  useSession,
  type InspectorText,
  type ShownText,
} from '../../session/index.ts';

/** The text of a tab that the Worker makes; asked for while it is shown. */
export function useHostText(tab: InspectorText): ShownText | undefined {
  const wanted = JSON.stringify(tab);
  useEffect(() => {
    openText(JSON.parse(wanted) as InspectorText);
    return () => openText(undefined);
  }, [wanted]);
  return useSession((session) => textOf(session, tab));
}
