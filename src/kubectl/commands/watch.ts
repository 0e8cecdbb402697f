// get -w: the list, then a row for every change. The header comes again before the first of them, because a list and an
// object are two types to kubectl's printer, and each later row is laid out by itself.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { matchesRequirements, parseSelector } from '../../cluster/api/labels.ts';
import { fail, formatStatus, isSuccess } from '../failures.ts';
import { pathOf } from '../objectPaths.ts';
import type { Output } from '../printers/output.ts';
import { formatTable, type TableOptions } from '../printers/table.ts';
import { now, print, watch, type Part, type Program } from '../process.ts';
import type { Invocation } from './command.ts';
import { fetchOne, type Wanted } from './find.ts';

export interface WatchOptions {
  readonly wanted: readonly Wanted[];
  readonly output: Output;
  tableOptions(isWatching: boolean, now: number): TableOptions;
}

interface WatchEvent {
  readonly type: string;
  readonly object: ApiObject;
}

export function* watchObjects(invocation: Invocation, options: WatchOptions): Program {
  const { wanted, output } = options;
  const [only, ...others] = wanted;
  if (!only || others.length > 0) {
    const isOneType = new Set(wanted.map(({ type }) => type.plural)).size === 1;
    return yield* fail(
      isOneType
        ? `error: watch is only supported on individual resources and resource collections - ${wanted.length} resources were found`
        : 'error: you may only specify a single resource type',
    );
  }
  const found = yield* fetchOne(invocation, only);
  if (typeof found === 'string') return yield* fail(found);
  const isList = only.name === undefined;
  const printer = new WatchPrinter(output, options);
  if (!invocation.args.isOn('watch-only')) {
    yield* printer.print(found.objects, isList);
  }
  const resourceVersion = isList
    ? (found.resourceVersion ?? '0')
    : (found.objects[0]?.metadata.resourceVersion ?? '0');
  return yield* follow(invocation, { wanted: only, printer, resourceVersion });
}

interface Following {
  readonly wanted: Wanted;
  readonly printer: WatchPrinter;
  readonly resourceVersion: string;
}

/** Prints changes until the process is ended. */
function* follow(invocation: Invocation, { wanted, printer, ...start }: Following): Program {
  const { args } = invocation;
  const { type, name } = wanted;
  const scope = args.isOn('all-namespaces')
    ? undefined
    : (wanted.namespace ?? invocation.namespace);
  const labelSelector = args.text('selector') ?? '';
  let { resourceVersion } = start;
  for (;;) {
    const response = yield* watch({
      method: 'GET',
      // A type without objects is watched in vain: nothing ever happens to its namespace's path.
      path: type.isServed ? pathOf(type, scope) : `/apis/${type.plural}`,
      query: {
        resourceVersion,
        ...(labelSelector === '' ? {} : { labelSelector }),
        ...(name === undefined ? {} : { fieldSelector: `metadata.name=${name}` }),
      },
    });
    if (!response) return 0;
    if (!isSuccess(response)) return yield* fail(formatStatus(response));
    const body = response.body as {
      readonly events: readonly WatchEvent[];
      readonly resourceVersion: string;
    };
    ({ resourceVersion } = body);
    const isWanted = wantedEvents(labelSelector, name);
    for (const { object } of body.events.filter(isWanted)) yield* printer.print([object], false);
  }
}

function wantedEvents(
  labelSelector: string,
  name: string | undefined,
): (event: WatchEvent) => boolean {
  const parsed = parseSelector(labelSelector);
  const requirements = typeof parsed === 'string' ? [] : parsed;
  return ({ object: { metadata } }) =>
    (name === undefined || metadata.name === name) &&
    matchesRequirements(requirements, metadata.labels);
}

class WatchPrinter {
  private readonly output: Output;
  private readonly options: WatchOptions;
  private printedList: boolean | undefined;

  constructor(output: Output, options: WatchOptions) {
    this.output = output;
    this.options = options;
  }

  *print(objects: readonly ApiObject[], isList: boolean): Part<void> {
    if (this.output.print) {
      yield* print(this.output.print(objects, !isList).text);
      return;
    }
    const options = this.options.tableOptions(true, yield* now());
    const hasHeaders = options.hasHeaders && this.printedList !== isList;
    this.printedList = isList;
    yield* print(formatTable(objects, { ...options, hasHeaders }).text);
  }
}
