import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { detectLocale, I18nProvider, useFormat, useLocale, useT } from './index.ts';

function Probe() {
  const t = useT();
  const format = useFormat();
  const [locale, setLocale] = useLocale();
  const [count, setCount] = useState(0);
  return (
    <>
      <button type="button" onClick={() => setCount(count + 1)}>
        {count}
      </button>
      <button type="button" onClick={() => setLocale('zh-CN')}>
        {t('shell.language')}
      </button>
      <p data-testid="facts">{`${locale} ${format.number(12_345.5)} ${format.duration(500)} ${format.duration(59_960)} ${format.duration(90_000)}`}</p>
    </>
  );
}

const clickOn = (name: string) => act(async () => screen.getByRole('button', { name }).click());

test('the language changes in place, keeps the state of the page and is remembered', async () => {
  const first = render(
    <I18nProvider>
      <Probe />
    </I18nProvider>,
  );
  await clickOn('0');
  expect(screen.getByTestId('facts').textContent).toBe('en 12,345.5 0.5s 1m 1m 30s');
  expect(document.documentElement.lang).toBe('en');

  await clickOn('Language');
  await screen.findByRole('button', { name: '语言' });
  expect(screen.getByTestId('facts').textContent).toBe('zh-CN 12,345.5 0.5秒 1分钟 1分钟 30秒');
  expect(screen.getByRole('button', { name: '1' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('zh-CN');

  first.unmount();
  render(
    <I18nProvider>
      <Probe />
    </I18nProvider>,
  );
  expect(await screen.findByRole('button', { name: '语言' })).toBeTruthy();
});

test.each([
  [['de-DE', 'zh-Hans-CN', 'en'], 'zh-CN'],
  [['en-GB', 'zh-CN'], 'en'],
  [['zh'], 'zh-CN'],
  [['fr'], 'en'],
  [[], 'en'],
])('detectLocale(%j) is %s', (languages, locale) => {
  expect(detectLocale(languages)).toBe(locale);
});
