// A line of the terminal that waits for its editor (`kubectl edit`, `vi`) has its file opened, and closed when it goes on.

import { setDrawer } from './actions.ts';
import { openFile } from './files.ts';
import { useSession, type Session } from './store.ts';
import { pickEditedFile } from './view.ts';

/** What was open before the editor was called. */
let before: Pick<Session, 'openFile' | 'drawer'> | undefined;

useSession.subscribe((session, last) => {
  if (session.tables === last.tables && session.foreground === last.foreground) return;
  const path = pickEditedFile(session);
  if (path !== undefined && path !== pickEditedFile(last)) {
    before ??= { openFile: session.openFile, drawer: session.drawer };
    openFile(path);
    setDrawer('editor');
  } else if (path === undefined && before && session.foreground === undefined) {
    const isGone = session.tables.files[session.openFile] === undefined;
    if (isGone) openFile(before.openFile);
    setDrawer(before.drawer);
    before = undefined;
  }
});
