// The image kubeguide/guestbook-php-frontend: Apache on port 80 with the book's guest book page, which keeps its messages in
// Redis.

import { addressOf, FAILURES } from './dialing.ts';
import { clockAt } from './clock.ts';
import type { Asking, Program, Server } from '../network/program.ts';
import { page, type Page } from './httpServer.ts';
import { encodeCommand, readReply } from './redis/wire.ts';
import { failToListen, listen, playTimeline, print } from './timeline.ts';

const SOFTWARE = 'Apache/2.4.10 (Debian) PHP/5.6.12';
const START_MS = 400;

export const guestbookFrontend: Program = {
  name: 'guestbook-php-frontend',
  stopMs: 300,
  stopCode: 0,
  portTaken: ({ port }, at) =>
    failToListen(at, [
      `(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:${port}`,
      'no listening sockets available, shutting down',
      'AH00015: Unable to open logs',
    ]),
  play: (run) =>
    playTimeline(run, [
      {
        afterMs: START_MS,
        acts: (at) => [
          listen({ port: 80 }),
          print(at, `AH00163: ${SOFTWARE} configured -- resuming normal operations`, 'stderr'),
          print(at, "AH00094: Command line: 'apache2 -D FOREGROUND'", 'stderr'),
        ],
      },
    ]),
  respond(request, server) {
    const [path = '/', query = ''] = request.path.split('?');
    const found = find(path, query, server);
    if ('dial' in found) return found;
    const { day, month, year, time } = clockAt(server.now);
    const { clientIP = '-' } = server;
    const line = `${clientIP} - - [${day}/${month}/${year}:${time} +0000] "${request.method} ${request.path} HTTP/1.1" ${found.status ?? 200} ${found.body.length} "-" "-"`;
    return page(server, { ...found, software: SOFTWARE, log: [line] });
  },
};

type Found = Pick<Page, 'status' | 'reason' | 'body' | 'contentType'>;

function find(path: string, query: string, server: Server): Found | Asking {
  if (path === '/' || path === '/index.html') return { body: PAGE, contentType: 'text/html' };
  if (path === '/guestbook.php') return runGuestbook(fieldsOf(query), server);
  return { status: 404, reason: 'Not Found', body: NOT_FOUND, contentType: 'text/html' };
}

/** guestbook.php: writes to redis-master, reads from redis-slave. */
function runGuestbook(fields: ReadonlyMap<string, string>, server: Server): Found | Asking {
  const command = fields.get('cmd');
  if (command === undefined) {
    return { body: '<title>phpinfo()</title>\n', contentType: 'text/html' };
  }
  const isSet = command === 'set';
  const host = hostOf(isSet ? 'redis-master' : 'redis-slave', server);
  const url = `tcp://${host}:6379`;
  const address = addressOf(host);
  if (address === undefined) {
    const text = 'php_network_getaddresses: getaddrinfo failed: Name or service not known';
    return broken(`${text} [${url}]`);
  }
  const key = fields.get('key') ?? '';
  const [outcome] = server.outcomes;
  if (!outcome) {
    const words = isSet ? ['SET', key, fields.get('value') ?? ''] : ['GET', key];
    const payload = encodeCommand(words);
    return {
      dial: { protocol: 'TCP', address, port: 6379, payload, timeoutMs: PREDIS_TIMEOUT_MS },
    };
  }
  if (outcome.type !== 'answered') {
    const why = outcome.type === 'reset' ? BROKEN_OFF : FAILURES[outcome.type];
    return broken(`${why} [${url}]`);
  }
  const reply = readReply(outcome.payload ?? '');
  if (reply?.type === 'error') return broken(reply.text);
  const value = reply?.type === 'bulk' ? (reply.text ?? '') : '';
  const body = isSet ? '{"message": "Updated"}' : `{"data": "${value}"}`;
  return { body, contentType: 'application/json' };
}

/** As the Service's variable says, or its name. */
function hostOf(service: string, server: Server): string {
  const variables = new Map(server.variables());
  if (variables.get('GET_HOSTS_FROM') !== 'env') return service;
  return variables.get(`${service.toUpperCase().replaceAll('-', '_')}_SERVICE_HOST`) ?? '';
}

/** What PHP prints when nobody catches Predis' exception; it shows errors, so the status is 200. */
function broken(message: string): Found {
  const where = '/usr/local/lib/php/Predis/Connection/AbstractConnection.php';
  const body = `<br />\n<b>Fatal error</b>:  Uncaught exception 'Predis\\Connection\\ConnectionException' with message '${message}' in ${where}:155\n`;
  return { body, contentType: 'application/json' };
}

/** Predis gives up connecting after so long. */
const PREDIS_TIMEOUT_MS = 5_000;

/** The word of Predis for a connection that ends while it reads. */
const BROKEN_OFF = 'Error while reading line from the server.';

/** The fields of a query. */
function fieldsOf(query: string): Map<string, string> {
  return new Map(
    query.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [decode(name), decode(value)] as const;
    }),
  );
}

function decode(text: string): string {
  const bytes = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes; // A stray % stays as it is.
  }
}

const PAGE = `<html ng-app="redis">
  <head>
    <title>Guestbook</title>
    <link rel="stylesheet" href="bootstrap.min.css">
  </head>
  <body ng-controller="RedisCtrl">
    <div style="width: 50%; margin-left: 20px">
      <h2>Guestbook</h2>
    <form>
    <fieldset>
    <input ng-model="msg" placeholder="Messages" class="form-control" type="text" name="input"><br>
    <button type="button" class="btn btn-primary" ng-click="controller.onRedis()">Submit</button>
    </fieldset>
    </form>
    </div>
  </body>
</html>
`;

const NOT_FOUND = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
</body></html>
`;
