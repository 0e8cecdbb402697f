// Mounts the page on a session: one Worker, one window.orrery.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import {
  openWork,
  orrery,
  provideWorkers,
  recallPreferences,
  type Orrery,
} from './session/index.ts';
import { App } from './ui/App.tsx';
import './ui/layout/tokens.css';
import './ui/layout/base.css';
import './ui/layout/forcedColors.css';

declare global {
  interface Window {
    orrery: Orrery;
  }
}

provideWorkers(
  () => new Worker(new URL('./simulator/host/worker.ts', import.meta.url), { type: 'module' }),
);
recallPreferences();
void openWork();
window.orrery = orrery;

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
