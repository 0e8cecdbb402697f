import type { Session } from '../../session/index.ts';

type Tables = Session['tables'];

/** That a component stands still, or how much later a person lets it react. */
export function troubleOf({ stopped, settings }: Tables, component = ''): string | undefined {
  if (stopped[component]) return 'stopped';
  const delay = settings[`delay ${component}`]?.value;
  return delay === undefined ? undefined : `+${Number(delay) / 1000} s late`;
}
