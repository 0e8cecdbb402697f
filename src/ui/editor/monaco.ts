// The slim Monaco with YAML: only the features that manifests need, and one schema for all kinds.
// The YAML service was written for an older Monaco, which made its workers itself: here it is given one.

import * as monaco from 'monaco-editor/editor.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeAction/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/diffEditor/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/suggest/register.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import { configureMonacoYaml } from 'monaco-yaml';
import { manifestSchema } from '../../session/index.ts';
import EditorWorker from './editor.worker.ts?worker';
import YamlWorker from './yaml.worker.ts?worker';

self.MonacoEnvironment = {
  getWorker: (_: string, label: string) =>
    label === 'yaml' ? new YamlWorker() : new EditorWorker(),
};

type WorkerOptions = { label?: string; createData?: unknown };

/** Monaco as monaco-yaml expects it: asking for a worker by label makes one. */
const withWorkers = {
  ...monaco,
  editor: {
    ...monaco.editor,
    createWebWorker: (options: WorkerOptions) => {
      const worker = options.label === 'yaml' ? new YamlWorker() : new EditorWorker();
      worker.postMessage('ignore');
      worker.postMessage(options.createData);
      return monaco.editor.createWebWorker({ ...options, worker });
    },
  },
};

configureMonacoYaml(withWorkers, {
  enableSchemaRequest: false,
  // Mistakes are told by kubectl and the API server themselves, in their own words.
  validate: false,
  schemas: [{ uri: 'orrery://manifest.json', fileMatch: ['*'], schema: manifestSchema() }],
});

export { monaco };
