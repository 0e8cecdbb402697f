// Everything that moves, on one canvas over the graph, as a function of virtual time: it pauses and rewinds by itself.

import { useEffect, useRef } from 'react';
import { useStoreApi } from '@xyflow/react';
import { useSession, type Connection, type Session } from '../../session/index.ts';
import type { Point } from './geometry.ts';
import { isAtRest, trailOf } from './travel.ts';
import type { Surroundings } from './useSurroundings.ts';

/** Above this many, one in n is drawn. */
const MOST_PARTICLES = 24;
const RADIUS = 4.5;

export function Particles({ surroundings }: { surroundings: Surroundings }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    let scheduled = 0;
    const draw = () => {
      scheduled = 0;
      const session = useSession.getState();
      const { transform } = flow.getState();
      const open = openConnections(session);
      fitToBox(element, context);
      element.dataset.inflight = String(open.length);
      if (open.length === 0 || session.isCalm) return;
      const [x, y, zoom] = transform;
      const ratio = devicePixelRatio;
      context.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
      const colour = getComputedStyle(element).color;
      for (const trail of trailsIn(open, session.now, surroundings)) {
        drawTrail(context, trail, colour);
      }
    };
    const schedule = () => {
      if (scheduled === 0) scheduled = requestAnimationFrame(draw);
    };
    schedule();
    const unsubscribes = [
      useSession.subscribe((session, before) => {
        const isSame =
          session.now === before.now &&
          session.theme === before.theme &&
          session.tables === before.tables;
        if (!isSame) schedule();
      }),
      flow.subscribe((state, before) => {
        if (state.transform !== before.transform) schedule();
      }),
    ];
    const observer = new ResizeObserver(schedule);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(scheduled);
      for (const unsubscribe of unsubscribes) unsubscribe();
      observer.disconnect();
    };
  }, [flow, surroundings]);

  return <canvas ref={canvas} className="particles" aria-hidden="true" />;
}

/** Requests that are under way; a lot of them are drawn one in so many. */
function trailsIn(open: readonly Connection[], now: number, surroundings: Surroundings) {
  const oneIn = Math.ceil(open.length / MOST_PARTICLES);
  return open
    .filter(({ id }) => id % oneIn === 0)
    .flatMap((connection) => {
      const trail = trailOf(connection, now, surroundings);
      return trail ? [trail] : [];
    });
}

function openConnections({ tables, now }: Session): Connection[] {
  return Object.values(tables.connections).filter(
    (connection) =>
      connection.stage !== 'closed' && connection.openedAt <= now && !isAtRest(connection),
  );
}

function drawTrail(
  context: CanvasRenderingContext2D,
  trail: readonly Point[],
  colour: string,
): void {
  const [first, ...rest] = trail;
  const head = trail.at(-1);
  if (!first || !head) return;
  context.strokeStyle = colour;
  context.globalAlpha = 0.35;
  context.lineWidth = 5;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const { x, y } of rest) context.lineTo(x, y);
  context.stroke();
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.beginPath();
  context.arc(head.x, head.y, RADIUS, 0, 2 * Math.PI);
  context.fill();
}

function fitToBox(element: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  const width = Math.round(element.clientWidth * devicePixelRatio);
  const height = Math.round(element.clientHeight * devicePixelRatio);
  if (element.width !== width || element.height !== height) {
    element.width = width;
    element.height = height;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
}
