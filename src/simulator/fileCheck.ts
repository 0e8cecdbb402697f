// What the editor is told about one of its files, as the cluster is now. Nothing is recorded and nothing changes.

import type { Status } from '../cluster/api/meta.ts';
import { catalogue } from '../cluster/images/catalogue.ts';
import type { Process } from '../kubectl/process.ts';
import { checkFile } from './advice/checkFile.ts';
import { liveText } from './advice/liveText.ts';
import type { FileCheck } from './advice/problem.ts';
import { applyLine } from './applyLine.ts';
import type { FileRecord } from './files.ts';
import type { Simulation } from './simulation.ts';

/** `drafts` are texts that are typed but not saved, by file. */
export function checkEditorFile(
  simulation: Simulation,
  path: string,
  drafts: Readonly<Record<string, string>>,
): FileCheck {
  const { machine, history } = simulation;
  const files = history.world.table<FileRecord>('files');
  const saved = files.get(path);
  const text = drafts[path] ?? saved?.text ?? '';
  const others = files
    .entries()
    .filter(([name]) => name !== path && /\.(ya?ml|json)$/.test(name))
    .map(([name, record]) => ({ name, text: drafts[name] ?? record.text }));
  const isSaved = saved !== undefined && text === saved.text;
  const refused = isSaved ? refusalsOf(simulation, path, saved) : [];
  const { nodePortRange, serviceClusterIPRange } = machine.profile;
  return checkFile(
    { name: path, text, others, refused },
    {
      list: (kind) => simulation.objects(kind),
      nodePortRange,
      serviceClusterIPRange,
      images: catalogue,
    },
  );
}

/** A text of the editor with the live values of its fields. */
export function liveTextOf(simulation: Simulation, path: string, text: string): string {
  const { apiServer } = simulation.machine;
  return liveText({ name: path, text }, (kind, namespace, name) =>
    apiServer.get(kind, { namespace, name }),
  );
}

/** What the last Apply of a text was refused. */
function refusalsOf(simulation: Simulation, path: string, file: FileRecord): readonly Status[] {
  const line = applyLine(path);
  const last = simulation.history.world
    .table<Process>('processes')
    .values()
    .findLast((process) => process.line === line);
  return last && file.changedAt <= last.startedAt ? (last.refusals ?? []) : [];
}
