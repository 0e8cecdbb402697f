// --rollback: the same update with the controllers swapped.

import { mistake, type Failure } from '../failures.ts';
import { print, type Part } from '../process.ts';
import {
  annotated,
  annotationOf,
  DESIRED_REPLICAS,
  ORIGINAL_REPLICAS,
  sourceIdOf,
  UPDATE_SOURCE_ID,
} from './annotations.ts';
import type { Config } from './config.ts';

/** The update the other way round. What the controller that comes back is marked with is written, whatever becomes of it. */
export function* rollBack(config: Config): Part<Config | Failure> {
  const { client, progress, release, old: kept, next: other } = config;
  const marks: Record<string, string> = { [UPDATE_SOURCE_ID]: sourceIdOf(other) };
  const { name } = kept.metadata;
  if (release === 'v1.0') {
    const desired = annotationOf(other, DESIRED_REPLICAS);
    if (desired !== undefined) {
      // Without a line end.
      yield* print('Found desired replicas.');
      marks[DESIRED_REPLICAS] = desired;
    }
  } else {
    const original = annotationOf(kept, ORIGINAL_REPLICAS);
    if (original === undefined) {
      return mistake(`couldn't find original replica count of "${name}"`);
    }
    yield* print(`Setting "${name}" replicas to ${original}\n`);
    marks[DESIRED_REPLICAS] = original;
  }
  const next = annotated(kept, marks);
  yield* progress.report({ isRollback: true, oldName: other.metadata.name, newName: name });
  yield* client.update(next);
  return { ...config, old: other, next, policy: 'Delete' };
}
