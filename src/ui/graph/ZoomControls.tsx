import { useReactFlow, useStore } from '@xyflow/react';
import type { RefObject } from 'react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { fitGraph, LEAST_ZOOM } from './viewport.ts';

interface Props {
  readonly container: RefObject<HTMLElement | null>;
  readonly height: number;
}

export function ZoomControls({ container, height }: Props) {
  const flow = useReactFlow();
  const zoom = useStore(({ transform }) => transform[2]);
  return (
    <div className="zoom">
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Zoom out"
        disabled={zoom <= LEAST_ZOOM}
        title={zoom <= LEAST_ZOOM ? 'Smaller than this one could not read it' : undefined}
        onClick={() => void flow.zoomOut()}
      >
        <Minus size={14} aria-hidden="true" />
      </button>
      <span className="percent">{Math.round(zoom * 100)}%</span>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Zoom in"
        onClick={() => void flow.zoomIn()}
      >
        <Plus size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Fit the graph"
        onClick={() => {
          if (container.current) fitGraph(flow, container.current, height);
        }}
      >
        <Maximize size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
