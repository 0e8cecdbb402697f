// Runs Go templates over JSON, as kubectl's -o go-template does: a field that is not there prints <no value>.

import {
  CallError,
  fewestArguments,
  functions,
  goType,
  Integer,
  isMap,
  isTrue,
  show,
  unwrap,
} from './goTemplateFunctions.ts';
import {
  TemplateError,
  type Command,
  type GoTemplate,
  type Node,
  type Operand,
  type Pipeline,
} from './goTemplateSyntax.ts';

/** A template that does more than this is stopped: it can call itself. */
const MOST_STEPS = 500_000;
const LONGEST_OUTPUT = 5_000_000;
const DEEPEST_CALL = 100;

export interface TemplateResult {
  readonly text: string;
  /** What stopped it; the text until then stays. */
  readonly error?: string;
}

export function executeGoTemplate(template: GoTemplate, data: unknown): TemplateResult {
  const run = new Run(template, data);
  try {
    run.all(template.nodes, data, { $: data });
    return { text: run.text };
  } catch (error) {
    if (error instanceof TemplateError) return { text: run.text, error: error.message };
    throw error;
  }
}

/** The function that a template calls and that there is none of, for the parser's complaint. */
export function unknownFunction(template: GoTemplate): string | undefined {
  const all = [template.nodes, ...template.defined.values()].flatMap((nodes) =>
    nodes.flatMap(namesIn),
  );
  return all.find((name) => !Object.hasOwn(functions, name));
}

function namesIn(node: Node): string[] {
  if (node.type === 'text') return [];
  const own = node.pipeline ? namesOfPipeline(node.pipeline) : [];
  if (node.type === 'pipeline' || node.type === 'template') return own;
  return [...own, ...node.body.flatMap(namesIn), ...node.otherwise.flatMap(namesIn)];
}

function namesOfPipeline({ commands }: Pipeline): string[] {
  return commands.flatMap(({ operands }) => operands.flatMap(namesOfOperand));
}

function namesOfOperand(operand: Operand): string[] {
  if (operand.type === 'function') return [operand.name];
  if (operand.type === 'parenthesis') return namesOfPipeline(operand.pipeline);
  return operand.type === 'chain' && operand.base ? namesOfOperand(operand.base) : [];
}

type Variables = Readonly<Record<string, unknown>>;

class Run {
  text = '';
  private readonly template: GoTemplate;
  private readonly data: unknown;
  private steps = 0;
  private depth = 0;

  constructor(template: GoTemplate, data: unknown) {
    this.template = template;
    this.data = data;
  }

  /** Variables that are declared in a list are known to its end. */
  all(nodes: readonly Node[], dot: unknown, variables: Variables): void {
    let known = variables;
    for (const node of nodes) known = this.one(node, dot, known);
  }

  private one(node: Node, dot: unknown, variables: Variables): Variables {
    if (++this.steps > MOST_STEPS || this.text.length > LONGEST_OUTPUT) {
      throw new TemplateError(
        'template: output: the template does more than this playground lets it',
      );
    }
    switch (node.type) {
      case 'text':
        this.text += node.text;
        return variables;
      case 'pipeline': {
        const value = this.pipeline(node.pipeline, dot, variables);
        const [name] = node.pipeline.declared;
        if (name === undefined) this.text += show(value);
        return name === undefined ? variables : { ...variables, [name]: value };
      }
      case 'if':
      case 'with':
        this.choose(node, dot, variables);
        return variables;
      case 'range':
        this.range(node, dot, variables);
        return variables;
      case 'template':
        this.call(node, dot, variables);
        return variables;
    }
  }

  private choose(
    node: Extract<Node, { type: 'if' | 'with' | 'range' }>,
    dot: unknown,
    variables: Variables,
  ): void {
    const value = this.pipeline(node.pipeline, dot, variables);
    const [name] = node.pipeline.declared;
    const known = name === undefined ? variables : { ...variables, [name]: value };
    if (isTrue(unwrap(value))) this.all(node.body, node.type === 'with' ? value : dot, known);
    else this.all(node.otherwise, dot, known);
  }

  private range(
    node: Extract<Node, { type: 'if' | 'with' | 'range' }>,
    dot: unknown,
    variables: Variables,
  ): void {
    const value = this.pipeline(node.pipeline, dot, variables);
    const pairs = pairsOf(value);
    if (!pairs) {
      this.fail(node.pipeline.text, `range can't iterate over ${show(value)}`);
    }
    if (pairs?.length === 0) {
      this.all(node.otherwise, dot, variables);
      return;
    }
    const { declared } = node.pipeline;
    for (const [key, item] of pairs ?? []) {
      const names = declared.length === 2 ? [key, item] : [item];
      const own = Object.fromEntries(declared.map((name, index) => [name, names[index]]));
      this.all(node.body, item, { ...variables, ...own });
    }
  }

  private call(
    node: Extract<Node, { type: 'template' }>,
    dot: unknown,
    variables: Variables,
  ): void {
    const nodes = this.template.defined.get(node.name);
    if (!nodes) this.fail(`template "${node.name}"`, `template "${node.name}" not defined`);
    if (++this.depth > DEEPEST_CALL) {
      this.fail(`template "${node.name}"`, 'exceeded maximum template depth');
    }
    const value = node.pipeline ? this.pipeline(node.pipeline, dot, variables) : undefined;
    this.all(nodes ?? [], value, { $: value });
    this.depth--;
  }

  private pipeline(pipeline: Pipeline, dot: unknown, variables: Variables): unknown {
    let value: unknown;
    for (const [index, command] of pipeline.commands.entries()) {
      const piped = index === 0 ? [] : [value];
      value = this.command(command, piped, { dot, variables, text: pipeline.text });
    }
    return value;
  }

  private command({ operands }: Command, piped: readonly unknown[], context: Context): unknown {
    const [first, ...others] = operands;
    if (first?.type !== 'function') {
      if (others.length > 0 || piped.length > 0) {
        this.fail(context.text, `can't give argument to non-function ${context.text}`);
      }
      return first === undefined ? undefined : this.operand(first, context);
    }
    const args = [...others.map((operand) => this.operand(operand, context)), ...piped];
    const { name } = first;
    if (args.length < (fewestArguments[name] ?? 0)) {
      this.fail(
        context.text,
        `wrong number of args for ${name}: want at least ${fewestArguments[name]} got ${args.length}`,
      );
    }
    try {
      return functions[name]?.(...args);
    } catch (error) {
      if (error instanceof CallError) return this.fail(context.text, error.message);
      throw error;
    }
  }

  private operand(operand: Operand, context: Context): unknown {
    switch (operand.type) {
      case 'dot':
        return context.dot;
      case 'literal':
        return typeof operand.value === 'number' && Number.isInteger(operand.value)
          ? new Integer(operand.value)
          : operand.value;
      case 'function':
        return this.command({ operands: [operand] }, [], context);
      case 'variable':
        if (operand.name === '$') return context.variables['$'] ?? this.data;
        if (!Object.hasOwn(context.variables, operand.name)) {
          this.fail(context.text, `undefined variable: ${operand.name}`);
        }
        return context.variables[operand.name];
      case 'parenthesis':
        return this.pipeline(operand.pipeline, context.dot, context.variables);
      case 'chain': {
        const base = operand.base ? this.operand(operand.base, context) : context.dot;
        return this.fields(base, operand.fields, operand.text);
      }
    }
  }

  private fields(base: unknown, names: readonly string[], text: string): unknown {
    let value = base;
    for (const name of names) {
      if (value === undefined) return undefined;
      if (value === null) this.fail(text, `nil pointer evaluating interface {}.${name}`);
      if (!isMap(value)) this.fail(text, `can't evaluate field ${name} in type ${goType(value)}`);
      value = Object.hasOwn(value, name) ? value[name] : undefined;
    }
    return value;
  }

  private fail(text: string, message: string): never {
    throw new TemplateError(`template: output:1: executing "output" at <${text}>: ${message}`);
  }
}

interface Context {
  readonly dot: unknown;
  readonly variables: Variables;
  /** The pipeline, for messages. */
  readonly text: string;
}

/** What a range goes over: a list by index, a map by sorted keys, nothing for nothing. */
function pairsOf(value: unknown): (readonly [unknown, unknown])[] | undefined {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((item: unknown, index) => [new Integer(index), item]);
  if (!isMap(value)) return undefined;
  return Object.keys(value)
    .sort()
    .map((key) => [key, value[key]]);
}
