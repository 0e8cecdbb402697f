// Search everything, run anything.

import { useMemo, useState } from 'react';
import { Command } from 'cmdk';
import {
  Box,
  ChevronRight,
  FileCode,
  History,
  SquareTerminal,
  type LucideIcon,
} from 'lucide-react';
import { useSession } from '../../session/index.ts';
import { closePopover, popovers } from '../layout/Popover.tsx';
import { entriesFor, type PaletteEntry } from './entries.ts';
import './palette.css';

const icons: Readonly<Record<PaletteEntry['group'], LucideIcon>> = {
  Run: SquareTerminal,
  Commands: ChevronRight,
  Objects: Box,
  Files: FileCode,
  'Typed before': History,
};

export default function Palette() {
  const [query, setQuery] = useState('');
  const entries = useMemo(() => entriesFor(useSession.getState(), query), [query]);
  const groups = [...new Set(entries.map(({ group }) => group))];
  return (
    <Command className="palette" label="Search or run a command" shouldFilter={false} loop>
      <Command.Input
        ref={focusInput}
        placeholder="An object, a file, a command, or kubectl ..."
        value={query}
        onValueChange={setQuery}
      />
      <Command.List>
        <Command.Empty>Nothing of that name.</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group}>
            {entries
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <Entry key={`${entry.label} ${entry.aside ?? ''}`} entry={entry} />
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function focusInput(input: HTMLInputElement | null): void {
  input?.focus();
}

function Entry({ entry }: { entry: PaletteEntry }) {
  const { group, label, aside, act } = entry;
  const Icon = icons[group];
  return (
    <Command.Item
      value={`${group} ${label} ${aside ?? ''}`}
      onSelect={() => {
        closePopover(popovers.palette);
        act();
      }}
    >
      <Icon size={14} aria-hidden="true" />
      <span className={group === 'Run' || group === 'Typed before' ? 'mono label' : 'label'}>
        {label}
      </span>
      {aside === undefined ? null : <span className="caption">{aside}</span>}
    </Command.Item>
  );
}
