import { expect, test } from 'vitest';
import { withFacts } from './web-pages.js';

const page = '<head><title>Portside</title></head><body></body>';

test('a page carries its title and facts as text, whatever is written in them', () => {
  const facts = { productName: '"><script>alert(1)</script> & $& $1' };
  const told = withFacts(page, facts);
  expect(told).not.toContain('<script>');
  expect(told).toContain('<title>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; $&amp; $1</title>');
  const [, content = ''] = /<meta name="panel" content="([^"]*)">/.exec(told) ?? [];
  const read = content
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  expect(JSON.parse(read)).toEqual(facts);
});
