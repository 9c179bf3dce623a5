import { expect, it } from 'vitest';
import { changeFrom, rules } from './branding-values.js';

const values = { productName: 'Wolke', supportText: 'Night shift', supportLink: '', logoOnLight: '', logoOnDark: '' };
const link = (supportLink: string) => rules.supportLink(supportLink);
const sent = (supportLink: string) => changeFrom({ ...values, supportLink }).supportLink;

it('takes a page or an e-mail address as the link, and sends an address as a link', () => {
  for (const written of ['', 'https://help.example', 'mailto:night@wolke.example', ' night@wolke.example ']) {
    expect(link(written), written).toBeNull();
  }
  expect(['https://help.example/a@b', 'mailto:night@wolke.example', ' night@wolke.example ', ''].map(sent)).toEqual([
    'https://help.example/a@b',
    'mailto:night@wolke.example',
    'mailto:night@wolke.example',
    null,
  ]);
});

it('refuses what is neither', () => {
  for (const written of ['help.example', 'http://help.example', 'javascript:alert(1)', 'javascript:a@b', '@wolke']) {
    expect(link(written), written).not.toBeNull();
  }
});
