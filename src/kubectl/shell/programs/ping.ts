// ping of iputils on the machines, of BusyBox in containers. Times are virtual: the network is slower than a real one, so that
// one can watch it.

import type { Outcome } from '../../../cluster/network/connection.ts';
import {
  connect,
  Interrupted,
  now,
  print,
  printError,
  sleep,
  type Part,
  type Program,
} from '../../process.ts';
import { resolveHost } from '../hosts.ts';
import { parseOptions } from '../options.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import type { ShellState } from '../state.ts';

const USAGE = `Usage: ping [-aAbBdDfhLnOqrRUvV] [-c count] [-i interval] [-I interface]
            [-m mark] [-M pmtudisc_option] [-l preload] [-p pattern] [-Q tos]
            [-s packetsize] [-S sndbuf] [-t ttl] [-T timestamp_option]
            [-w deadline] [-W timeout] [hop1 ...] destination
`;

const NO_ANSWER = 1;
const MISUSE = 2;

/** A machine that nobody answers for is only known after three seconds: the first packet waits so long. */
const FIRST_WAIT_MS = 4000;

/** Without -c somebody will press ^C; or this ends it. */
const MAX_PACKETS = 3600;

function* ping(call: ProgramCall): Program {
  const options = parseOptions(call.words, { short: 'c:i:w:W:s:qnI:t:4Ov' });
  const isBusybox = call.state.environment.place.pod !== undefined;
  const [host] = typeof options === 'string' ? [] : options.operands;
  if (typeof options === 'string' || host === undefined) {
    yield* printError(typeof options === 'string' ? `ping: ${options}\n${USAGE}` : USAGE);
    return MISUSE;
  }
  const address = yield* resolveHost(call.state, host);
  if (address === undefined) {
    yield* printError(isBusybox ? `ping: bad address '${host}'\n` : `ping: unknown host ${host}\n`);
    return isBusybox ? 1 : MISUSE;
  }
  const count = Number(options.value('c') ?? Infinity);
  const seconds = Number(options.value('i') ?? 1);
  const size = Number(options.value('s') ?? 56);
  const deadline = Number(options.value('w') ?? Infinity);
  if (![count, seconds, size, deadline].every((number) => number >= 0)) {
    yield* printError('ping: bad number of packets to transmit.\n');
    return MISUSE;
  }
  const pinger = new Pinger(call.state, {
    host,
    address,
    count: Math.min(count || 1, MAX_PACKETS),
    intervalMs: Math.max(200, Math.round(seconds * 1000)),
    deadlineMs: deadline * 1000,
    size,
    isQuiet: options.has('q'),
    isBusybox,
  });
  return yield* pinger.run();
}

interface PingOptions {
  readonly host: string;
  readonly address: string;
  readonly count: number;
  readonly intervalMs: number;
  readonly deadlineMs: number;
  readonly size: number;
  readonly isQuiet: boolean;
  readonly isBusybox: boolean;
}

class Pinger {
  private readonly state: ShellState;
  private readonly options: PingOptions;
  private sent = 0;
  private errors = 0;
  private readonly times: number[] = [];

  constructor(state: ShellState, options: PingOptions) {
    this.state = state;
    this.options = options;
  }

  *run(): Program {
    const { host, address, size, isBusybox } = this.options;
    yield* print(
      isBusybox
        ? `PING ${host} (${address}): ${size} data bytes\n`
        : `PING ${host} (${address}) ${size}(${size + 28}) bytes of data.\n`,
    );
    try {
      yield* this.sendAll();
    } catch (signal) {
      if (signal instanceof Interrupted) yield* print(this.statistics());
      throw signal;
    }
    yield* print(`\n${this.statistics()}`);
    return this.times.length > 0 ? 0 : NO_ANSWER;
  }

  private *sendAll(): Part<void> {
    const { count, intervalMs, deadlineMs } = this.options;
    const startedAt = yield* now();
    let waitMs = FIRST_WAIT_MS;
    while (this.sent < count) {
      const at = yield* now();
      if (at - startedAt >= deadlineMs) return;
      this.sent++;
      const outcome = yield* connect({
        from: this.state.environment.place,
        protocol: 'ICMP',
        address: this.options.address,
        port: 0,
        timeoutMs: Math.min(waitMs, Math.max(1, startedAt + deadlineMs - at)),
      });
      yield* this.tell(outcome, (yield* now()) - at);
      if (outcome.type === 'timed out') waitMs = intervalMs;
      const rest = at + intervalMs - (yield* now());
      if (this.sent < count && rest > 0) yield* sleep(rest);
    }
  }

  private *tell(outcome: Outcome, ms: number): Part<void> {
    const { address, size, isQuiet, isBusybox } = this.options;
    if (outcome.type === 'answered') {
      this.times.push(ms);
      if (isQuiet) return;
      const ttl = yield* this.timeToLive();
      const seq = isBusybox ? `seq=${this.sent - 1}` : `icmp_seq=${this.sent}`;
      const time = isBusybox ? ms.toFixed(3) : shortTime(ms);
      yield* print(`${size + 8} bytes from ${address}: ${seq} ttl=${ttl} time=${time} ms\n`);
    } else if (outcome.type === 'no route' && !isBusybox) {
      this.errors++;
      const from = outcome.by ?? address;
      if (!isQuiet) {
        yield* print(`From ${from} icmp_seq=${this.sent} Destination Host Unreachable\n`);
      }
    }
  }

  /** Every machine that sends an answer on takes one from its 64. */
  private *timeToLive(): Part<number> {
    const { node, pod } = this.state.environment.place;
    const { address } = this.options;
    const entries = ((yield { type: 'scan', table: 'podAddresses', prefix: '' }) ??
      []) as readonly (readonly [string, unknown])[];
    const home = entries.find(([key]) => key.endsWith(` ${address}`))?.[0].split(' ')[0];
    const isRemotePod = home !== undefined && home !== node;
    const isRemoteNode = home === undefined && address !== node && !address.startsWith('127.');
    const behindOwnNode = pod !== undefined && (isRemotePod || isRemoteNode);
    return 64 - (isRemotePod ? 1 : 0) - (behindOwnNode ? 1 : 0);
  }

  private statistics(): string {
    const { host, intervalMs, isBusybox } = this.options;
    const { sent, errors, times } = this;
    const lost = sent === 0 ? 0 : Math.floor(((sent - times.length) / sent) * 100);
    const average = times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length);
    const [min, max] = [Math.min(...times), Math.max(...times)];
    if (isBusybox) {
      const shown = [min, average, max].map((ms) => ms.toFixed(3)).join('/');
      return `--- ${host} ping statistics ---\n${sent} packets transmitted, ${times.length} packets received, ${lost}% packet loss\n${times.length === 0 ? '' : `round-trip min/avg/max = ${shown} ms\n`}`;
    }
    const took = Math.max(0, sent - 1) * intervalMs;
    const wrong = errors > 0 ? `+${errors} errors, ` : '';
    const square = times.reduce((sum, ms) => sum + ms * ms, 0) / Math.max(1, times.length);
    const deviation = Math.sqrt(Math.max(0, square - average * average));
    const shown = [min, average, max, deviation].map((ms) => ms.toFixed(3)).join('/');
    return `--- ${host} ping statistics ---\n${sent} packets transmitted, ${times.length} received, ${wrong}${lost}% packet loss, time ${took}ms\n${times.length > 0 ? `rtt min/avg/max/mdev = ${shown} ms\n` : '\n'}`;
  }
}

/** As iputils prints a time: three digits that mean something. */
function shortTime(ms: number): string {
  if (ms >= 100) return String(Math.round(ms));
  return ms >= 10 ? ms.toFixed(1) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(3);
}

export const pingPrograms: Readonly<Record<string, ShellProgram>> = { ping };
