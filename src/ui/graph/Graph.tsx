// The cluster as a picture: outside on top, services, nodes with their pods at the bottom. React Flow owns the viewport,
// our geometry owns every place, the session owns every status.

import { useMemo, useRef } from 'react';
import { ReactFlow, ReactFlowProvider, type Node as FlowNode } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { drawnServices, pickPlaces, useSession, useShallow } from '../../session/index.ts';
import { Edges } from './Edges.tsx';
import { layOut, WIDTH, type Box, type Geometry } from './geometry.ts';
import { flowTypes } from './items.tsx';
import { ItemMenu } from './ItemMenu.tsx';
import { Legend } from './Legend.tsx';
import { LostRequests } from './LostRequests.tsx';
import { Particles } from './Particles.tsx';
import { useRovingFocus } from './rovingFocus.ts';
import { useSurroundings } from './useSurroundings.ts';
import { LEAST_ZOOM, useFit, useMoving } from './viewport.ts';
import { ZoomControls } from './ZoomControls.tsx';
import './graph.css';
import './items.css';
import './pods.css';

export function Graph() {
  return (
    <ReactFlowProvider>
      <GraphView />
    </ReactFlowProvider>
  );
}

/** One can pan so far past the graph. */
const MARGIN = 160;

function GraphView() {
  const geometry = useGeometry();
  const surroundings = useSurroundings(geometry);
  const nodes = useMemo(() => flowNodes(geometry), [geometry]);
  const container = useRef<HTMLDivElement>(null);
  useRovingFocus(container);
  useFit(geometry.height, container);
  const { isMoving, startMoving, endMoving } = useMoving();
  return (
    <ItemMenu>
      <section
        className={`graph ${geometry.isDotted ? 'dotted' : ''} ${isMoving ? 'moving' : ''}`}
        aria-label="Cluster"
        id="cluster"
        tabIndex={-1}
        ref={container}
      >
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
          panOnScroll
          minZoom={LEAST_ZOOM}
          maxZoom={2}
          translateExtent={[
            [-MARGIN, -MARGIN],
            [WIDTH + MARGIN, geometry.height + MARGIN],
          ]}
          onMoveStart={startMoving}
          onMoveEnd={endMoving}
          proOptions={{ hideAttribution: true }}
        >
          <Edges surroundings={surroundings} />
          <LostRequests surroundings={surroundings} />
        </ReactFlow>
        <Particles surroundings={surroundings} />
        <Legend />
        <ZoomControls container={container} height={geometry.height} />
      </section>
    </ItemMenu>
  );
}

/** The places of everything; a new one only when something came, went or moved to another node. */
function useGeometry(): Geometry {
  const places = useSession(useMemo(pickPlaces, []));
  const unfolded = useSession((session) => session.unfolded);
  const services = useSession((session) => drawnServices(session).keys);
  const moreServices = useSession((session) => drawnServices(session).more);
  const nodes = useSession(useShallow(({ tables }) => Object.keys(tables.Node).sort(byAddress)));
  return useMemo(
    () => layOut({ services, moreServices, nodes, places, unfolded }),
    [services, moreServices, nodes, places, unfolded],
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

function flowNodes({ isDotted, waiting, ...geometry }: Geometry): FlowNode[] {
  const item = (id: string, type: string, box: Box, data: Record<string, unknown>): FlowNode => ({
    id,
    type,
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    data,
    // Lines run over the frame and the nodes, and under all else.
    zIndex: type === 'cluster' || type === 'node' ? 0 : 1,
  });
  return [
    item('cluster', 'cluster', geometry.cluster, { isWaiting: waiting !== undefined }),
    item('client', 'client', geometry.client, {}),
    item('rollout', 'rollout', geometry.rollout, {}),
    item('controlPlane', 'controlPlane', geometry.controlPlane, {}),
    ...[...geometry.services].map(([key, box]) => item(`service ${key}`, 'service', box, { key })),
    ...(geometry.moreServices
      ? [
          item('moreServices', 'moreServices', geometry.moreServices.box, {
            count: geometry.moreServices.count,
          }),
        ]
      : []),
    ...(waiting?.pods ?? []).map((tile) =>
      item(`pod ${tile.key}`, 'chip', tile, { key: tile.key }),
    ),
    ...(waiting?.more
      ? [item('moreChips', 'moreChips', waiting.more.box, { count: waiting.more.count })]
      : []),
    ...geometry.nodes.map((node) => item(`node ${node.name}`, 'node', node, { node, isDotted })),
    ...geometry.nodes.flatMap(({ name, pods, folded, fold }) => [
      ...(isDotted
        ? []
        : pods.map((tile) => item(`pod ${tile.key}`, 'pod', tile, { key: tile.key }))),
      ...(folded
        ? [item(`folded ${name}`, 'folded', folded.box, { keys: folded.keys, node: name })]
        : []),
      ...(fold ? [item(`fold ${name}`, 'fold', fold, { node: name })] : []),
    ]),
  ];
}
