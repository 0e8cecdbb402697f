// The calls of the page that are about files of the editor.

import { checkEditorFile, liveTextOf } from '../fileCheck.ts';
import type { HostCall } from '../protocol.ts';
import type { Simulation } from '../simulation.ts';

const methods = ['saveFile', 'renameFile', 'orderFiles', 'check', 'liveText'] as const;

type FileCall = Extract<HostCall, { method: (typeof methods)[number] }>;

export function isFileCall(call: HostCall): call is FileCall {
  return methods.some((method) => method === call.method);
}

/** Its value is the reply. */
export function callOnFile(simulation: Simulation, call: FileCall): unknown {
  switch (call.method) {
    case 'saveFile':
      simulation.submit({ type: 'file', path: call.path, text: call.text });
      return undefined;
    case 'renameFile':
      simulation.submit({ type: 'rename', path: call.path, to: call.to });
      return undefined;
    case 'orderFiles':
      simulation.submit({ type: 'order', paths: call.paths });
      return undefined;
    case 'check':
      return checkEditorFile(simulation, call.path, call.drafts);
    case 'liveText':
      return liveTextOf(simulation, call.path, call.text);
  }
}
