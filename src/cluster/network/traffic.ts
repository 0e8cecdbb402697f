// How many packets and bytes a request and its answer are, as iptables counts them: IPv4 headers included, Ethernet's not.

import { byteLength } from '../api/goJson.ts';
import type { Connection, HttpRequest, HttpResponse, TransportProtocol } from './connection.ts';
import type { Amount } from './counters.ts';

/** A SYN has options that later packets have not. */
const SYN_BYTES = 60;
const TCP_HEADER_BYTES = 52;
const RESET_BYTES = 40;
const UDP_HEADER_BYTES = 28;
/** ping's 56 bytes of data. */
const ECHO_BYTES = 84;
/** Most data in one packet: 1,500 bytes less the headers. */
const SEGMENT_BYTES = 1_448;

/** The first packet of a flow: the only one that walks table nat. */
export function firstPacket(protocol: TransportProtocol, payload = ''): Amount {
  if (protocol === 'TCP') return { packets: 1, bytes: SYN_BYTES };
  return protocol === 'UDP'
    ? { packets: 1, bytes: UDP_HEADER_BYTES + payload.length }
    : { packets: 1, bytes: ECHO_BYTES };
}

/** A packet of an open connection that carries a request. */
export function requestPacket(connection: Connection): Amount {
  const { payload, packet } = connection;
  if (packet.protocol !== 'TCP') return firstPacket(packet.protocol, payload);
  return segments(sentBytes(connection) ?? 0);
}

/** What is said over TCP; undefined when it is only opened and closed. */
function sentBytes({ request, payload }: Connection): number | undefined {
  return request ? requestBytes(request) : payload === undefined ? undefined : byteLength(payload);
}

/** What else the one who asked sends until the connection is over or waits: see `firstPacket` and `requestPacket`. */
export function sentAfterwards(connection: Connection): Amount {
  const { packet, carried, keepAlive } = connection;
  const bytes = sentBytes(connection);
  if (packet.protocol !== 'TCP') return { packets: 0, bytes: 0 };
  const isFirst = carried === 0;
  return sum([
    ...(isFirst ? [bare(1)] : []), // The handshake's third packet.
    ...(isFirst && bytes !== undefined ? [segments(bytes)] : []),
    ...(bytes === undefined ? [] : [bare(1)]), // Acknowledges the answer.
    ...(keepAlive ? [] : [bare(2)]), // Closes, and acknowledges that the other side does.
  ]);
}

/** What comes back. */
export function received({ outcome, packet, carried, keepAlive }: Connection): Amount {
  if (outcome?.type !== 'answered') return { packets: 1, bytes: RESET_BYTES };
  if (packet.protocol !== 'TCP') {
    return firstPacket(packet.protocol, outcome.payload ?? '');
  }
  const { response, payload } = outcome;
  const bytes = response
    ? responseBytes(response)
    : payload === undefined
      ? undefined
      : byteLength(payload);
  return sum([
    ...(carried === 0 ? [{ packets: 1, bytes: SYN_BYTES }] : []),
    ...(bytes === undefined ? [] : [bare(1), segments(bytes)]),
    ...(keepAlive ? [] : [bare(1)]),
  ]);
}

function bare(packets: number): Amount {
  return { packets, bytes: packets * TCP_HEADER_BYTES };
}

function segments(bytes: number): Amount {
  const packets = Math.max(1, Math.ceil(bytes / SEGMENT_BYTES));
  return { packets, bytes: bytes + packets * TCP_HEADER_BYTES };
}

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (all, { packets, bytes }) => ({ packets: all.packets + packets, bytes: all.bytes + bytes }),
    { packets: 0, bytes: 0 },
  );
}

function requestBytes({ method, path, headers, body = '' }: HttpRequest): number {
  const line = `${method} ${path} HTTP/1.1\r\n`;
  return line.length + headerBytes(headers) + body.length;
}

function responseBytes({ status, reason, headers, body }: HttpResponse): number {
  const line = `HTTP/1.1 ${status} ${reason}\r\n`;
  return line.length + headerBytes(headers) + body.length;
}

/** With the line breaks, and the empty line behind the last. */
function headerBytes(headers: HttpRequest['headers']): number {
  return headers.reduce((bytes, [name, value]) => bytes + name.length + value.length + 4, 2);
}
