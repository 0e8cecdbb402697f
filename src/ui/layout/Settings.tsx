// What a person may choose about the page; it is kept in this browser.

import { prefer, startFresh, useSession, type Preferences } from '../../session/index.ts';
import { closePopover, popovers } from './Popover.tsx';

export function Settings() {
  const kept = useSession((session) => session.preferences);
  return (
    <div className="settings">
      <h2>Settings</h2>
      <Choice
        name="Theme"
        value={kept.theme}
        options={{ system: 'System', dark: 'Dark', light: 'Light' }}
        onChoose={(theme) => prefer({ theme })}
      />
      <Choice
        name="Motion"
        value={kept.motion}
        options={{ system: 'System', less: 'Less' }}
        onChoose={(motion) => prefer({ motion })}
      />
      <Choice
        name="Tab in the editor"
        value={kept.tabKey}
        options={{ indents: 'Indents', moves: 'Moves on' }}
        onChoose={(tabKey) => prefer({ tabKey })}
      />
      <p className="caption">
        For a projector, the browser's own zoom makes everything larger: <kbd>Ctrl +</kbd>
      </p>
      <StartAgain />
    </div>
  );
}

function StartAgain() {
  const again = () => {
    startFresh();
    closePopover(popovers.settings);
  };
  return (
    <>
      <h3>This cluster</h3>
      <p>A new cluster with the first files. What you typed and wrote here is gone then.</p>
      <div className="popoverActions">
        <button type="button" className="button small" onClick={again}>
          Start fresh
        </button>
      </div>
    </>
  );
}

interface ChoiceProps<V extends Preferences[keyof Preferences] & string> {
  readonly name: string;
  readonly value: V;
  readonly options: Readonly<Record<V, string>>;
  readonly onChoose: (value: V) => void;
}

function Choice<V extends Preferences[keyof Preferences] & string>(props: ChoiceProps<V>) {
  const { name, value, options, onChoose } = props;
  return (
    <fieldset>
      <legend>{name}</legend>
      <div className="segments">
        {(Object.keys(options) as V[]).map((option) => (
          <label key={option}>
            <input
              type="radio"
              className="unseen"
              name={name}
              checked={option === value}
              onChange={() => onChoose(option)}
            />
            {options[option]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
