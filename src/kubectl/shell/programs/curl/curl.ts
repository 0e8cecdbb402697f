// curl 7.29, as CentOS 7 has it.

import { print, printError, type Part, type Program } from '../../../process.ts';
import { byteLength } from '../../../../cluster/api/goJson.ts';
import { writeText } from '../../fileSystem.ts';
import type { ProgramCall, ShellProgram } from '../../program.ts';
import { parseCurl, type CurlOptions } from './options.ts';
import { headText, progressMeter, writeOut, type Transfer } from './report.ts';
import { bodyOf } from './request.ts';
import { globURL } from './target.ts';
import { Session, type Failure, type Fetched } from './transfer.ts';

const MISUSE = 2;

const VERSION = `curl 7.29.0 (x86_64-redhat-linux-gnu) libcurl/7.29.0 NSS/3.19.1 Basic ECC zlib/1.2.7 libidn/1.28 libssh2/1.4.3
Protocols: dict file ftp ftps gopher http https imap imaps ldap ldaps pop3 pop3s rtsp scp sftp smtp smtps telnet tftp
Features: AsynchDNS GSS-Negotiate IDN IPv6 Largefile NTLM NTLM_WB SSL libz
`;

function* curl(call: ProgramCall): Program {
  const options = parseCurl(call.words);
  if (typeof options === 'string') {
    yield* printError(options);
    return MISUSE;
  }
  if (options.has('version') || options.has('help')) {
    yield* print(options.has('version') ? VERSION : 'Usage: curl [options...] <url>\n');
    return 0;
  }
  const data = yield* bodyOf(options, call.state);
  if (typeof data === 'object') {
    yield* printError(
      `Warning: Couldn't read data from file "${data.unreadable}", this makes an empty POST.\n`,
    );
  }
  const body = typeof data === 'object' ? '' : data;
  const urls = options.urls.flatMap((url) => (options.has('globoff') ? [url] : globURL(url)));
  const session = new Session(call, options);
  const outputs = [...options.values('output')];
  let exit = 0;
  for (const [index, url] of urls.entries()) {
    const keepsOpen = index < urls.length - 1;
    const fetched = yield* session.fetch(url, { data: body, keepsOpen });
    const output = outputFor(url, options, outputs);
    exit =
      'exit' in fetched
        ? yield* complain(fetched, options)
        : yield* deliver(call, { fetched, options, output, session });
  }
  return exit;
}

/** Where the answer goes: -o FILE once for each URL, or -O. */
function outputFor(url: string, options: CurlOptions, outputs: string[]): string | undefined {
  if (!options.has('remote-name')) return outputs.shift();
  return (
    url
      .replace(/[?#].*/, '')
      .replace(/^.*:\/\/[^/]*/, '')
      .replace(/^.*\//, '') || undefined
  );
}

interface Delivery {
  readonly fetched: Fetched;
  readonly options: CurlOptions;
  readonly output: string | undefined;
  readonly session: Session;
}

function* deliver(call: ProgramCall, delivery: Delivery): Program {
  const { fetched, options, output, session } = delivery;
  const { transfer, failure, passed } = fetched;
  const { response, startedAt, endedAt } = transfer;
  const toTerminal = output === undefined && call.showsTerminal;
  const isQuiet = options.has('silent');
  if (!toTerminal && !isQuiet && !options.has('progress-bar') && (response || failure)) {
    const size = response ? byteLength(response.body) : undefined;
    yield* printError(progressMeter(size, endedAt - startedAt));
  }
  let problem = failure;
  if (response) {
    const isRefused = options.has('fail') && response.status >= 400;
    if (isRefused) {
      const text = `The requested URL returned error: ${response.status} ${response.reason}`;
      problem ??= { exit: 22, text };
    } else {
      const text = shownText([...passed, transfer], options);
      problem ??= yield* writeAnswer(call, output, text);
      problem ??= yield* session.readOn(transfer, function* (part) {
        if (output === undefined || output === '-') yield* print(part);
        else yield* writeText(call.state, { path: output, text: part, isAppended: true });
      });
    }
    if (!isRefused) yield* session.tellLeft(transfer);
  }
  yield* printWriteOut(options, transfer);
  return problem ? yield* complain(problem, options) : 0;
}

/** The answer's text; with -i the heads of all that came before it too. */
function shownText(transfers: readonly Transfer[], options: CurlOptions): string {
  const isHead = options.has('head');
  const showsHeads = isHead || options.has('include');
  const heads = transfers.map(({ response }) => (showsHeads && response ? headText(response) : ''));
  return heads.join('') + (isHead ? '' : (transfers.at(-1)?.response?.body ?? ''));
}

function* writeAnswer(
  { state }: ProgramCall,
  output: string | undefined,
  text: string,
): Part<Failure | undefined> {
  if (output === undefined || output === '-') {
    yield* print(text);
    return undefined;
  }
  const problem = yield* writeText(state, { path: output, text });
  if (problem === undefined) return undefined;
  yield* printError(`Warning: Failed to create the file ${output}: ${problem}\n`);
  return { exit: 23, text: `Failed writing body (0 != ${byteLength(text)})` };
}

function* printWriteOut(options: CurlOptions, transfer: Transfer): Part<void> {
  const format = options.value('write-out');
  if (format === undefined) return;
  const { text, unknown } = writeOut(format, transfer);
  for (const name of unknown) {
    yield* printError(`curl: unknown --write-out variable: '${name}'\n`);
  }
  yield* print(text);
}

function* complain({ exit, text }: Failure, options: CurlOptions): Program {
  const isQuiet = options.has('silent') && !options.has('show-error');
  if (!isQuiet) yield* printError(`curl: (${exit}) ${text}\n`);
  return exit;
}

export const curlPrograms: Readonly<Record<string, ShellProgram>> = { curl };
