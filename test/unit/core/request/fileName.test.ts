import { describe, expect, it } from 'vitest';
import { suggestFileName } from '../../../../main/core/request/fileName.ts';

const url = 'https://api.example.com/v1/meters/export?token=x';
const named = (disposition: string, type = 'application/octet-stream'): string =>
  suggestFileName(url, [
    ['Content-Disposition', disposition],
    ['Content-Type', type],
  ]);

describe('the name of the file of a reply', () => {
  it.each([
    ['attachment; filename="reads.csv"', 'reads.csv'],
    ['attachment; filename=reads.csv', 'reads.csv'],
    ['attachment; filename="a \\"b\\".csv"', 'a _b_.csv'],
    [`attachment; filename="x.csv"; filename*=UTF-8''Z%C3%BCrich%20%E2%82%AC.csv`, 'Zürich €.csv'],
    [`attachment; filename*=iso-8859-1'de'Z%FCrich.csv; filename="x.csv"`, 'Zürich.csv'],
    [`attachment; filename*=UTF-8''%ff.csv; filename="x.csv"`, 'x.csv'],
    ['inline', 'export'],
  ])('is the one that the server gives: %s', (disposition, name) => {
    expect(named(disposition)).toBe(name);
  });

  it.each([
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\Windows\\\\win.ini"', 'win.ini'],
    [`attachment; filename*=UTF-8''..%2F..%2F.bashrc`, 'bashrc'],
    [`attachment; filename*=UTF-8''a%00%0Ab%E2%80%AEtxt.exe`, 'abtxt.exe'],
    ['attachment; filename="con.json"', '_con.json'],
    ['attachment; filename="LPT1"', '_LPT1'],
    ['attachment; filename="a:b|c?.txt. "', 'a_b_c_.txt'],
    ['attachment; filename=".."', 'export'],
    ['attachment; filename=""', 'export'],
  ])('is a name alone, and one that every system takes: %s', (disposition, name) => {
    expect(named(disposition)).toBe(name);
  });

  it.each([
    ['https://a.example/users', 'application/json; charset=utf-8', 'users.json'],
    ['https://a.example/users/', 'application/scim+json', 'users.json'],
    ['https://a.example/soap', 'application/soap+xml', 'soap.xml'],
    ['https://a.example/report.pdf', 'application/pdf', 'report.pdf'],
    ['https://a.example/pictures/7', 'image/png', '7.png'],
    ['https://a.example/', 'text/html', 'reply.html'],
    ['https://a.example/v1.2', 'text/plain', 'v1.2.txt'],
    ['https://a.example/%2E%2E%2FZ%C3%BCrich', '', 'Zürich'],
    ['https://a.example/%ff', '', '%ff'],
  ])('is made of the address and the type: %s, %s', (address, type, name) => {
    expect(suggestFileName(address, [['content-type', type]])).toBe(name);
  });

  it('is never longer than a file system takes, and keeps its extension', () => {
    const name = named(`attachment; filename="${'Ü'.repeat(900)}.csv"`);
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^Ü+\.csv$/);
  });
});
