import { expect, test } from 'vitest';
import { checkEditorFile } from '../fileCheck.ts';
import { Simulation } from '../simulation.ts';
import type { ProfileName } from '../settings.ts';

interface Case {
  readonly what: string;
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly profile?: ProfileName;
  /** Run before the file is looked at. */
  readonly lines?: readonly string[];
  /** Line, severity, the beginning of the message, and the titles of the fixes. */
  readonly found: readonly (readonly [number, string, string, ...string[]])[];
}

const rc = (
  image: string,
  port: string | number = 8080,
  app = 'webapp',
) => `kind: ReplicationController
apiVersion: v1
metadata: {name: ${app}}
spec:
  template:
    metadata:
      labels:
        app: ${app}
    spec:
      containers:
      - name: c
        image: ${image}
        ports: [{containerPort: ${port}}]
`;
const service = (spec: string, name = 'webapp') =>
  `kind: Service
apiVersion: v1
metadata:
  name: ${name}
spec:
${spec.replace(/^(?=.)/gm, '  ')}`;
const toWebapp = 'ports:\n- port: 8080\nselector:\n  app: webapp\n';
const endpoints = (name: string, port = '{port: 80}') =>
  `kind: Endpoints\napiVersion: v1\nmetadata:\n  name: ${name}\nsubsets:\n- addresses: [{ip: 1.2.3.4}]\n  ports: [${port}]\n`;

const cases: readonly Case[] = [
  {
    what: 'a selector that finds nothing suggests the nearest label of a pod',
    text: `${rc('tomcat')}---\n${service('ports:\n- port: 8080\nselector:\n  app: webap\n')}`,
    found: [
      [
        23,
        'warning',
        'No pod has app=webap: the Service gets no endpoints. Did you mean app=webapp?',
        'Set app to webapp',
      ],
    ],
  },
  {
    what: 'a selector is looked up in other files, and among live pods',
    text: service('ports:\n- port: 8080\nselector:\n  ap: webapp\n'),
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [
        9,
        'warning',
        'No pod has ap=webapp: the Service gets no endpoints. Did you mean app=webapp?',
        'Rename to app',
      ],
    ],
  },
  {
    what: 'live pods have labels too',
    text: service(toWebapp),
    lines: ['kubectl run webapp --image=tomcat --labels=app=webapp --generator=run/v1', 'sleep 5'],
    found: [],
  },
  {
    what: 'nothing listens at targetPort',
    text: service('ports:\n- port: 80\n  targetPort: 80\nselector:\n  app: webapp\n'),
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [
        8,
        'warning',
        'tomcat listens on 8080: with targetPort 80 requests are refused.',
        'Set targetPort to 8080',
      ],
    ],
  },
  {
    what: 'a missing targetPort is the port',
    text: service('ports:\n- port: 80\nselector:\n  app: webapp\n'),
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [
        7,
        'warning',
        'tomcat listens on 8080: with port (and so targetPort) 80',
        'Set targetPort to 8080',
      ],
    ],
  },
  {
    what: 'a named targetPort that no container has',
    text: service('ports:\n- port: 80\n  targetPort: htp\nselector:\n  app: webapp\n'),
    files: { 'rc.yaml': rc('tomcat', '8080, name: http') },
    found: [
      [
        8,
        'warning',
        'No port of these pods is called htp (they are called http)',
        'Set targetPort to http',
      ],
    ],
  },
  {
    what: 'containerPort is information',
    text: rc('tomcat', 80),
    found: [
      [
        13,
        'hint',
        'tomcat listens on 8080. containerPort is information only: requests to 8080 work, requests to 80 are refused.',
        'Set containerPort to 8080',
      ],
    ],
  },
  {
    what: 'an image that the catalogue does not know serves where containerPort says',
    text: rc('example/thing', 1234),
    found: [],
  },
  {
    what: 'a tag that an image does not have',
    text: rc('tomcat:99'),
    found: [
      [
        12,
        'warning',
        'Tag 99 not found in repository docker.io/library/tomcat',
        'Set image to tomcat',
      ],
    ],
  },
  {
    what: 'Endpoints without a Service',
    text: endpoints('my-servce'),
    files: { 'svc.yaml': service('ports: [{port: 80}]\n', 'my-service') },
    found: [
      [
        4,
        'warning',
        'There is no Service my-servce: nobody sends to these Endpoints. Did you mean my-service?',
        'Set name to my-service',
      ],
    ],
  },
  {
    what: 'a Service without selector and without Endpoints',
    text: service('ports: [{port: 80}]\n'),
    found: [
      [5, 'warning', 'Without a selector nothing fills in endpoints', 'Add Endpoints webapp'],
    ],
  },
  {
    what: 'Endpoints of a Service that has a selector',
    text: `${service(toWebapp)}---\n${endpoints('webapp')}`,
    files: { 'rc.yaml': rc('tomcat') },
    found: [[14, 'warning', 'Service webapp has a selector: the endpoints controller writes over']],
  },
  {
    what: 'ports of Endpoints that have another name than those of the Service',
    text: `${service('ports: [{port: 80, name: web}]\n')}---\n${endpoints('webapp', '{port: 80}')}`,
    found: [
      [
        14,
        'warning',
        'kube-proxy joins ports by name: the Service has web, this one is without a name',
      ],
    ],
  },
  {
    what: 'several ports need names, and each its own',
    text: service(
      'ports:\n- port: 8080\n- port: 8005\n  targetPort: 8080\nselector:\n  app: webapp\n',
    ),
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [7, 'error', 'spec.ports[0].name: Required value', 'Set name to port-1'],
      [8, 'error', 'spec.ports[1].name: Required value', 'Set name to port-2'],
    ],
  },
  {
    what: 'names of Services have 24 letters in 1.3',
    text: service(toWebapp, 'a-service-with-a-long-name'),
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [
        4,
        'error',
        'metadata.name: Invalid value: "a-service-with-a-long-name": must be no more than 24',
        'Set name to a-service-with-a-long-na',
      ],
    ],
  },
  {
    what: 'node ports come from the range of the profile',
    text: service(
      `type: NodePort\nports:\n- port: 8080\n  nodePort: 8081\nselector:\n  app: webapp\n`,
    ),
    files: { 'rc.yaml': rc('tomcat') },
    profile: 'v1.3',
    found: [
      [
        9,
        'error',
        'spec.ports[0].nodePort: Invalid value: 8081: provided port is not in the valid range (30000-32767)',
        'Remove nodePort',
      ],
    ],
  },
  {
    what: 'a node port wants the type NodePort',
    text: service(`ports:\n- port: 8080\n  nodePort: 8081\nselector:\n  app: webapp\n`),
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [
        8,
        'error',
        'spec.ports[0].nodePort: Invalid value: 8081: may not be used when `type`',
        'Set type to NodePort',
        'Remove nodePort',
      ],
    ],
  },
  {
    what: 'cluster addresses come from the range, each once',
    text: `${service('clusterIP: 10.0.0.1\n' + toWebapp)}---\n${service('clusterIP: 169.169.0.1\n' + toWebapp, 'two')}`,
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [
        6,
        'error',
        'spec.clusterIP: Invalid value: "10.0.0.1": provided IP is not in the valid range (169.169.0.0/16)',
        'Remove clusterIP',
      ],
      [
        17,
        'error',
        'spec.clusterIP: Invalid value: "169.169.0.1": provided IP is already allocated',
        'Remove clusterIP',
      ],
    ],
  },
  {
    what: 'a selector that its own template does not match',
    text: rc('tomcat').replace('spec:\n  template', 'spec:\n  selector: {app: web}\n  template'),
    found: [
      [
        8,
        'error',
        'spec.template.metadata.labels: Invalid value: {"app":"webapp"}: `selector` does not match',
        'Label the pods app=web',
      ],
    ],
  },
  {
    what: 'the same object twice in a file',
    text: `${rc('tomcat')}---\n${rc('tomcat')}`,
    found: [[17, 'warning', 'Line 3 has ReplicationController webapp already']],
  },
  {
    what: 'two controllers that count the same pods',
    text: rc('tomcat').replace('{name: webapp}', '{name: other}'),
    files: { 'rc.yaml': rc('tomcat') },
    found: [[7, 'warning', 'app=webapp also finds the pods of ReplicationController webapp']],
  },
  {
    what: 'no replicas, and a status',
    text: rc('tomcat').replace('spec:\n', 'status:\n  replicas: 3\nspec:\n  replicas: 0\n'),
    found: [
      [4, 'hint', 'status is dropped', 'Remove status'],
      [7, 'hint', '0 replicas', 'Set replicas to 1'],
    ],
  },
  {
    what: 'a namespace that is not there',
    text: rc('tomcat').replace('{name: webapp}', '\n  name: webapp\n  namespace: defualt'),
    found: [
      [
        5,
        'error',
        'metadata.namespace: namespaces "defualt" not found',
        'Set namespace to default',
      ],
    ],
  },
  {
    what: 'unknown fields say what they may have been',
    text: rc('tomcat').replace('image:', 'imaeg:'),
    found: [
      [
        12,
        'error',
        'spec.template.spec.containers[0].imaeg: found invalid field imaeg for v1.Container',
        'Rename to image',
      ],
    ],
  },
  {
    what: 'unknown kinds and versions',
    text: `kind: Servce\napiVersion: v1\nmetadata: {name: a}\n---\nkind: Service\napiVersion: v2\nmetadata: {name: a}\nspec: {ports: [{port: 80}], selector: {app: webapp}}\n`,
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [1, 'error', "kind: couldn't find type: v1.Servce", 'Set kind to Service'],
      [6, 'error', 'apiVersion: API version "v2" isn\'t supported', 'Set apiVersion to v1'],
    ],
  },
  {
    what: 'a number where a text is wanted',
    text: rc('tomcat').replace('app: webapp', 'app: 1'),
    found: [
      [8, 'error', 'spec.template.metadata.labels.app: json: expect char', 'Put 1 in quotes'],
    ],
  },
  {
    what: 'tabs, and lines that slipped',
    text: 'kind: Service\n\tapiVersion: v1\n',
    found: [
      [
        2,
        'error',
        'yaml: line 1: found a tab character',
        'Indent with blanks',
        'Move apiVersion to column 1',
      ],
    ],
  },
  {
    what: 'mistakes in the second document stand on their line of the file',
    text: `${rc('tomcat')}---\nkind: Service\n apiVersion: v1\n`,
    found: [
      [16, 'error', 'yaml: line 1: mapping values are not allowed', 'Move apiVersion to column 1'],
    ],
  },
  {
    what: 'items of a List have their places',
    text: `kind: List\napiVersion: v1\nitems:\n- kind: Service\n  apiVersion: v1\n  metadata:\n    name: A\n  spec:\n    ports: [{port: 8080}]\n    selector: {app: webapp}\n`,
    files: { 'rc.yaml': rc('tomcat') },
    found: [
      [7, 'error', 'metadata.name: Invalid value: "A": must match the regex', 'Set name to a'],
    ],
  },
];

test.each(cases)('$what', ({ text, files, profile, lines, found }) => {
  const simulation = new Simulation({
    files: { 'open.yaml': text, ...files },
    ...(profile ? { profile } : {}),
  });
  for (const line of lines ?? []) simulation.run(line);
  const { problems } = checkEditorFile(simulation, 'open.yaml', {});
  const seen = problems.map(({ range, severity, message, fixes }) => [
    range.startLineNumber,
    severity,
    message,
    ...fixes.map(({ title }) => title),
  ]);
  expect(seen).toEqual(
    found.map(([line, severity, message, ...fixes]) => [
      line,
      severity,
      expect.stringMatching(new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)),
      ...fixes,
    ]),
  );
});
