// Which part of the graph one sees. Its text is never scaled below its size: what does not fit is reached by panning.

import { useSession } from '../../session/index.ts';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useReactFlow, type ReactFlowInstance } from '@xyflow/react';
import { WIDTH } from './geometry.ts';

export const LEAST_ZOOM = 1;
const MOST_FIT_ZOOM = 1.25;
/** The legend lies over the lower end. */
const LEGEND_HEIGHT = 40;
const FOLLOW_MS = 320;
const EDGE = 12;

interface Pane {
  readonly width: number;
  readonly height: number;
}

function fittingZoom(pane: Pane, height: number): number {
  const fits = Math.min(pane.width / WIDTH, (pane.height - LEGEND_HEIGHT) / height);
  return Math.min(MOST_FIT_ZOOM, Math.max(LEAST_ZOOM, fits));
}

/** Shows the upper end of the graph as large as fits. */
export function fitGraph(flow: ReactFlowInstance, element: HTMLElement, height: number): void {
  const pane = { width: element.clientWidth, height: element.clientHeight };
  const zoom = fittingZoom(pane, height);
  const x = Math.max(0, (pane.width - WIDTH * zoom) / 2);
  void flow.setViewport({ x, y: 0, zoom });
}

/** Fits the graph at first and when its pane changes; when it grows, only as far as it has to. */
export function useFit(height: number, container: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  const latest = useRef(height);
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => fitGraph(flow, element, latest.current));
    observer.observe(element);
    return () => observer.disconnect();
  }, [flow, container]);
  useEffect(() => {
    latest.current = height;
    const element = container.current;
    if (!element) return;
    const pane = { width: element.clientWidth, height: element.clientHeight };
    const { zoom } = flow.getViewport();
    if (zoom > fittingZoom(pane, height) && zoom <= MOST_FIT_ZOOM) fitGraph(flow, element, height);
  }, [flow, container, height]);
}

/** It still counts as moving so long after it has come to rest, ms. */
const REST_MS = 200;

/** Whether the graph is being panned or zoomed. */
export function useMoving() {
  const [isMoving, setMoving] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const startMoving = useCallback(() => {
    clearTimeout(timer.current);
    setMoving(true);
  }, []);
  const endMoving = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setMoving(false), REST_MS);
  }, []);
  return { isMoving, startMoving, endMoving };
}

/** Pans so far that an item is in sight. */
export function reveal(flow: ReactFlowInstance, container: HTMLElement, item: HTMLElement): void {
  const pane = container.getBoundingClientRect();
  const box = item.getBoundingClientRect();
  const dx = shift(box.left - pane.left, box.right - pane.left, pane.width);
  const dy = shift(box.top - pane.top, box.bottom - pane.top, pane.height - LEGEND_HEIGHT);
  if (dx === 0 && dy === 0) return;
  const { x, y, zoom } = flow.getViewport();
  const isStill = useSession.getState().isCalm;
  void flow.setViewport(
    { x: x + dx, y: y + dy, zoom },
    isStill ? undefined : { duration: FOLLOW_MS },
  );
}

function shift(start: number, end: number, room: number): number {
  if (start < EDGE) return EDGE - start;
  return end > room - EDGE ? Math.max(room - EDGE - end, EDGE - start) : 0;
}
