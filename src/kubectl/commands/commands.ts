// The commands that are simulated, by name.

import { apply } from './apply.ts';
import type { Command } from './command.ts';
import { create } from './create.ts';
import { deleteCommand } from './delete.ts';
import { describe } from './describe.ts';
import { exec } from './exec.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { scale } from './scale.ts';

const commands: readonly Command[] = [
  get,
  describe,
  create,
  apply,
  deleteCommand,
  scale,
  expose,
  exec,
];

export function findCommand(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}
