// The image tomcat (8.0.35): listens on 8080 whatever containerPort says, and answers with its start page.

import { formatRFC1123 } from '../api/calendar.ts';
import type { HttpRequest, HttpResponse } from '../network/connection.ts';
import type { Program, Server } from '../network/container.ts';
import { podNameOf } from './plain.ts';

const VERSION = 'Apache Tomcat/8.0.35';

export const tomcat: Program = {
  name: 'tomcat',
  pullMs: 4_000,
  startMs: 900,
  stopMs: 600,
  listeners: () => [{ port: 8080 }],
  ending: () => undefined,
  respond(request, server) {
    const path = request.path.split('?', 1)[0] ?? '/';
    return path === '/' || path === '/index.jsp'
      ? page(200, 'OK', START_PAGE, server)
      : page(404, 'Not Found', notFoundPage(request), server);
  },
};

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

function page(status: number, reason: string, body: string, { socket, now }: Server): HttpResponse {
  return {
    status,
    reason,
    headers: [
      ['Server', 'Apache-Coyote/1.1'],
      ['X-Served-By', podNameOf(socket)],
      ['Content-Type', 'text/html;charset=UTF-8'],
      ['Content-Length', String(body.length)],
      ['Date', formatRFC1123(now).replace('+0000', 'GMT')],
    ],
    body,
  };
}
