// The YAML language service, under a path of ours, so that the development server bundles it.
import 'monaco-yaml/yaml.worker.js';
