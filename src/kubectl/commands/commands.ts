// The commands that are simulated, by name.

import { annotate } from './annotate.ts';
import { apply } from './apply.ts';
import { apiVersions, clusterInfo, config, version } from './clusterInformation.ts';
import type { Command } from './command.ts';
import { create } from './create.ts';
import { deleteCommand, stop } from './delete.ts';
import { describe } from './describe.ts';
import { edit } from './edit.ts';
import { exec } from './exec.ts';
import { explain } from './explain.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { label } from './label.ts';
import { logs } from './logs.ts';
import { cordon, drain, uncordon } from './nodes.ts';
import { patch } from './patch.ts';
import { replace } from './replace.ts';
import { rollingUpdate } from './rollingUpdate.ts';
import { rollout } from './rollout.ts';
import { run } from './run.ts';
import { scale } from './scale.ts';
import { set } from './set.ts';

const commands: readonly Command[] = [
  get,
  describe,
  explain,
  version,
  clusterInfo,
  apiVersions,
  config,
  create,
  replace,
  patch,
  deleteCommand,
  edit,
  apply,
  scale,
  set,
  cordon,
  drain,
  uncordon,
  exec,
  logs,
  run,
  expose,
  rollingUpdate,
  rollout,
  label,
  annotate,
  stop,
];

export function findCommand(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}
