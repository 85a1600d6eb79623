// The baseline: what a first attempt looks like. It gets the product's own frames from the product's own worker, and draws nothing but the graph.
import '@xyflow/react/dist/style.css';
import './naive.css';
import { createRoot } from 'react-dom/client';
import { ensureExists } from '../../../src/base/assert.ts';
import { startWorker } from '../../../src/worker/client.ts';
import { Naive } from './Naive.tsx';

const worker = startWorker();
createRoot(ensureExists(document.getElementById('root'), 'the root element')).render(<Naive worker={worker} />);
const { dataset } = document.documentElement;
worker.subscribe((message) => {
  if (message.type === 'frame') dataset['now'] = String(Math.floor(message.playback.now));
});
void worker.send({ type: 'open', source: { from: 'link', fragment: location.hash } }).then(({ ok }) => {
  dataset['busy'] = String(!ok);
});
