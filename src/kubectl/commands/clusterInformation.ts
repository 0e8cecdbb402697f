// What kubectl says of itself and of the cluster: version, cluster-info, api-versions, config.

import type { Service } from '../../cluster/api/core/v1/objects.ts';
import { apiVersions as knownVersions } from '../knownKinds.ts';
import { fail, formatStatus, isSuccess } from '../failures.ts';
import { print, request, type Program } from '../process.ts';
import type { ByRelease } from '../release.ts';
import { formatYAML } from '../text/yamlText.ts';
import type { Command, Invocation } from './command.ts';

const CLIENT_VERSIONS: ByRelease<string> = {
  'v1.0':
    'version.Info{Major:"1", Minor:"0", GitVersion:"v1.0.0", GitCommit:"cd821444dcf3e1e237b5f3579721440624c9c4fa", GitTreeState:"clean"}',
  'v1.3':
    'version.Info{Major:"1", Minor:"3", GitVersion:"v1.3.0", GitCommit:"283137936a498aed572ee22af6774b6fb6e9fd94", GitTreeState:"clean", BuildDate:"2016-07-01T19:26:38Z", GoVersion:"go1.6.2", Compiler:"gc", Platform:"linux/amd64"}',
};

export const version: Command = {
  name: 'version',
  *run({ args, release }) {
    yield* print(`Client Version: ${CLIENT_VERSIONS[release]}\n`);
    const isClientOnly = args.isOn('client') || args.isOn('c');
    if (isClientOnly) return 0;
    const response = yield* request({ method: 'GET', path: '/version' });
    if (!isSuccess(response)) {
      const reason = `Get ${SERVER}/version: dial tcp 127.0.0.1:8080: getsockopt: connection refused`;
      yield* print(`Couldn't read server version from server: ${reason}\n`);
      return 1;
    }
    yield* print(
      `Server Version: ${formatVersion(response.body as Readonly<Record<string, string>>)}\n`,
    );
    return 0;
  },
};

/** As Go prints the struct with %#v. */
function formatVersion(version: Readonly<Record<string, string>>): string {
  const fields = Object.entries(version).map(
    ([name, value]) => `${name.charAt(0).toUpperCase()}${name.slice(1)}:${JSON.stringify(value)}`,
  );
  return `version.Info{${fields.join(', ')}}`;
}

/** Where kubectl finds the API server when nothing else is configured. */
const SERVER = 'http://localhost:8080';

const GREEN = '\u001b[0;32m';
const YELLOW = '\u001b[0;33m';
const RESET = '\u001b[0m';

export const clusterInfo: Command = { name: 'cluster-info', run: printClusterInfo };

function* printClusterInfo({ args, release }: Invocation): Program {
  const namespace = args.text('namespace') || 'kube-system';
  const response = yield* request({
    method: 'GET',
    path: `/api/v1/namespaces/${namespace}/services`,
    query: { labelSelector: 'kubernetes.io/cluster-service=true' },
  });
  if (!isSuccess(response)) return yield* fail(formatStatus(response));
  yield* print(placeLine('Kubernetes master', SERVER));
  const { items } = response.body as { readonly items: readonly Service[] };
  for (const service of items) {
    const { labels, name } = service.metadata;
    yield* print(placeLine(labels?.['kubernetes.io/name'] || name, linkOf(service)));
  }
  if (release !== 'v1.0') {
    yield* print(
      "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n",
    );
  }
  return 0;
}

/** In colours, whether or not somebody sees them. */
function placeLine(name: string, link: string): string {
  return `${GREEN}${name}${RESET} is running at ${YELLOW}${link}${RESET}\n`;
}

function linkOf({ metadata, spec, status }: Service): string {
  const [ingress] = status.loadBalancer.ingress ?? [];
  if (ingress) {
    const host = ingress.ip || (ingress.hostname ?? '');
    return spec.ports.map(({ port }) => `http://${host}:${port} `).join('');
  }
  return `${SERVER}/api/v1/proxy/namespaces/${metadata.namespace}/services/${metadata.name}`;
}

export const apiVersions: Command = {
  name: 'api-versions',
  *run({ release }) {
    yield* print(
      release === 'v1.0'
        ? 'Available Server Api Versions: v1\n'
        : SERVED.map((each) => `${each}\n`).join(''),
    );
    return 0;
  },
};

/** Of the versions that kubectl knows those that an API server of 1.3 serves. */
const SERVED = knownVersions
  .filter((each) => !/^(authentication|authorization|componentconfig|federation)/.test(each))
  .sort();

export const config: Command = {
  name: 'config',
  *run({ args }) {
    const [verb, name = ''] = args.words;
    if (verb === 'current-context') return yield* fail('error: current-context is not set');
    if (verb === 'get-contexts') {
      yield* print('CURRENT   NAME      CLUSTER   AUTHINFO   NAMESPACE\n');
      return 0;
    }
    if (verb === 'use-context') {
      return yield* fail(`error: no context exists with the name: "${name}".`);
    }
    if (verb !== 'view') {
      return yield* fail(
        `error: this terminal's kubectl has no kubeconfig: "config ${verb ?? ''}" changes nothing`,
      );
    }
    yield* print(formatYAML(EMPTY_CONFIG));
    return 0;
  },
};

const EMPTY_CONFIG = {
  apiVersion: 'v1',
  clusters: [],
  contexts: [],
  'current-context': '',
  kind: 'Config',
  preferences: {},
  users: [],
};
