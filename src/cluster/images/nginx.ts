// The image nginx (1.11.1): serves its welcome page on port 80 and writes one line of log for each request. A file that was
// written below its document root is served too.

import type { HttpRequest } from '../network/connection.ts';
import type { Program, Said, Server } from '../network/program.ts';
import { clockAt } from './clock.ts';
import { page } from './httpServer.ts';
import { failToListen, listen, playTimeline } from './timeline.ts';

const SOFTWARE = 'nginx/1.11.1';
const ROOT = '/usr/share/nginx/html';

export const nginx: Program = {
  name: 'nginx',
  stopMs: 200,
  stopCode: 0,
  portTaken: ({ port }, at) =>
    failToListen(at, [
      ...Array.from(
        { length: 5 },
        () => `nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)`,
      ),
      'nginx: [emerg] still could not bind()',
    ]),
  play: (run) => playTimeline(run, [{ afterMs: 150, acts: () => [listen({ port: 80 })] }]),
  respond(request, server) {
    const path = request.path.split('?', 1)[0] ?? '/';
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const body = server.readFile?.(ROOT + file) ?? PAGES[file];
    const found = body === undefined ? NOT_FOUND : { status: 200, reason: 'OK', body };
    const log = [accessLine(request, server, found)];
    return page(server, { ...found, software: SOFTWARE, contentType: 'text/html', log });
  },
  commands: { nginx: runNginx },
  files: { '/etc/nginx/nginx.conf': 'user  nginx;\nworker_processes  1;\n' },
};

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
    body {
        width: 35em;
        margin: 0 auto;
        font-family: Tahoma, Verdana, Arial, sans-serif;
    }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const PAGES: Readonly<Record<string, string>> = { '/index.html': WELCOME };

const NOT_FOUND = {
  status: 404,
  reason: 'Not Found',
  body: `<html>\r\n<head><title>404 Not Found</title></head>\r\n<body bgcolor="white">\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>${SOFTWARE}</center>\r\n</body>\r\n</html>\r\n`,
};

/** The log format `main` of the image. */
function accessLine(
  { method, path, headers }: HttpRequest,
  { now, clientIP = '-' }: Server,
  { status, body }: { readonly status: number; readonly body: string },
): string {
  const { day, month, year, time } = clockAt(now);
  const agent = headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '-';
  return `${clientIP} - - [${day}/${month}/${year}:${time} +0000] "${method} ${path} HTTP/1.1" ${status} ${body.length} "-" "${agent}" "-"`;
}

function runNginx(words: readonly string[]): Said {
  const [, flag] = words;
  const stderr =
    flag === '-t'
      ? 'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n'
      : flag === '-v'
        ? `nginx version: ${SOFTWARE}\n`
        : '';
  return { stdout: '', stderr, exit: 0 };
}
