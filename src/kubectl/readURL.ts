// -f http://...: a file that is read over the simulated network, as kubectl 1.3 reads it: once, and only when it is there.

import { isIPv4 } from '../cluster/api/addresses.ts';
import type { Outcome, Place } from '../cluster/network/connection.ts';
import { connect, type Part } from './process.ts';

const URL_FORM = /^(https?):\/\/([^/:]*)(?::(\d+))?(\/.*)?$/;
const TIMEOUT_MS = 30_000;

export function isURL(path: string): boolean {
  return URL_FORM.test(path);
}

/** Its text; or what kubectl says instead. */
export function* readURL(
  url: string,
  from: Place,
): Part<{ readonly text: string } | { readonly problem: string }> {
  const [, scheme, host = '', port, path = '/'] = URL_FORM.exec(url) ?? [];
  const address = host === 'localhost' ? '127.0.0.1' : host;
  if (!isIPv4(address)) return cannotConnect(`: lookup ${host}: no such host`);
  const number = Number(port ?? (scheme === 'https' ? 443 : 80));
  const authority = port === undefined ? host : `${host}:${port}`;
  const headers = [
    ['Host', authority],
    ['User-Agent', 'Go-http-client/1.1'],
    ['Accept-Encoding', 'gzip'],
  ] as const;
  const outcome = yield* connect({
    from,
    protocol: 'TCP',
    address,
    port: number,
    timeoutMs: TIMEOUT_MS,
    ...(scheme === 'https' ? {} : { request: { method: 'GET', path, headers } }),
  });
  if (outcome.type === 'answered' && outcome.response) {
    const { status, reason, body } = outcome.response;
    if (status === 200) return { text: body };
    const problem = `unable to read URL ${JSON.stringify(url)}, server reported ${status} ${status} ${reason}`;
    return { problem };
  }
  if (outcome.type === 'refused') {
    return {
      problem: `The connection to the server ${authority} was refused - did you specify the right host or port?`,
    };
  }
  return cannotConnect(` ${address}:${number}: ${reasonOf(outcome)}`);
}

function cannotConnect(what: string): { readonly problem: string } {
  return { problem: `Unable to connect to the server: dial tcp${what}` };
}

function reasonOf({ type }: Outcome): string {
  if (type === 'no route') return 'getsockopt: no route to host';
  return type === 'timed out' ? 'i/o timeout' : 'getsockopt: connection reset by peer';
}
