// -o: how objects are printed. What is not a table is generic: all objects together, as one object or a List.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import type { Arguments } from '../arguments.ts';
import { readFile, type Part } from '../process.ts';
import type { Release } from '../release.ts';
import { formatJSON, formatYAML } from '../text/yamlText.ts';
import {
  formatCustomColumns,
  parseCustomColumns,
  parseCustomColumnsFile,
  type CustomColumn,
} from './customColumns.ts';
import { readBy10 } from './fields10.ts';
import { executeGoTemplate, unknownFunction } from './goTemplate.ts';
import { parseGoTemplate, TemplateError } from './goTemplateSyntax.ts';
import { formatGoValue, quoteGo } from './goText.ts';
import { executeJSONPath } from './jsonPath.ts';
import { JSONPathError, parseJSONPath } from './jsonPathSyntax.ts';
import { withZeros } from './typedObject.ts';

/** What a generic printer printed; a problem comes behind it. */
interface Printed {
  readonly text: string;
  readonly problem?: string;
}

export interface Output {
  /** undefined: a table. */
  readonly print?: (objects: readonly ApiObject[], isSingle: boolean) => Printed;
  readonly isWide: boolean;
}

const PREFIXED = [
  'go-template',
  'go-template-file',
  'jsonpath',
  'jsonpath-file',
  'custom-columns',
  'custom-columns-file',
];

/** What -o and --template ask for, or what is wrong with it. */
export function* readOutput(args: Arguments, release: Release): Part<Output | string> {
  let format = args.text('output') ?? '';
  let argument = args.text('template') ?? '';
  if (format === '' && argument !== '') format = 'template';
  const prefix = PREFIXED.find((each) => format.startsWith(`${each}=`));
  if (prefix !== undefined && release !== 'v1.0') {
    argument = format.slice(prefix.length + 1);
    format = prefix;
  }
  const known = release === 'v1.0' ? FORMATS_10 : FORMATS_13;
  if (!known.includes(format)) return `output format ${quoteGo(format)} not recognized`;
  if (format === '' || format === 'wide') return { isWide: format === 'wide' };
  const printer = yield* printerOf(format, argument, args);
  if (typeof printer === 'string') return printer;
  return { print: release === 'v1.0' ? printerOf10(printer) : printer, isWide: false };
}

const FORMATS_10 = ['', 'wide', 'json', 'yaml', 'template', 'templatefile'];
const FORMATS_13 = [...FORMATS_10, 'name', ...PREFIXED];

type Printer = NonNullable<Output['print']>;

function printerOf10(print: Printer): Printer {
  return (objects, isSingle) => print(objects.map(readBy10), isSingle);
}

function* printerOf(format: string, argument: string, args: Arguments): Part<Printer | string> {
  switch (format) {
    case 'yaml':
      return (objects, isSingle) => ({ text: formatYAML(whole(objects, isSingle)) });
    case 'json':
      return (objects, isSingle) => ({ text: formatJSON(whole(objects, isSingle)) });
    case 'name':
      return (objects) => ({ text: objects.map(nameLine).join('') });
    case 'template':
    case 'go-template':
      return argument === ''
        ? 'template format specified but no template given'
        : goTemplatePrinter(argument);
    case 'jsonpath':
      return argument === ''
        ? 'jsonpath template format specified but no template given'
        : jsonPathPrinter(argument);
    case 'custom-columns': {
      const columns = parseCustomColumns(argument);
      return typeof columns === 'string' ? columns : customColumnsPrinter(columns, args);
    }
    default:
      return yield* printerOfFile(format, argument, args);
  }
}

function* printerOfFile(format: string, file: string, args: Arguments): Part<Printer | string> {
  if (file === '') return MISSING_FILE[format] ?? '';
  const text = yield* readFile(file.replace(/^\.\//, ''));
  if (text === undefined) {
    const reason = `open ${file}: no such file or directory`;
    return `error reading template ${file}, ${reason}`;
  }
  if (format === 'jsonpath-file') return jsonPathPrinter(text);
  if (format !== 'custom-columns-file') return goTemplatePrinter(text);
  const columns = parseCustomColumnsFile(text);
  return typeof columns === 'string' ? columns : customColumnsPrinter(columns, args);
}

const MISSING_FILE: Readonly<Record<string, string>> = {
  templatefile: 'templatefile format specified but no template file given',
  'go-template-file': 'templatefile format specified but no template file given',
  'jsonpath-file': 'jsonpath file format specified but no template file file given',
  'custom-columns-file': 'custom-columns-file format specified but no template file given',
};

/** One object, or a List of them. */
function whole(objects: readonly ApiObject[], isSingle: boolean): unknown {
  if (isSingle) return objects[0];
  return { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects };
}

function nameLine({ kind, metadata }: ApiObject): string {
  return `${kind.toLowerCase()}/${metadata.name}\n`;
}

function customColumnsPrinter(columns: readonly CustomColumn[], args: Arguments): Printer {
  return (objects) => formatCustomColumns(objects, columns, !args.isOn('no-headers'));
}

function jsonPathPrinter(text: string): Printer | string {
  const template = parseJSONPath(text);
  if (template instanceof JSONPathError) {
    return `error parsing jsonpath ${text}, ${template.message}`;
  }
  return (objects, isSingle) => {
    const [first] = objects;
    const data = isSingle && first ? withZeros(first) : whole(objects, isSingle);
    const result = executeJSONPath(template, data, { isTyped: isSingle });
    if (!(result instanceof JSONPathError)) return { text: result };
    return {
      text: `Error executing template: ${result.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${text}\n\tobject given to jsonpath engine was:\n\t\t${formatGoValue(data, isSingle)}\n\n`,
      problem: `error executing jsonpath ${quoteGo(text)}: ${result.message}\n`,
    };
  };
}

function goTemplatePrinter(text: string): Printer | string {
  const template = parseGoTemplate(text);
  if (template instanceof TemplateError)
    return `error parsing template ${text}, ${template.message}`;
  const unknown = unknownFunction(template);
  if (unknown !== undefined) {
    return `error parsing template ${text}, template: output:1: function ${quoteGo(unknown)} not defined`;
  }
  return (objects, isSingle) => {
    const data = whole(objects, isSingle);
    const { text: printed, error } = executeGoTemplate(template, data);
    if (error === undefined) return { text: printed };
    return {
      text: `${printed}Error executing template: ${error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${text}\n\traw data was:\n\t\t${JSON.stringify(data)}\n\tobject given to template engine was:\n\t\t${formatGoValue(data)}\n\n`,
      problem: `error executing template ${quoteGo(text)}: ${error}`,
    };
  };
}
