// The image kubeguide/guestbook-php-frontend: Apache on port 80 with the book's guest book page. Its messages would be kept
// in Redis; programs in containers do not open connections here, so the page is always empty.

import { clockAt } from './clock.ts';
import type { Program } from '../network/program.ts';
import { page } from './httpServer.ts';
import { listen, playTimeline, print } from './timeline.ts';

const SOFTWARE = 'Apache/2.4.10 (Debian) PHP/5.6.12';
const START_MS = 400;

export const guestbookFrontend: Program = {
  name: 'guestbook-php-frontend',
  stopMs: 300,
  stopCode: 0,
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
    const path = request.path.split('?', 1)[0] ?? '/';
    const isPage = path === '/' || path === '/index.html';
    const isData = path === '/guestbook.php';
    const found = isPage
      ? { body: PAGE, contentType: 'text/html' }
      : isData
        ? { body: '{"data": ""}', contentType: 'application/json' }
        : { status: 404, reason: 'Not Found', body: NOT_FOUND, contentType: 'text/html' };
    const { day, month, year, time } = clockAt(server.now);
    const { clientIP = '-' } = server;
    const line = `${clientIP} - - [${day}/${month}/${year}:${time} +0000] "${request.method} ${request.path} HTTP/1.1" ${found.status ?? 200} ${found.body.length} "-" "-"`;
    return page(server, { ...found, software: SOFTWARE, log: [line] });
  },
};

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
