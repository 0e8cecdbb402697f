// Tells a screen reader what happened: at most one message a second, the newest marks together.

import { useEffect, useState } from 'react';
import { useSession } from '../../session/index.ts';
import { announcementOf } from './announcement.ts';

const PAUSE_MS = 1_000;

export function LiveRegion() {
  const [message, setMessage] = useState('');
  useEffect(() => {
    let said = newestMark();
    const timer = setInterval(() => {
      const { tables, isJump } = useSession.getState();
      const newest = newestMark();
      if (newest === said) return;
      const fresh = Object.keys(tables.marks)
        .filter((key) => key > said)
        .sort()
        .flatMap((key) => tables.marks[key] ?? [])
        .filter(({ kind }) => kind !== 'command');
      said = newest;
      if (isJump || fresh.length === 0) return;
      setMessage(announcementOf(fresh));
    }, PAUSE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="unseen" role="status" aria-label="What happened" aria-live="polite">
      {message}
    </div>
  );
}

function newestMark(): string {
  let newest = '';
  for (const key of Object.keys(useSession.getState().tables.marks)) {
    if (key > newest) newest = key;
  }
  return newest;
}
