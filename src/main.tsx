// Starts the worker, makes the store, draws the page. Nothing else.
import './ui/theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from './i18n/index.ts';
import { startApp } from './store/start.ts';
import { App } from './ui/App.tsx';
import { startWorker } from './worker/client.ts';

startApp(startWorker);
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <I18nProvider>
      <App />
    </I18nProvider>
  </StrictMode>,
);
