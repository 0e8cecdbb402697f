// A link that holds this cluster: what was typed and written, and when. Nothing is sent anywhere.

import { useEffect, useState } from 'react';
import { shareAddress } from '../../session/index.ts';

/** Some programs cut longer addresses off. */
const LONG = 8_000;

export function Share() {
  const [address, setAddress] = useState('');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    shareAddress().then(setAddress, () => undefined);
  }, []);
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <>
      <h2>Share this cluster</h2>
      <p>
        The link holds the files and every command with its time. Who opens it sees them replayed up
        to this moment.
      </p>
      <input
        className="linkBox"
        aria-label="Link"
        readOnly
        value={address}
        onFocus={({ target }) => target.select()}
      />
      {address.length > LONG ? (
        <p className="caption">It is long: some mail programs cut such links off.</p>
      ) : null}
      <div className="popoverActions">
        <button
          type="button"
          className="button small primary"
          disabled={address === ''}
          onClick={() => copy().catch(() => setCopied(false))}
        >
          Copy link
        </button>
        <output className="caption">{isCopied ? 'Copied.' : ''}</output>
      </div>
    </>
  );
}
