// redis-cli: one command to a server, here or elsewhere, over the network of its container.

import type { Outcome } from '../../network/connection.ts';
import type { Run, Said } from '../../network/program.ts';
import { addressOf, FAILURES } from '../dialing.ts';
import { encodeCommand, readReply, type Reply } from './wire.ts';

const CONNECT_MS = 127_000;

export function redisCli(words: readonly string[], run: Run, stdin = ''): Said {
  const options = new Map<string, string>();
  const args = words.slice(1);
  while (/^-[hpnra]$/.test(args[0] ?? '')) {
    const [flag = '', value = ''] = args.splice(0, 2);
    options.set(flag, value);
  }
  const host = options.get('-h') ?? '127.0.0.1';
  const port = Number(options.get('-p') ?? 6379);
  const command = args.length > 0 ? args : stdin.trim().split(/\s+/);
  if (command[0] === '' || command[0] === undefined) return said('');
  const address = addressOf(host);
  const unreachable = (why: string) =>
    failed(`Could not connect to Redis at ${host}:${port}: ${why}\n`);
  if (address === undefined) return unreachable('Name or service not known');
  const [outcome] = run.outcomes;
  if (!outcome) {
    const payload = encodeCommand(command);
    return {
      ...said(''),
      dial: { protocol: 'TCP', address, port, payload, timeoutMs: CONNECT_MS },
    };
  }
  if (outcome.type === 'answered') return tell(outcome, { run, command });
  const failure = FAILURES[outcome.type];
  return outcome.type === 'reset' ? failed(`Error: ${failure}\n`) : unreachable(failure);
}

function tell(
  { payload = '' }: Extract<Outcome, { type: 'answered' }>,
  { run, command }: { readonly run: Run; readonly command: readonly string[] },
): Said {
  const reply = readReply(payload);
  if (!reply) {
    return failed(
      `Error: Protocol error, got ${JSON.stringify(payload[0] ?? '')} as reply type byte\n`,
    );
  }
  const isRaw = !run.isTerminal || command[0]?.toLowerCase() === 'info';
  return said(isRaw ? `${rawText(reply)}\n` : terminalText(reply));
}

/** Without a terminal: the bare values. */
function rawText(reply: Reply): string {
  switch (reply.type) {
    case 'status':
      return reply.text;
    case 'error':
      return `${reply.text}\n`;
    case 'integer':
      return String(reply.value);
    case 'bulk':
      return reply.text ?? '';
    case 'list':
      return reply.items.map((item) => item ?? '').join('\n');
  }
}

function terminalText(reply: Reply): string {
  switch (reply.type) {
    case 'status':
      return `${reply.text}\n`;
    case 'error':
      return `(error) ${reply.text}\n`;
    case 'integer':
      return `(integer) ${reply.value}\n`;
    case 'bulk':
      return `${quoted(reply.text)}\n`;
    case 'list': {
      const width = String(reply.items.length).length;
      const lines = reply.items.map(
        (item, index) => `${String(index + 1).padStart(width)}) ${quoted(item)}\n`,
      );
      return lines.join('') || '(empty list or set)\n';
    }
  }
}

function quoted(text: string | undefined): string {
  return text === undefined ? '(nil)' : JSON.stringify(text);
}

function said(stdout: string): Said {
  return { stdout, stderr: '', exit: 0 };
}

function failed(stderr: string): Said {
  return { stdout: '', stderr, exit: 1 };
}
