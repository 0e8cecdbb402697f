// One Tab stop for the whole graph: arrows go to the nearest thing in that direction, [ and ] to the pod before and after.

import { useEffect, type RefObject } from 'react';
import { useReactFlow } from '@xyflow/react';
import { reveal } from './viewport.ts';

const ITEM = '[data-graph-item]';

export function useRovingFocus(container: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || !target.matches(ITEM)) return;
      makeStop(element, target);
      scrollHome(target, element);
      if (target.matches(':focus-visible')) reveal(flow, element, target);
    };
    const onKey = (event: KeyboardEvent) => {
      const from = document.activeElement;
      if (!(from instanceof HTMLElement) || !from.matches(ITEM) || event.altKey) return;
      const to = event.ctrlKey || event.metaKey ? undefined : nextItem(element, from, event.key);
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      to.focus({ preventScroll: true });
    };
    const ensureStop = () => {
      const items = itemsIn(element);
      const current = items.find(({ tabIndex }) => tabIndex === 0);
      if (!current && items[0]) makeStop(element, items[0]);
    };
    ensureStop();
    const observer = new MutationObserver(ensureStop);
    observer.observe(element, { childList: true, subtree: true });
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  }, [container, flow]);
}

/** A browser scrolls to what gets the focus; here the viewport moves instead. */
function scrollHome(item: HTMLElement, element: HTMLElement): void {
  for (let parent = item.parentElement; parent; parent = parent.parentElement) {
    parent.scrollTop = 0;
    parent.scrollLeft = 0;
    if (parent === element) return;
  }
}

function itemsIn(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(ITEM)];
}

function makeStop(element: HTMLElement, stop: HTMLElement): void {
  for (const item of itemsIn(element)) item.tabIndex = item === stop ? 0 : -1;
}

function nextItem(element: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const items = itemsIn(element);
  if (key === '[' || key === ']') {
    const pods = items.filter((item) => item.classList.contains('pod'));
    const at = pods.indexOf(from);
    const step = key === ']' ? 1 : -1;
    return at < 0 ? pods[0] : pods[(at + step + pods.length) % pods.length];
  }
  const direction = DIRECTIONS[key];
  return direction ? nearest(items, from, direction) : undefined;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The item whose middle lies in a direction, preferring what is straight ahead. */
function nearest(
  items: readonly HTMLElement[],
  from: HTMLElement,
  [dx, dy]: readonly [number, number],
): HTMLElement | undefined {
  const start = middleOf(from);
  let best: HTMLElement | undefined;
  let bestDistance = Infinity;
  for (const item of items) {
    if (item === from) continue;
    const { x, y } = middleOf(item);
    const ahead = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    if (ahead < 4) continue;
    const distance = ahead + aside * 2;
    if (distance < bestDistance) {
      best = item;
      bestDistance = distance;
    }
  }
  return best;
}

function middleOf(element: HTMLElement): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
