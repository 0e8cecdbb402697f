// A popover hangs from its button in the top bar. It is the browser's own: Escape and a click outside close it, and the focus
// goes back to the button.

import { useRef, useState, type ReactNode } from 'react';
import './popover.css';

/** Those of the top bar. */
export const popovers = {
  palette: 'palette',
  settings: 'settings',
  keys: 'keys',
  share: 'share',
} as const;

interface PopoverProps {
  /** Its button names it in popoverTarget. */
  readonly id: string;
  readonly label: string;
  readonly width: number;
  /** Made when it opens. */
  readonly children: () => ReactNode;
}

const MARGIN = 8;

export function Popover({ id, label, width, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const place = () => {
    const button = document.querySelector(`[popovertarget="${id}"]`)?.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    if (!button || !box.current) return;
    const shown = Math.min(width, clientWidth - 2 * MARGIN);
    const left = Math.min(button.left, clientWidth - shown - MARGIN);
    box.current.style.width = `${shown}px`;
    box.current.style.left = `${Math.max(MARGIN, left)}px`;
    box.current.style.top = `${button.bottom + 4}px`;
  };
  return (
    <div
      ref={box}
      id={id}
      popover="auto"
      className="popover"
      role="dialog"
      aria-label={label}
      onBeforeToggle={({ newState }) => {
        if (newState === 'open') place();
      }}
      onToggle={({ newState }) => setOpen(newState === 'open')}
    >
      {isOpen ? children() : null}
    </div>
  );
}

export function openPopover(id: string): void {
  const popover = document.getElementById(id);
  if (popover?.matches(':popover-open')) return;
  const button = document.querySelector<HTMLElement>(`[popovertarget="${id}"]`);
  button?.focus();
  button?.click();
}

export function closePopover(id: string): void {
  document.getElementById(id)?.hidePopover();
}
