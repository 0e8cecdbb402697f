// The Accept header: kinds of answers in the order in which the client prefers them.

interface AcceptClause {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Without a header the client takes anything. */
export function clausesOf(accept: string): readonly AcceptClause[] {
  const text = accept.trim() === '' ? '*/*' : accept;
  return text
    .split(',')
    .map(parseClause)
    .sort((one, other) => qualityOf(other) - qualityOf(one));
}

function parseClause(text: string): AcceptClause {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const pairs = parameters.map((each) => {
    const [name = '', value = ''] = each.split(/=(.*)/);
    return [name, value] as const;
  });
  return { type, parameters: Object.fromEntries(pairs) };
}

function qualityOf({ parameters }: AcceptClause): number {
  const quality = Number(parameters.q ?? 1);
  return Number.isNaN(quality) ? 1 : quality;
}
