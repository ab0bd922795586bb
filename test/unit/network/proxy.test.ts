import { expect, test } from 'vitest';
import { parsePacAnswer, parseProxyUrl } from '../../../main/network/proxy.ts';

test.each([
  ['proxy.example:8080', 'http://proxy.example:8080'],
  ['http://proxy.example', 'http://proxy.example:80'],
  ['http://proxy.example:80', 'http://proxy.example:80'],
  ['https://proxy.example', 'https://proxy.example:443'],
  ['https://proxy.example:443', 'https://proxy.example:443'],
  ['https://proxy.example:80', 'https://proxy.example:80'],
  ['SOCKS5://proxy.example', 'socks5://proxy.example:1080'],
  ['socks5h://proxy.example:80', 'socks5://proxy.example:80'],
  ['socks://[::1]:1', 'socks5://[::1]:1'],
])('%s is %s', (text, label) => {
  expect(parseProxyUrl(text).label).toBe(label);
});

test('credentials are decoded and stay out of the label', () => {
  const proxy = parseProxyUrl('http://ja%40ne:p%3Ass%2F@proxy.example:3128');
  expect(proxy.credentials).toEqual({ username: 'ja@ne', password: 'p:ss/' });
  expect(proxy.label).toBe('http://proxy.example:3128');
});

test('a password of digits before the host is not its port', () => {
  expect(parseProxyUrl('http://jane:8080@proxy.example')).toMatchObject({ host: 'proxy.example', port: 80 });
  expect(parseProxyUrl('socks5://jane:1234@proxy.example')).toMatchObject({ port: 1080 });
});

test.each([
  'http://jane:12/34@proxy.example:99',
  '',
  '   ',
  'ftp://proxy.example',
  'http://',
  'http://a b',
  'http://host:99999',
])('%j is refused', (text) => {
  expect(() => parseProxyUrl(text)).toThrow(expect.objectContaining({ field: 'connection.proxy.url' }));
});

test('a PAC answer lists the ways in its order', () => {
  const ways = parsePacAnswer('PROXY a:1; HTTPS b:2;SOCKS c:3 ; DIRECT;');
  expect(ways.map((way) => way?.label)).toEqual(['http://a:1', 'https://b:2', 'socks5://c:3', undefined]);
  expect(parsePacAnswer('')).toEqual([undefined]);
  expect(() => parsePacAnswer('SOCKS4 a:1')).toThrow(expect.objectContaining({ code: 'network.proxy' }));
});
