// conntrack -L: what the machine where it runs remembers of the flows that crossed it.

import { CONNTRACK, type Flow } from '../../../cluster/network/conntrack.ts';
import { flowText } from '../../../cluster/network/conntrackText.ts';
import { now, print, printError, type Program } from '../../process.ts';
import type { ProgramCall } from '../program.ts';

const NAME = 'conntrack v1.4.2 (conntrack-tools)';

interface Filter {
  readonly test: (flow: Flow, value: string) => boolean;
}

/** What the options -p, -s ... ask of a flow. */
const FILTERS: Readonly<Record<string, Filter>> = {
  p: { test: (flow, value) => flow.protocol === value.toUpperCase() },
  s: { test: (flow, value) => flow.original.sourceIP === value },
  d: { test: (flow, value) => flow.original.destinationIP === value },
  r: { test: (flow, value) => flow.reply.sourceIP === value },
  q: { test: (flow, value) => flow.reply.destinationIP === value },
  g: { test: (flow, value) => flow.reply.sourceIP === value && isTranslated(flow) },
};

const OPTIONS: Readonly<Record<string, keyof typeof FILTERS>> = {
  '-p': 'p',
  '--proto': 'p',
  '-s': 's',
  '--src': 's',
  '--orig-src': 's',
  '-d': 'd',
  '--dst': 'd',
  '--orig-dst': 'd',
  '-r': 'r',
  '--reply-src': 'r',
  '-q': 'q',
  '--reply-dst': 'q',
  '-g': 'g',
  '--dst-nat': 'g',
};

export function* conntrack({ words, state }: ProgramCall): Program {
  const [command, ...rest] = words;
  if (command === '-D' || command === '--delete' || command === '-F' || command === '--flush') {
    yield* printError(`${NAME}: kube-proxy deletes flows; this conntrack only lists them (-L)\n`);
    return 1;
  }
  if (command !== '-L' && command !== '--dump') {
    const what = command === undefined ? 'missing command' : `unknown arg \`${command}'`;
    yield* printError(
      `${NAME}: ${what}\nTry \`conntrack -h' or 'conntrack --help' for more information.\n`,
    );
    return 2;
  }
  const wanted: ((flow: Flow) => boolean)[] = [];
  for (let at = 0; at < rest.length; at += 2) {
    const [option = '', value] = rest.slice(at);
    if (option === 'conntrack') {
      at--;
      continue;
    }
    const filter = FILTERS[OPTIONS[option] ?? ''];
    if (!filter || value === undefined) {
      const what = filter ? `option \`${option}' requires an argument` : `unknown arg \`${option}'`;
      yield* printError(
        `${NAME}: ${what}\nTry \`conntrack -h' or 'conntrack --help' for more information.\n`,
      );
      return 2;
    }
    wanted.push((flow) => filter.test(flow, value));
  }
  const time = yield* now();
  const prefix = `${state.environment.place.node} `;
  const flows = (yield { type: 'scan', table: CONNTRACK, prefix }) as readonly [string, Flow][];
  const shown = flows
    .map(([, flow]) => flow)
    .filter((flow) => flow.expiresAt > time && wanted.every((test) => test(flow)));
  yield* print(shown.map((flow) => flowText(flow, time)).join(''));
  yield* printError(`${NAME}: ${shown.length} flow entries have been shown.\n`);
  return 0;
}

function isTranslated({ original, reply }: Flow): boolean {
  return original.destinationIP !== reply.sourceIP;
}
