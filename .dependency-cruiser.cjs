// The import table of ARCHITECTURE.md. `npm test` fails on any import that it does not allow.

/** Folder -> what it may import besides itself. */
const table = {
  engine: [],
  'cluster/api': ['engine'],
  'cluster/network': ['cluster/api', 'cluster/apiserver/client', 'engine'],
  'cluster/apiserver': ['cluster/api', 'cluster/network/connection', 'engine'],
  kubectl: ['cluster/api', 'cluster/apiserver/client', 'cluster/network', 'engine'],
  simulator: ['kubectl', 'cluster', 'engine'],
  lessons: ['simulator', 'cluster/api'],
  session: ['simulator', 'lessons', 'cluster/api'],
  ui: ['session', 'cluster/api'],
};

const TESTS = '\\.test\\.ts$';

const direction = Object.entries(table).map(([folder, allowed]) => ({
  name: `${folder.replaceAll('/', '-')}-imports`,
  comment: `src/${folder} may import ${allowed.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: TESTS },
  to: {
    path: '^src/',
    pathNot: [folder, ...allowed].map((each) => `^src/${each}(/|\\.ts$)`),
  },
}));

const COMPONENT = '(scheduler|controllers/[^/]+|kubelet|images|proxy|dns|ingress)';

/** Only `folders` may import these packages. */
function onlyIn(folders, packages) {
  return {
    name: `${packages[0].replaceAll(/[^a-z]/g, '')}-only-in-${folders[0].replaceAll('/', '-')}`,
    severity: 'error',
    from: { path: '^src/', pathNot: [TESTS, ...folders.map((each) => `^src/${each}`)] },
    to: { path: `node_modules/(${packages.join('|')})/` },
  };
}

module.exports = {
  forbidden: [
    ...direction,
    {
      name: 'components-apart',
      comment: 'Components meet only in API objects: they never import one another.',
      severity: 'error',
      from: { path: `^src/cluster/${COMPONENT}/`, pathNot: TESTS },
      to: {
        path: '^src/',
        pathNot: [
          '^src/cluster/$1/',
          '^src/cluster/(api|network)/',
          '^src/cluster/apiserver/(client|eventRecorder)\\.ts$',
          '^src/engine/',
        ],
      },
    },
    {
      name: 'packages-of-other-folders',
      comment: 'ui and session are entered by their index; the simulator too, except by its hosts.',
      severity: 'error',
      from: { path: '^src/(ui|session)/', pathNot: TESTS },
      to: { path: '^src/(simulator|session)/', pathNot: ['/index\\.ts$', '^src/$1/'] },
    },
    onlyIn(
      ['ui/', 'main\\.tsx'],
      [
        'react',
        'react-dom',
        '@xyflow',
        'monaco-editor',
        'monaco-yaml',
        '@xterm',
        'lucide-react',
        'cmdk',
      ],
    ),
    onlyIn(['session/'], ['zustand']),
    {
      name: 'node-only-in-host',
      severity: 'error',
      from: { path: '^src/', pathNot: [TESTS, '^src/simulator/host/'] },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', TESTS] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.css'] },
  },
};
