import { joinedTo, pointAtItem, select, useSession, type Selection } from '../../session/index.ts';

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly className: string;
  readonly title?: string;
  readonly style?: React.CSSProperties;
  readonly target: Selection;
  readonly children?: React.ReactNode;
}

/** A thing on the graph that one can reach with the keyboard and select. */
export function Item({ label, description, className, title, style, target, children }: Props) {
  const isSelected = useSession(({ selection }) => isSame(selection, target));
  const isPointedAt = useSession(
    ({ hoveredObject }) =>
      target.type === 'object' && hoveredObject === `${target.kind} ${target.key}`,
  );
  const name = target.type === 'object' ? `${target.kind} ${target.key}` : undefined;
  const isJoined = useSession((session) => name !== undefined && joinedTo(session).has(name));
  return (
    <div
      role="button"
      tabIndex={-1}
      data-graph-item=""
      data-menu={name}
      aria-label={label}
      aria-description={description}
      aria-pressed={isSelected}
      title={title}
      style={style}
      className={`item ${className} ${isSelected ? 'selected' : ''} ${isPointedAt ? 'pointedAt' : ''} ${isJoined ? 'joined' : ''}`}
      onPointerEnter={() => pointAtItem(name)}
      onPointerLeave={() => pointAtItem(undefined)}
      onFocus={() => pointAtItem(name)}
      onBlur={() => pointAtItem(undefined)}
      onClick={() => select(target)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        select(target);
      }}
    >
      {children}
    </div>
  );
}

function isSame(one: Selection | undefined, other: Selection): boolean {
  return (
    one?.type === other.type &&
    one.key === other.key &&
    (one.type === 'connection' || other.type === 'connection' || one.kind === other.kind)
  );
}
