import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../network/connection.ts';
import { Simulation } from '../../simulator/simulation.ts';
import { startTestServer, type TestServer } from './testServer.ts';

const NS = '/api/v1/namespaces/default';

function curl(
  { server }: TestServer,
  line: string,
  options: { readonly body?: string; readonly headers?: HttpRequest['headers'] } = {},
): ReturnType<typeof server.serve> {
  const [method = 'GET', path = ''] = line.split(' ');
  const { body, headers = [] } = options;
  return server.serve(
    {
      method,
      path,
      headers: [['User-Agent', 'curl/7.29.0'], ...headers],
      ...(body === undefined ? {} : { body }),
    },
    { component: 'network', key: '1' },
  );
}

function text(served: ReturnType<typeof curl>): string {
  return 'response' in served ? served.response.body : 'pending';
}

describe('over HTTP', () => {
  test('curl gets JSON indented and others get it in one line', () => {
    const server = startTestServer();
    const path = '/api/v1/namespaces/default';
    expect(text(curl(server, `GET ${path}`))).toMatch(/^\{\n {2}"kind": "Namespace",\n[^]*\}$/);
    expect(text(curl(server, `GET ${path}?pretty=0`))).toMatch(/^\{"kind":"Namespace",.*\}\n$/);
  });

  test('what HTML would read as markup is escaped, as Go does', () => {
    const server = startTestServer();
    const body = JSON.stringify({
      metadata: { name: 'n', annotations: { a: '<script>&' } },
      spec: { ports: [{ port: 80 }] },
    });
    const headers = [['Content-Type', 'application/json']] as const;
    const made = text(curl(server, `POST ${NS}/services?pretty=false`, { body, headers }));
    expect(made).toContain('"annotations":{"a":"\\u003cscript\\u003e\\u0026"}');
  });

  test('items of a list do not say their kind', () => {
    const server = startTestServer();
    const list = JSON.parse(text(curl(server, `GET ${NS}/services`))) as { items: object[] };
    expect(Object.keys(list.items[0] ?? {})).toEqual(['metadata', 'spec', 'status']);
  });

  test('a body needs a type that the server knows', () => {
    const server = startTestServer();
    const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
    expect(text(curl(server, `POST ${NS}/services`, { body: '{}', headers }))).toContain(
      'the body of the request was in an unknown format',
    );
    expect(text(curl(server, `POST ${NS}/services`, { body: '{' }))).toContain(
      "couldn't get version/kind; json parse error: unexpected end of JSON input ({)",
    );
  });

  test('a body is refused where it stops being JSON, or is nested too deeply to be walked', () => {
    const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000);
    const bodies: readonly (readonly [string, string])[] = [
      ['{"a" 1}', "invalid character '1' after object key"],
      ['{"a":1}}', "invalid character '}' after top-level value"],
      [deep('[', ']'), 'is nested deeper than 100 levels'],
      [`{"metadata":${deep('{"a":', '}')}}`, 'is nested deeper than 100 levels'],
    ];
    const server = startTestServer();
    for (const [body, problem] of bodies) {
      expect(text(curl(server, `POST ${NS}/services`, { body }))).toContain(
        `couldn't get version/kind; json parse error: ${problem} (`,
      );
      for (const patch of ['merge-patch', 'json-patch', 'strategic-merge-patch']) {
        const headers = [['Content-Type', `application/${patch}+json`]] as const;
        const patched = curl(server, `PATCH ${NS}/services/kubernetes`, { body, headers });
        expect(JSON.parse(text(patched))).toMatchObject({ status: 'Failure' });
      }
      const deleted = curl(server, `DELETE ${NS}/services/kubernetes`, { body });
      expect(JSON.parse(text(deleted))).toMatchObject({ status: 'Failure', code: 500 });
    }
  });

  test('a body of the wrong types is refused with the byte where it went wrong', () => {
    const send = (body: string) => text(curl(startTestServer(), `POST ${NS}/services`, { body }));
    const compact = '{"metadata":{"name":5}}';
    expect(send(compact)).toContain("[pos 21]: json: expect char '\\\"' but got char '5'");
    expect(send('{\n  "metadata": { "name": 5 }\n}')).toContain('[pos 27]: json: expect');
  });

  test('a patch that copies its own copies is stopped', () => {
    const copies = Array.from({ length: 60 }, (_, at) => ({
      op: 'copy',
      from: '/metadata',
      path: `/metadata/a${at}`,
    }));
    const headers = [['Content-Type', 'application/json-patch+json']] as const;
    const body = JSON.stringify(copies);
    const path = `PATCH ${NS}/services/kubernetes`;
    expect(text(curl(startTestServer(), path, { body, headers }))).toContain(
      'exceeding the limit 3000000',
    );
  });

  test('an unknown path gets the list of those that are known', () => {
    const served = curl(startTestServer(), 'GET /foo');
    expect(served).toMatchObject({ response: { status: 404, reason: 'Not Found' } });
    expect(JSON.parse(text(served))).toMatchObject({
      paths: expect.arrayContaining(['/api/v1', '/version']) as string[],
    });
    expect(text(curl(startTestServer(), 'GET /api/v1/foos'))).toContain(
      'the server could not find the requested resource',
    );
  });

  test('a watch that has fallen behind gets an ERROR and ends', () => {
    const server = startTestServer();
    for (let n = 0; n < 1001; n++) {
      server.ask(`PATCH ${NS}/services/kubernetes`, { metadata: { labels: { n: `${n}` } } });
    }
    const served = curl(server, `GET ${NS}/services?watch=true&resourceVersion=1`);
    expect(text(served)).toMatch(/^\{"type":"ERROR","object":\{"kind":"Status".*"code":410\}\}\n$/);
    expect('response' in served && served.response.more).toBeUndefined();
  });
});

describe('curl on the master', () => {
  test('reads a watch until it is interrupted, however many other things change', () => {
    const simulation = new Simulation();
    const line =
      'curl -s "127.0.0.1:8080/api/v1/namespaces/default/services?watch=true&fieldSelector=metadata.name%3Dweb"';
    simulation.run(`${line} &`);
    const output = () =>
      (simulation.jobs()[0]?.output ?? []).map(({ text: each }) => each).join('');
    // Two hours of heartbeats are more than the server keeps.
    simulation.history.seekTime(simulation.now + 7_200_000);
    expect(output()).toBe('');
    const web = '{"metadata":{"name":"web"},"spec":{"ports":[{"port":80}]}}';
    const services = '192.168.18.3:8080/api/v1/namespaces/default/services';
    simulation.run(`curl -s -H 'Content-Type: application/json' -d '${web}' ${services}`);
    simulation.run(`curl -s -X DELETE ${services}/web`);
    simulation.history.seekTime(simulation.now + 1000);
    const types = output()
      .trim()
      .split('\n')
      .map((each) => (JSON.parse(each) as { type: string }).type);
    expect(types).toEqual(['ADDED', 'DELETED']);
  });

  test('is refused while the API server is stopped', () => {
    const simulation = new Simulation();
    simulation.run('orrery stop kube-apiserver');
    expect(simulation.run('curl -s -S 192.168.18.3:8080/healthz').stderr).toContain(
      'Connection refused',
    );
    simulation.run('orrery start kube-apiserver');
    expect(simulation.run('curl -s 192.168.18.3:8080/healthz').stdout).toBe('ok');
  });

  test('works from every node and from outside', () => {
    const simulation = new Simulation();
    for (const place of ['192.168.18.4', 'client']) {
      const line = `ssh ${place} curl -s 192.168.18.3:8080/healthz`;
      expect(simulation.run(line).stdout).toBe('ok');
    }
  });
});
