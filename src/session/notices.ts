// Sentences about the page itself that stand under the top bar until they are put away; each kind is said once.

import { useSession, type Notice } from './store.ts';

export function addNotice(notice: Notice): void {
  useSession.setState(({ notices }) => ({
    notices: [...notices.filter(({ kind }) => kind !== notice.kind), notice],
  }));
}

export function putAway(kind: Notice['kind']): void {
  useSession.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.kind !== kind),
  }));
}
