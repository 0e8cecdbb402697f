// The menu of a thing on the graph, by right click, Shift+F10 or the menu key. One menu serves all of them, so that a
// thousand pods cost nothing.

import { useState, type ReactNode } from 'react';
import { ContextMenu } from 'radix-ui';
import { typeLine, useSession } from '../../session/index.ts';
import { menuItemsOf } from './menuItems.ts';

const TARGET = 'data-menu';

export function ItemMenu({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<{ readonly id: string; readonly name: string }>();
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        asChild
        onContextMenu={(event) => {
          const item = event.target instanceof Element && event.target.closest(`[${TARGET}]`);
          const id = item ? item.getAttribute(TARGET) : null;
          // Elsewhere the menu is the browser's own; Radix opens its own unless the event is prevented.
          if (id === null || !item) event.preventDefault();
          else setTarget({ id, name: item.getAttribute('aria-label')?.split(',')[0] ?? id });
        }}
      >
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        {target ? <Items key={target.id} target={target.id} name={target.name} /> : null}
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Items({ target, name }: { target: string; name: string }) {
  const tables = useSession((session) => session.tables);
  return (
    <ContextMenu.Content className="itemMenu" aria-label={name}>
      {menuItemsOf(tables, target).map(({ text, line, isApart }) => (
        <ContextMenu.Item
          key={line}
          className={isApart ? 'apart' : ''}
          title={line}
          onSelect={() => typeLine(line)}
        >
          {text}
        </ContextMenu.Item>
      ))}
    </ContextMenu.Content>
  );
}
