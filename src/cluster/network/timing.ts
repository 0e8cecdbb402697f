// How long a packet is on its way. Slower than real networks, so that one can watch it.

/** From a program to the rules of its node, and over a bridge. */
export const LOCAL_HOP_MS = 100;

/** From one machine to another. */
export const REMOTE_HOP_MS = 200;

/** From a request at the socket to its response. */
export const ANSWER_MS = 60;

/** The kernel gives up connecting: six retries of the SYN. */
export const CONNECT_TIMEOUT_MS = 127_000;

/** The kernel gives up sending on an open connection: 15 retries. */
export const RETRANSMIT_TIMEOUT_MS = 924_600;

/** A program that sent a datagram or an echo request and said no time of its own waits so long. */
export const DATAGRAM_WAIT_MS = 10_000;

/** Nobody answers ARP. */
export const UNREACHABLE_MS = 3_000;
