// How commands that make or change an object print it with -o, or as a table.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { mistake, type Failure } from '../failures.ts';
import { formatTable } from '../printers/table.ts';
import { now, print, type Part } from '../process.ts';
import { formatJSON, formatYAML } from '../text/yamlText.ts';
import type { Invocation } from './command.ts';

export function* printMade(object: unknown, { args }: Invocation): Part<Failure | undefined> {
  const output = args.text('output') ?? '';
  switch (output) {
    case 'yaml':
      yield* print(formatYAML(object));
      return undefined;
    case 'json':
      yield* print(formatJSON(object));
      return undefined;
    case 'name': {
      const { kind, metadata } = object as ApiObject;
      yield* print(`${kind.toLowerCase()}/${metadata.name}\n`);
      return undefined;
    }
    case '':
    case 'wide':
      yield* print(
        formatTable([object as ApiObject], {
          now: yield* now(),
          isWide: output === 'wide',
          hasNamespace: false,
          hasLabels: args.isOn('show-labels'),
          hasHeaders: !args.isOn('no-headers'),
          labelColumns: [],
        }),
      );
      return undefined;
    default:
      return mistake(`output format ${JSON.stringify(output)} not recognized`);
  }
}
