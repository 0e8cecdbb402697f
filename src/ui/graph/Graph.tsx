// The cluster as a picture: outside on top, services, nodes with their pods at the bottom. React Flow owns the viewport,
// our geometry owns every place, the session owns every status.

import { useEffect, useMemo, useRef } from 'react';
import { ReactFlow, ReactFlowProvider, useReactFlow, type Node as FlowNode } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { pickPlaces, sortedServices, useSession, useShallow } from '../../session/index.ts';
import { Edges } from './Edges.tsx';
import { layOut, type Box, type Geometry } from './geometry.ts';
import { flowTypes } from './items.tsx';
import { Legend } from './Legend.tsx';
import { Particles } from './Particles.tsx';
import { useRovingFocus } from './rovingFocus.ts';
import { ZoomControls } from './ZoomControls.tsx';
import './graph.css';

export function Graph() {
  return (
    <ReactFlowProvider>
      <GraphView />
    </ReactFlowProvider>
  );
}

function GraphView() {
  const geometry = useGeometry();
  const nodes = useMemo(() => flowNodes(geometry), [geometry]);
  const container = useRef<HTMLDivElement>(null);
  useRovingFocus(container);
  useFit(geometry, container);
  return (
    <section className="graph" aria-label="Cluster" id="cluster" ref={container}>
      <ReactFlow
        nodes={nodes}
        edges={[]}
        nodeTypes={flowTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={0.3}
        maxZoom={2}
        proOptions={{ hideAttribution: true }}
      >
        <Edges geometry={geometry} />
      </ReactFlow>
      <Particles geometry={geometry} />
      <Legend />
      <ZoomControls />
    </section>
  );
}

/** The places of everything; a new one only when something came, went or moved to another node. */
function useGeometry(): Geometry {
  const places = useSession(useMemo(pickPlaces, []));
  const services = useSession(
    useShallow(({ tables }) =>
      sortedServices(tables.Service).map(
        ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
      ),
    ),
  );
  const nodes = useSession(useShallow(({ tables }) => Object.keys(tables.Node).sort(byAddress)));
  return useMemo(
    () =>
      layOut({
        services,
        nodes,
        places,
        unscheduled: (places[''] ?? []).filter((key) => key !== undefined),
      }),
    [services, nodes, places],
  );
}

function byAddress(one: string, other: string): number {
  const numbers = (text: string) =>
    text
      .split('.')
      .map((part) => part.padStart(5, '0'))
      .join('.');
  return numbers(one) < numbers(other) ? -1 : 1;
}

function flowNodes(geometry: Geometry): FlowNode[] {
  const item = (id: string, type: string, box: Box, data: Record<string, unknown>) => ({
    id,
    type,
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    data,
    zIndex: type === 'cluster' ? 0 : type === 'pod' || type === 'folded' ? 2 : 1,
  });
  return [
    item('cluster', 'cluster', geometry.cluster, {}),
    item('client', 'client', geometry.client, {}),
    item('controlPlane', 'controlPlane', geometry.controlPlane, {}),
    ...[...geometry.services].map(([key, box]) => item(`service ${key}`, 'service', box, { key })),
    ...geometry.nodes.map((node) => item(`node ${node.name}`, 'node', node, { name: node.name })),
    ...(geometry.unscheduled ? [item('unscheduled', 'unscheduled', geometry.unscheduled, {})] : []),
    ...[...geometry.nodes, ...(geometry.unscheduled ? [geometry.unscheduled] : [])].flatMap(
      (node) => [
        ...node.pods.map((tile) => item(`pod ${tile.key}`, 'pod', tile, { key: tile.key })),
        ...(node.folded
          ? [
              item(`folded ${node.name}`, 'folded', node.folded.box, {
                keys: node.folded.keys,
                node: node.name,
              }),
            ]
          : []),
      ],
    ),
  ];
}

/** Shows the whole cluster at first and whenever its frame or the pane changes, as long as it can be read. */
function useFit(geometry: Geometry, container: React.RefObject<HTMLDivElement | null>): void {
  const flow = useReactFlow();
  const { height } = geometry;
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const fit = () => {
      const { clientWidth, clientHeight } = element;
      const wide = clientWidth / 716;
      const zoom = Math.min(1.25, Math.max(0.74, Math.min(wide, (clientHeight - 44) / height)));
      const x = Math.max(0, (clientWidth - 716 * zoom) / 2);
      void flow.setViewport({ x, y: 0, zoom });
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [flow, container, height]);
}
