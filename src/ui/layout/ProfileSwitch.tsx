// Which Kubernetes the cluster is. Another one means a new cluster, so it asks first.

import { startOver, useSession, type ProfileName } from '../../session/index.ts';
import { closePopover, Popover } from './Popover.tsx';

const titles: Readonly<Record<ProfileName, string>> = { book: 'Book 1.3', 'v1.3': 'v1.3' };

const meanings: Readonly<Record<ProfileName, string>> = {
  book: 'Kubernetes 1.3 set up as the book does: node ports from 1 to 65535, and the rolling-update of 1.0.',
  'v1.3':
    'Kubernetes 1.3 as it comes: node ports from 30000 to 32767, and the rolling-update of 1.3.',
};

export function ProfileSwitch() {
  const current = useSession(({ origin }) => origin.profile);
  return (
    <div className="segments" role="group" aria-label="Profile">
      {(Object.keys(titles) as ProfileName[]).map((profile) =>
        profile === current ? (
          <button key={profile} type="button" aria-pressed="true" title={meanings[profile]}>
            {titles[profile]}
          </button>
        ) : (
          <Other key={profile} profile={profile} />
        ),
      )}
      <button
        type="button"
        aria-pressed="false"
        disabled
        title="Today's Kubernetes is not built yet"
      >
        Modern
      </button>
    </div>
  );
}

function Other({ profile }: { profile: ProfileName }) {
  const id = `profile-${profile}`;
  return (
    <>
      <button type="button" aria-pressed="false" popoverTarget={id} title={meanings[profile]}>
        {titles[profile]}
      </button>
      <Popover id={id} label={`Start ${titles[profile]}`} width={320}>
        {() => (
          <>
            <h2>A new cluster: {titles[profile]}</h2>
            <p>{meanings[profile]}</p>
            <p>Your files stay. The objects, the terminal and time start over.</p>
            <div className="popoverActions">
              <button
                type="button"
                className="button small primary"
                onClick={() => startOver({ profile })}
              >
                Start {titles[profile]}
              </button>
              <button type="button" className="button small" onClick={() => closePopover(id)}>
                Keep this one
              </button>
            </div>
          </>
        )}
      </Popover>
    </>
  );
}
