// Everything that moves, on one canvas over the graph, as a function of virtual time: it pauses and rewinds by itself.

import { useEffect, useRef } from 'react';
import { useStoreApi } from '@xyflow/react';
import { useSession, type Session } from '../../session/index.ts';
import type { Geometry } from './geometry.ts';
import { travelOf, type Surroundings, type Travelling } from './travel.ts';

/** Above this many, one in n is drawn. */
const MOST_PARTICLES = 200;
const RADIUS = 4.5;

export function Particles({ geometry }: { geometry: Geometry }) {
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
      const travels = travelsIn(session, geometry);
      fitToBox(element, context);
      element.dataset.inflight = String(travels.filter(({ type }) => type === 'moving').length);
      const [x, y, zoom] = transform;
      const ratio = devicePixelRatio;
      context.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
      const colours = coloursOf(element);
      for (const travel of travels) drawTravel(context, travel, colours);
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
  }, [flow, geometry]);

  return <canvas ref={canvas} className="particles" aria-hidden="true" />;
}

function travelsIn({ tables, now }: Session, geometry: Geometry): Travelling[] {
  const recent = Object.values(tables.connections).filter(
    ({ closedAt, openedAt }) =>
      openedAt <= now && (closedAt === undefined || closedAt > now - 3_000),
  );
  if (recent.length === 0) return [];
  const world: Surroundings = {
    geometry,
    services: new Map(
      Object.entries(tables.Service).flatMap(([key, { spec }]) =>
        spec.ports.flatMap(({ port, nodePort }): [string, string][] => [
          [`${spec.clusterIP}:${port}`, key],
          ...(nodePort
            ? Object.keys(tables.Node).map((node): [string, string] => [`${node}:${nodePort}`, key])
            : []),
        ]),
      ),
    ),
    pods: new Map(
      Object.entries(tables.sandboxes).map(([key, { ip }]) => [
        ip,
        key.slice(key.indexOf(' ') + 1),
      ]),
    ),
  };
  const oneIn = Math.ceil(recent.length / MOST_PARTICLES);
  return recent
    .filter(({ id }) => id % oneIn === 0)
    .flatMap((connection) => travelOf(connection, now, world) ?? []);
}

interface Colours {
  readonly accent: string;
  readonly bad: string;
  readonly panel: string;
}

function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  return {
    accent: style.getPropertyValue('--accent'),
    bad: style.getPropertyValue('--bad'),
    panel: style.getPropertyValue('--bg1'),
  };
}

function drawTravel(
  context: CanvasRenderingContext2D,
  { type, at, tail, label }: Travelling,
  colours: Colours,
): void {
  if (type === 'moving') {
    context.strokeStyle = colours.accent;
    context.globalAlpha = 0.35;
    context.lineWidth = 5;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(tail.x, tail.y);
    context.lineTo(at.x, at.y);
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = colours.accent;
    context.beginPath();
    context.arc(at.x, at.y, RADIUS, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.fillStyle = colours.panel;
  context.strokeStyle = colours.bad;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(at.x, at.y, 9, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.beginPath();
  context.moveTo(at.x - 3.5, at.y - 3.5);
  context.lineTo(at.x + 3.5, at.y + 3.5);
  context.moveTo(at.x + 3.5, at.y - 3.5);
  context.lineTo(at.x - 3.5, at.y + 3.5);
  context.stroke();
  if (label) drawChip(context, { x: at.x + 16, y: at.y - 11 }, label, colours);
}

function drawChip(
  context: CanvasRenderingContext2D,
  { x, y }: { readonly x: number; readonly y: number },
  label: string,
  colours: Colours,
): void {
  context.font = '11px "Inter Variable"';
  const width = context.measureText(label).width + 16;
  context.fillStyle = colours.panel;
  context.strokeStyle = colours.bad;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y, width, 22, 4);
  context.fill();
  context.stroke();
  context.fillStyle = colours.bad;
  context.textBaseline = 'middle';
  context.fillText(label, x + 8, y + 11.5);
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
