// Monaco's own worker, under a path of ours, so that the development server bundles it.
import 'monaco-editor/editor/editor.worker.js';
