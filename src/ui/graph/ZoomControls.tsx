import { useReactFlow, useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';

export function ZoomControls() {
  const flow = useReactFlow();
  const zoom = useStore(({ transform }) => transform[2]);
  return (
    <div className="zoom">
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Zoom out"
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
        onClick={() => void flow.fitView({ padding: 0.05 })}
      >
        <Maximize size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
