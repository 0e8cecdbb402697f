// What a person prefers of the page; kept in this browser, for every tab.

import { readText, writeText } from './storage.ts';
import { useSession, type Preferences } from './store.ts';

const KEY = 'kube-orrery-preferences';

const choices = {
  theme: ['system', 'dark', 'light'],
  motion: ['system', 'less'],
  tabKey: ['indents', 'moves'],
  isHintShown: [true, false],
} as const satisfies { readonly [K in keyof Preferences]: readonly Preferences[K][] };

export function prefer(change: Partial<Preferences>): void {
  useSession.setState(({ preferences }) => ({ preferences: { ...preferences, ...change } }));
  writeText('localStorage', KEY, JSON.stringify(useSession.getState().preferences));
}

/** Takes over what was preferred last time. */
export function recallPreferences(): void {
  const text = readText('localStorage', KEY);
  if (text === undefined) return;
  try {
    const kept = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const known = Object.entries(choices).filter(([name, values]) =>
      (values as readonly unknown[]).includes(kept?.[name]),
    );
    const change = Object.fromEntries(known.map(([name]) => [name, kept?.[name]]));
    useSession.setState(({ preferences }) => ({ preferences: { ...preferences, ...change } }));
  } catch {
    // Somebody else wrote there.
  }
}
