// The files that a container sees: those that kubelet and Docker write into every container, those of the image, and
// those that were written since, in its own layer or in a volume that it shares with the others of its pod.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Sandbox } from '../network/container.ts';
import type { Subject } from './context.ts';
import { CONTAINER_FILES, containerKey, remove, SANDBOXES, write } from './tables.ts';

interface WrittenFile {
  /** undefined: it was removed. */
  readonly text: string | undefined;
}

/** The text of a file; undefined when there is none of that name outside the image. */
export function readFile(
  view: ClusterView,
  node: string,
  { container, record, pod }: Subject,
  path: string,
): string | undefined {
  const written = view.read<WrittenFile>(
    CONTAINER_FILES,
    fileKey(node, { container, record }, path),
  );
  if (written) return written.text;
  const host = pod.spec.hostNetwork ? node : pod.metadata.name;
  switch (path) {
    case '/etc/hostname':
      return `${host}\n`;
    case '/etc/resolv.conf':
      return view.read<Sandbox>(SANDBOXES, `${node} ${record.pod}`)?.resolvConf;
    case '/etc/hosts':
      return `${HOSTS}${pod.spec.hostNetwork ? '' : `${record.podIP}\t${host}\n`}`;
    default:
      return undefined;
  }
}

const HOSTS = `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
`;

export function writeFile(
  node: string,
  subject: Pick<Subject, 'container' | 'record'>,
  { path, text }: { readonly path: string; readonly text: string | undefined },
): Action {
  const file: WrittenFile = { text };
  return write(CONTAINER_FILES, fileKey(node, subject, path), file);
}

/** Names of the files that were written in a folder. */
export function listFiles(
  view: ClusterView,
  node: string,
  subject: Pick<Subject, 'container' | 'record'>,
  folder: string,
): string[] {
  const prefix = fileKey(node, subject, `${folder}/`);
  const names = view
    .scan<WrittenFile>(CONTAINER_FILES, prefix)
    .filter(([, { text }]) => text !== undefined)
    .map(([key]) => key.slice(prefix.length).replace(/\/.*$/, ''));
  return [...new Set(names)];
}

/** Forgets the files of a container's own layer. */
export function removeFilesOf(view: ClusterView, container: string): Action[] {
  return remove(view, CONTAINER_FILES, `${container} `);
}

/** A path below a volume's mount is the volume's, by the longest mount. */
function fileKey(
  node: string,
  { container, record }: Pick<Subject, 'container' | 'record'>,
  path: string,
): string {
  const mounts = (container.volumeMounts ?? [])
    .map(({ name, mountPath }) => ({ name, mountPath: mountPath.replace(/\/+$/, '') }))
    .filter(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`))
    .sort((one, other) => other.mountPath.length - one.mountPath.length);
  const mount = mounts[0];
  return mount
    ? `${containerKey(node, record.pod, `volume:${mount.name}`)} ${path.slice(mount.mountPath.length)}`
    : `${containerKey(node, record.pod, record.name)} ${path}`;
}
