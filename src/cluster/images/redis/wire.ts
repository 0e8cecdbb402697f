// What Redis and its clients say to one another: commands as arrays or plain lines, replies by their first character.

export type Reply =
  | { readonly type: 'status' | 'error'; readonly text: string }
  | { readonly type: 'integer'; readonly value: number }
  /** undefined is nil. */
  | { readonly type: 'bulk'; readonly text: string | undefined }
  | { readonly type: 'list'; readonly items: readonly (string | undefined)[] };

const END = '\r\n';

export function encodeCommand(words: readonly string[]): string {
  return `*${words.length}${END}${words.map((word) => bulk(word)).join('')}`;
}

export function encodeReply(reply: Reply): string {
  switch (reply.type) {
    case 'status':
      return `+${reply.text}${END}`;
    case 'error':
      return `-${reply.text}${END}`;
    case 'integer':
      return `:${reply.value}${END}`;
    case 'bulk':
      return bulk(reply.text);
    case 'list':
      return `*${reply.items.length}${END}${reply.items.map(bulk).join('')}`;
  }
}

/** Lengths are those of JavaScript's strings here, not of bytes. */
function bulk(text: string | undefined): string {
  return text === undefined ? `$-1${END}` : `$${text.length}${END}${text}${END}`;
}

/** A command has no more words. */
export const MULTIBULK_LIMIT = 1_048_576;
const BULK_LIMIT = 536_870_912;

/** The commands of what a client sent, in order; what is no protocol of Redis is a text, and the last. */
export function readCommands(text: string): (string[] | string)[] {
  const commands: (string[] | string)[] = [];
  const reader = new Reader(text);
  while (!reader.isAtEnd) {
    const line = reader.line();
    const words = line.startsWith('*')
      ? readWords(reader, line.slice(1))
      : line.split(' ').filter((word) => word !== '');
    if (words.length > 0) commands.push(words);
    if (typeof words === 'string') break;
  }
  return commands;
}

function readWords(reader: Reader, count: string): string[] | string {
  if (!/^-?\d+$/.test(count) || Number(count) > MULTIBULK_LIMIT) return 'invalid multibulk length';
  const words: string[] = [];
  while (words.length < Number(count) && !reader.isAtEnd) {
    const line = reader.line();
    if (!line.startsWith('$')) return `expected '$', got '${line.charAt(0)}'`;
    const length = line.slice(1);
    if (!/^\d+$/.test(length) || Number(length) > BULK_LIMIT) return 'invalid bulk length';
    words.push(reader.take(Number(length)));
  }
  return words;
}

/** The first reply of what a server sent; undefined when it does not speak Redis. */
export function readReply(text: string): Reply | undefined {
  const reader = new Reader(text);
  const line = reader.line();
  const rest = line.slice(1);
  switch (line[0]) {
    case '+':
      return { type: 'status', text: rest };
    case '-':
      return { type: 'error', text: rest };
    case ':':
      return { type: 'integer', value: Number(rest) };
    case '$':
      return { type: 'bulk', text: rest === '-1' ? undefined : reader.take(Number(rest)) };
    case '*':
      return { type: 'list', items: reader.bulks(Number(rest)) };
    default:
      return undefined;
  }
}

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Up to the next line break, which a client of telnet's kind may write without its \r. */
  line(): string {
    const end = this.text.indexOf('\n', this.at);
    const line = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 1;
    return line.replace(/\r$/, '');
  }

  take(length: number): string {
    const text = this.text.slice(this.at, this.at + length);
    this.at += length + END.length;
    return text;
  }

  bulks(count: number): (string | undefined)[] {
    const items: (string | undefined)[] = [];
    while (items.length < count && !this.isAtEnd) {
      const length = Number(this.line().slice(1));
      items.push(length >= 0 ? this.take(length) : undefined);
    }
    return items;
  }
}
