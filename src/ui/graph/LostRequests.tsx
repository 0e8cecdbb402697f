// Requests that were lost a moment ago, or are selected: a cross where they ended, and what became of them.

import { memo } from 'react';
import { ViewportPortal } from '@xyflow/react';
import { outcomeWord, useSession, useShallow, type Connection } from '../../session/index.ts';
import type { Point } from './geometry.ts';
import { Item } from './Item.tsx';
import { isFreshlyLost, hasBeenLost, wayOf } from './travel.ts';
import type { Surroundings } from './useSurroundings.ts';

interface Props {
  readonly surroundings: Surroundings;
}

export const LostRequests = memo(function LostRequests({ surroundings }: Props) {
  const keys = useSession(
    useShallow(({ tables, selection, now }) =>
      Object.entries(tables.connections).flatMap(([key, connection]) => {
        const isSelected = selection?.type === 'connection' && selection.key === key;
        return isFreshlyLost(connection, now) || (isSelected && hasBeenLost(connection))
          ? [key]
          : [];
      }),
    ),
  );
  const lost = useSession(
    useShallow(({ tables }) => keys.flatMap((key) => tables.connections[key] ?? [])),
  );
  return (
    <ViewportPortal>
      {byPlace(lost, keys, surroundings).map(({ key, connection, at, others }) => (
        <div key={key} className="lostPlace" style={{ left: at.x, top: at.y }}>
          <Item
            label={`Request #${connection.id}, ${outcomeWord(connection.outcome)}`}
            className="lost"
            target={{ type: 'connection', key }}
          >
            <Cross />
            <span className="chip">
              #{connection.id} {outcomeWord(connection.outcome)}
              {others > 0 ? ` +${others}` : ''}
            </span>
          </Item>
        </div>
      ))}
    </ViewportPortal>
  );
});

interface Place {
  readonly key: string;
  readonly connection: Connection;
  readonly at: Point;
  /** How many more ended at the same place. */
  readonly others: number;
}

/** The newest one of each place stands for all that ended there. */
function byPlace(
  lost: readonly Connection[],
  keys: readonly string[],
  surroundings: Surroundings,
): Place[] {
  const places = new Map<string, Place>();
  lost.forEach((connection, index) => {
    const at = wayOf(connection, surroundings).at(-1);
    const key = keys[index];
    if (!at || key === undefined) return;
    const place = `${at.x} ${at.y}`;
    const before = places.get(place);
    places.set(place, { key, connection, at, others: before ? before.others + 1 : 0 });
  });
  return [...places.values()];
}

function Cross() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      <circle cx="9" cy="9" r="8.25" fill="var(--bg1)" stroke="currentColor" strokeWidth="1.5" />
      <path
        d="M5.8 5.8l6.4 6.4m0-6.4l-6.4 6.4"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
