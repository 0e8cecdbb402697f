// What curl, wget, ping and nc of CentOS 7 say about a cluster with the book's webapp.

import { beforeAll, describe, expect, test } from 'vitest';
import { firstFiles } from '../../simulator/firstFiles.ts';
import { Simulation } from '../../simulator/simulation.ts';

let simulation: Simulation;
/** Address of the pod on the terminal's own node, and of the one on the other node. */
let near = '';
let far = '';
let clusterIP = '';

/** What the terminal shows, with addresses by their names. */
function shown(line: string, interruptAfterMs?: number): string {
  simulation.run(
    line.replaceAll('NEAR', near).replaceAll('FAR', far).replaceAll('VIP', clusterIP),
    interruptAfterMs,
  );
  const output = simulation.process(simulation.lastForeground)?.output ?? [];
  return output
    .map(({ text }) => text)
    .join('')
    .replaceAll(near, 'NEAR')
    .replaceAll(far, 'FAR')
    .replaceAll(clusterIP, 'VIP')
    .replace(/webapp-[a-z0-9]{5}/g, 'POD')
    .replace(/\r/g, '')
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, 'DATE')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME');
}

beforeAll(() => {
  simulation = new Simulation({ files: firstFiles });
  simulation.run('kubectl create -f webapp-rc.yaml; kubectl expose rc webapp');
  simulation.runUntilIdle();
  const pods = simulation.run("kubectl get pods -o wide | awk 'NR>1{print $NF, $(NF-1)}'").stdout;
  near = /192\.168\.18\.3 (\S+)/.exec(pods)?.[1] ?? '';
  far = /192\.168\.18\.4 (\S+)/.exec(pods)?.[1] ?? '';
  const service = simulation.run('kubectl get svc webapp -o yaml').stdout;
  clusterIP = /clusterIP: (\S+)/.exec(service)?.[1] ?? '';
});

const PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <title>Apache Tomcat/8.0.35</title>
  </head>
  <body>
    <h1>Apache Tomcat/8.0.35</h1>
  </body>
</html>
`;

const HEAD = `HTTP/1.1 200 OK
Server: Apache-Coyote/1.1
X-Served-By: POD
Content-Type: text/html;charset=UTF-8
Content-Length: 182
Date: DATE
`;

const METER = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`;

const HINT = "curl: try 'curl --help' or 'curl --manual' for more information\n";

describe('curl', () => {
  test.each([
    ['curl NEAR:8080', PAGE],
    ['curl VIP:8080', PAGE],
    ['curl -I NEAR:8080', `${HEAD}\n`],
    ['curl -i FAR:8080', `${HEAD}\n${PAGE}`],
    ['curl NEAR; echo $?', 'curl: (7) Failed connect to NEAR:80; Connection refused\n7\n'],
    ['curl -s NEAR; echo $?', '7\n'],
    ['curl -sS NEAR', 'curl: (7) Failed connect to NEAR:80; Connection refused\n'],
    ['curl 172.17.1.77', 'curl: (7) Failed connect to 172.17.1.77:80; No route to host\n'],
    ['curl 1.2.3.4', 'curl: (7) Failed connect to 1.2.3.4:80; Connection timed out\n'],
    ['curl -m 1 1.2.3.4; echo $?', 'curl: (28) Connection timed out after 1001 milliseconds\n28\n'],
    ['curl --connect-timeout 2.5 VIP', 'curl: (28) Connection timed out after 2501 milliseconds\n'],
    ['curl webapp; echo $?', 'curl: (6) Could not resolve host: webapp; Unknown error\n6\n'],
    ['curl --resolve a.com:8080:NEAR -s a.com:8080 | head -1', '<!DOCTYPE html>\n'],
    [
      'curl -f NEAR:8080/nope; echo $?',
      'curl: (22) The requested URL returned error: 404 Not Found\n22\n',
    ],
    ['curl -s NEAR:8080 -o page.html; head -1 page.html', '<!DOCTYPE html>\n'],
    [
      'curl NEAR:8080 -o page.html',
      `${METER}100   182  100   182    0     0    505      0 --:--:-- --:--:-- --:--:--   505\n`,
    ],
    ['curl -sO NEAR:8080/index.jsp; head -1 index.jsp', '<!DOCTYPE html>\n'],
    [
      "curl -so /dev/null -w '%{http_code} %{time_total} %{size_download} %{remote_ip}:%{remote_port} %{num_connects}\\n' NEAR:8080",
      '200 0.360 182 NEAR:8080 1\n',
    ],
    [
      "curl -so /dev/null -w '%{http_code} %{nope}\\n' NEAR",
      "curl: unknown --write-out variable: 'nope'\n000 \n",
    ],
    ["curl -s -w '%{num_connects}\\n' -o /dev/null -o /dev/null NEAR:8080 NEAR:8080/", '1\n0\n'],
    ['curl -s NEAR:8080/[1-2] | grep -o "404 - /."', '404 - /1\n404 - /2\n'],
    [
      'curl https://NEAR; curl https://NEAR:8080',
      'curl: (7) Failed connect to NEAR:443; Connection refused\ncurl: (35) SSL received a record that exceeded the maximum permissible length.\n',
    ],
    [
      'curl ftp://NEAR; echo $?',
      'curl: (1) Protocol ftp not supported or disabled in libcurl\n1\n',
    ],
    ['curl; echo $?', `${HINT}2\n`],
    ['curl -s', `curl: no URL specified!\n${HINT}`],
    ['curl --nope x', `curl: option --nope: is unknown\n${HINT}`],
    ['curl -H', `curl: option -H: requires parameter\n${HINT}`],
  ])('answers %s', (line, text) => {
    expect(shown(line)).toBe(text);
  });

  test('tells with -v what it sends and what comes back', () => {
    expect(shown("curl -v -X POST -d a=b -H 'Host: web.com' -H 'Accept:' NEAR:8080/x")).toMatch(
      `* About to connect() to NEAR port 8080 (#0)
*   Trying NEAR...
* Connected to NEAR (NEAR) port 8080 (#0)
> POST /x HTTP/1.1
> User-Agent: curl/7.29.0
> Host: web.com
> Content-Length: 3
> Content-Type: application/x-www-form-urlencoded
> 
* upload completely sent off: 3 out of 3 bytes
< HTTP/1.1 404 Not Found
`,
    );
    expect(shown('curl -v NEAR')).toBe(`* About to connect() to NEAR port 80 (#0)
*   Trying NEAR...
* Connection refused
* Failed connect to NEAR:80; Connection refused
* Closing connection 0
curl: (7) Failed connect to NEAR:80; Connection refused
`);
  });
});

test.each([
  [
    'wget NEAR:8080',
    `--TIME--  http://NEAR:8080/
Connecting to NEAR:8080... connected.
HTTP request sent, awaiting response... 200 OK
Length: 182 [text/html]
Saving to: ‘index.html’

100%[======================================>] 182         --.-K/s   in 0s      

TIME (14.0 MB/s) - ‘index.html’ saved [182/182]

`,
  ],
  ['wget -q NEAR:8080; ls index.html*', 'index.html  index.html.1\n'],
  ['wget -qO- NEAR:8080 | head -1', '<!DOCTYPE html>\n'],
  ['wget NEAR', '--TIME--  http://NEAR/\nConnecting to NEAR:80... failed: Connection refused.\n'],
  ['wget -nv NEAR:8080/nope; echo $?', 'TIME ERROR 404: Not Found.\n\n8\n'],
  [
    'wget webapp; echo $?',
    '--TIME--  http://webapp/\nResolving webapp (webapp)... failed: Name or service not known.\nwget: unable to resolve host address ‘webapp’\n4\n',
  ],
])('GNU wget answers %s', (line, text) => {
  expect(shown(line)).toBe(text);
});

test.each([
  [
    'ping -c 2 NEAR',
    `PING NEAR (NEAR) 56(84) bytes of data.
64 bytes from NEAR: icmp_seq=1 ttl=64 time=300 ms
64 bytes from NEAR: icmp_seq=2 ttl=64 time=300 ms

--- NEAR ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time 1000ms
rtt min/avg/max/mdev = 300.000/300.000/300.000/0.000 ms
`,
  ],
  ['ping -c 1 FAR | grep ttl', '64 bytes from FAR: icmp_seq=1 ttl=63 time=700 ms\n'],
  [
    'ping -c 3 VIP; echo $?',
    `PING VIP (VIP) 56(84) bytes of data.

--- VIP ping statistics ---
3 packets transmitted, 0 received, 100% packet loss, time 2000ms

1
`,
  ],
  [
    'ping -c 1 172.17.1.77',
    `PING 172.17.1.77 (172.17.1.77) 56(84) bytes of data.
From 172.17.1.1 icmp_seq=1 Destination Host Unreachable

--- 172.17.1.77 ping statistics ---
1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

`,
  ],
  ['ping webapp; echo $?', 'ping: unknown host webapp\n2\n'],
])('a cluster IP does not answer ping, pods and nodes do: %s', (line, text) => {
  expect(shown(line)).toBe(text);
});

test('ping tells its statistics when ^C ends it', () => {
  expect(shown('ping 192.168.18.4', 1500))
    .toBe(`PING 192.168.18.4 (192.168.18.4) 56(84) bytes of data.
64 bytes from 192.168.18.4: icmp_seq=1 ttl=64 time=700 ms
^C
--- 192.168.18.4 ping statistics ---
2 packets transmitted, 1 received, 50% packet loss, time 1000ms
rtt min/avg/max/mdev = 700.000/700.000/700.000/0.000 ms
`);
});

test.each([
  [
    'nc -zv NEAR 8080',
    /^Ncat: Version 6\.40 \( http:\/\/nmap\.org\/ncat \)\nNcat: Connected to NEAR:8080\.\nNcat: 0 bytes sent, 0 bytes received in 0\.36 seconds\.\n$/,
  ],
  ['nc -z NEAR 8080; echo $?', /^0\n$/],
  ['nc -z NEAR 80; echo $?', /^Ncat: Connection refused\.\n1\n$/],
  ['nc -z -w 1 1.2.3.4 80', /^Ncat: Connection timed out\.\n$/],
  [
    'nc webapp 80; echo $?',
    /^Ncat: Could not resolve hostname "webapp": Name or service not known\. QUITTING\.\n2\n$/,
  ],
  ["printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc NEAR 8080 | tail -1", /^<\/html>\n$/],
])('Ncat answers %s', (line, text) => {
  expect(shown(line)).toMatch(text);
});

test('watch shows a frame when the output has changed', () => {
  const text = shown('watch -n 1 "kubectl get rc --no-headers; date +%S | cut -c1"', 25_000);
  const frames = text.split(/^Every 1\.0s: .* 2016\n\n/m).slice(1);
  expect(frames.length).toBeGreaterThan(2);
  expect(frames.length).toBeLessThan(5);
  expect(frames[0]).toMatch(/^webapp +2 +2 +\S+\n\d\n\n$/);
});

test('kubectl get -w ends with the head that reads it, and with ^C', () => {
  expect(simulation.run('kubectl get pods -w | head -1').exit).toBe(0);
  expect(shown('kubectl get rc -w | grep webapp', 2000)).toMatch(/^webapp .*\n\^C\n$/);
});
