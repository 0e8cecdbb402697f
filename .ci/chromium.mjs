// Which browser the tests run in. Used by the bootstrap and by playwright.config.ts.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/**
 * The executable to start: a path, or undefined for the one that Playwright itself has downloaded.
 * @param {string} downloaded where Playwright would have put its own
 * @returns {string | undefined}
 * @throws {Error} when the browser that was asked for is missing, or when there is none at all
 */
export function chooseChromium(downloaded) {
  for (const name of ['E2E_CHROMIUM', 'CHROME_PATH']) {
    const asked = process.env[name];
    if (!asked) continue;
    if (existsSync(asked)) return asked;
    throw new Error(`${name} is ${asked}, and there is no such file`);
  }
  if (existsSync(downloaded)) return undefined;
  const installed = systemPaths().find((path) => existsSync(path));
  if (installed) return installed;
  throw new Error(NO_CHROMIUM);
}

export const NO_CHROMIUM = `No Chromium was found. Any one of these helps:
  1. install Chrome or Chromium with the system's package manager (Debian: apt-get install chromium);
  2. npx playwright install chromium
  3. set E2E_CHROMIUM to the path of a Chromium, Chrome or Edge.`;

/** @returns {string[]} */
function systemPaths() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    return folders.flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]);
  }
  return [
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
  ];
}
