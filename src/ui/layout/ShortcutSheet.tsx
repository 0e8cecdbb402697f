import { Fragment } from 'react';
import { shortcutGroups } from './shortcuts.ts';

export function ShortcutSheet() {
  return (
    <>
      <h2>Keys</h2>
      {shortcutGroups.map(({ where, shortcuts }) => (
        <section key={where} aria-label={where}>
          <h3>{where}</h3>
          <dl className="keys">
            {shortcuts.map(({ keys, what }) => (
              <Fragment key={what}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
