// The image tomcat (8.0.35): listens on 8080 whatever containerPort says, and answers with its start page.

import type { HttpRequest } from '../network/connection.ts';
import type { Act, Program } from '../network/program.ts';
import { clockAt } from './clock.ts';
import { page } from './httpServer.ts';
import { failToListen, listen, playTimeline, print } from './timeline.ts';

const VERSION = 'Apache Tomcat/8.0.35';
const SOFTWARE = 'Apache-Coyote/1.1';
const START_MS = 900;

export const tomcat: Program = {
  name: 'tomcat',
  stopMs: 600,
  /** Its connector fails and it runs on; only the port for its shutdown, which another Tomcat has too, ends it. */
  portTaken: ({ port }, at, by) =>
    by === 'tomcat'
      ? failToListen(at, [
          ...failure(at, 'core.StandardService.initInternal', connectorError(port)),
          ...failure(
            at,
            'core.StandardServer.await',
            'StandardServer.await: create[localhost:8005]: ',
          ),
        ])
      : [
          ...failure(at, 'core.StandardService.initInternal', connectorError(port)).map((line) =>
            print(at, line, 'stderr'),
          ),
          log(at, 'startup.Catalina.start', `Server startup in ${START_MS} ms`),
        ],
  play: (run) =>
    playTimeline(run, [
      {
        afterMs: 0,
        acts: (at) => [
          log(at, 'startup.VersionLoggerListener.log', `Server version:        ${VERSION}`),
          log(at, 'core.StandardService.startInternal', 'Starting service Catalina'),
        ],
      },
      {
        afterMs: START_MS,
        acts: (at) => [
          listen({ port: 8080 }),
          log(at, 'startup.Catalina.start', `Server startup in ${START_MS} ms`),
        ],
      },
    ]),
  respond(request, server) {
    const path = request.path.split('?', 1)[0] ?? '/';
    return path === '/' || path === '/index.jsp'
      ? page(server, { software: SOFTWARE, contentType: HTML, body: START_PAGE })
      : page(server, {
          status: 404,
          reason: 'Not Found',
          software: SOFTWARE,
          contentType: HTML,
          body: notFoundPage(request),
        });
  },
};

const HTML = 'text/html;charset=UTF-8';

const START_PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <title>${VERSION}</title>
  </head>
  <body>
    <h1>${VERSION}</h1>
  </body>
</html>
`;

function notFoundPage({ path }: HttpRequest): string {
  const shown = path.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return (
    `<!DOCTYPE html><html><head><title>${VERSION} - Error report</title></head><body>` +
    `<h1>HTTP Status 404 - ${shown}</h1><div class="line"></div><p><b>type</b> Status report</p>` +
    `<p><b>message</b> <u>${shown}</u></p>` +
    '<p><b>description</b> <u>The requested resource is not available.</u></p>' +
    `<hr class="line"><h3>${VERSION}</h3></body></html>`
  );
}

function connectorError(port: number): string {
  return `Failed to initialize connector [Connector[HTTP/1.1-${port}]]`;
}

function failure(at: number, method: string, text: string): string[] {
  return [
    lineOf(at, 'SEVERE', `${method} ${text}`),
    ' java.net.BindException: Address already in use',
  ];
}

function log(at: number, method: string, text: string): Act {
  return print(at, lineOf(at, 'INFO', `${method} ${text}`), 'stderr');
}

function lineOf(at: number, level: string, text: string): string {
  const { day, month, year, exactTime } = clockAt(at);
  const date = `${day}-${month}-${year}`;
  // Joined, a line is one piece, of which there are as many as pods; a template keeps its parts.
  return [date, exactTime, level, '[main]', `org.apache.catalina.${text}`].join(' ');
}
