import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/index.ts';
import { initialPlayback } from '../../store/playback.ts';
import { fakeStore, frameMidUpdate } from '../../store/testing.ts';
import { Dock } from './Dock.tsx';

function draw(frame = frameMidUpdate()) {
  const made = fakeStore({ frame });
  render(
    <I18nProvider>
      <Dock isSmall={false} />
    </I18nProvider>,
  );
  return made;
}

test('each button sends its command', async () => {
  const { client } = draw();
  for (const name of ['Play', 'One decision on', 'To the next change', 'One decision back', 'Undo my last action', 'Back to the start'])
    await userEvent.click(screen.getByRole('button', { name }));
  const sent = client.sent.map((command) => ('stride' in command ? `${command.type} ${command.stride}` : command.type));
  expect(sent).toEqual(['play', 'step decision', 'step change', 'stepBack decision', 'undoAction', 'backToStart']);
});

test('a button that can do nothing says why and does nothing', async () => {
  const { client } = draw(frameMidUpdate({ playback: { ...initialPlayback, now: 0, step: 0 } }));
  const back = screen.getByRole('button', { name: 'One decision back — The run stands at its start' });
  await userEvent.click(back);
  await userEvent.click(screen.getByRole('button', { name: 'One decision on — Nothing is due: change something first' }));
  expect(client.sent).toEqual([]);
});

test('speed goes up and down in steps', async () => {
  const { client } = draw();
  await userEvent.click(screen.getByRole('button', { name: 'Faster' }));
  await userEvent.click(screen.getByRole('button', { name: 'Slower' }));
  expect(client.sent).toEqual([
    { type: 'speed', speed: 2 },
    { type: 'speed', speed: 0.5 },
  ]);
});

test('the chart is a slider whose value is said in words and moved by keys, within what was played', async () => {
  const { client } = draw();
  const chart = screen.getByRole('slider', { name: 'Pods over time' });
  expect(chart.getAttribute('aria-valuetext')).toBe('00:07.2: 3 available, 2 starting, 1 leaving; floor 3, ceiling 5');
  act(() => chart.focus());
  await userEvent.keyboard('{ArrowLeft}{ArrowRight}{Home}');
  expect(client.sent.flatMap((command) => (command.type === 'seek' ? [command.at] : []))).toEqual([6_700, 7_200, 0]);
});
