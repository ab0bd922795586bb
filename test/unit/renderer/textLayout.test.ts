import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layout } from '../../../renderer/ui/code/layout.ts';
import type { LayoutJob } from '../../../renderer/ui/code/layout.ts';
import { findAll, firstAfter } from '../../../renderer/ui/code/search.ts';

function laidOut(job: Omit<LayoutJob, 'isPretty'> & Partial<LayoutJob>) {
  const news = [...layout({ isPretty: true, ...job })];
  const text = news.map((each) => (each.kind === 'piece' ? each.text : '')).join('');
  return { text, done: news.find((each) => each.kind === 'done') };
}

const json = (text: string): string => laidOut({ text, language: 'json' }).text;
const xml = (text: string): string => laidOut({ text, language: 'xml' }).text;

describe('JSON in lines', () => {
  it('is what JSON.stringify makes of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(json(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps digits that JavaScript cannot hold, names that stand twice, and their order', () => {
    expect(json('{"id":12345678901234567890,"b":1.0,"b":2,"1":null}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "b": 1.0,\n  "b": 2,\n  "1": null\n}',
    );
  });

  it('changes nothing but white space in a text of any kind', () => {
    const bare = (text: string): string => text.replaceAll(/\s/g, '');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', ' ', '\n', 'a', '1') }),
        (text) => {
          expect(bare(json(text))).toBe(bare(text));
        },
      ),
    );
  });

  it('says when it is not valid', () => {
    expect(laidOut({ text: '{"a":1', language: 'json' }).done).toMatchObject({ isValidJson: false });
    expect(laidOut({ text: '{"a":1}', language: 'json' }).done).toMatchObject({ isValidJson: true });
  });

  it('does not let nesting in bad faith grow beyond a small multiple', () => {
    const text = `${'['.repeat(20_000)}1`;
    expect(json(text).length).toBeLessThan(text.length * 20 + 300_000);
  });
});

describe('XML in lines', () => {
  it('puts elements on lines of their own and leaves text beside its tags', () => {
    expect(xml('<?xml version="1.0"?><a x="1>2"><b>text</b><c/><d></d></a>')).toBe(
      '<?xml version="1.0"?>\n<a x="1>2">\n  <b>text</b>\n  <c/>\n  <d></d>\n</a>',
    );
  });

  it('leaves comments, character data and mixed content whole', () => {
    expect(xml('<a><!-- <b> --><p>one <i>two</i> three</p><t><![CDATA[<x>]]></t></a>')).toBe(
      '<a>\n  <!-- <b> -->\n  <p>one <i>two</i> three</p>\n  <t><![CDATA[<x>]]></t>\n</a>',
    );
  });

  it('lays out what is cut off as far as it goes', () => {
    expect(xml('<a><b>text</b><c attr="un')).toBe('<a>\n  <b>text</b>\n  <c attr="un');
  });

  it('changes nothing but white space in a text of any kind', () => {
    const bare = (text: string): string => text.replaceAll(/\s/g, '');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', '!', '-', '?', '"', "'", '[', 'a', ' ', '\n') }),
        (text) => {
          expect(bare(xml(text))).toBe(bare(text));
        },
      ),
    );
  });
});

describe('long lines', () => {
  it('are broken at the given length, and joined again give the text', () => {
    const text = 'x'.repeat(450_001);
    const { text: shown, done } = laidOut({ text, language: 'text', isPretty: false, longestLine: 10_000 });
    expect(shown.split('\n').every((line) => line.length <= 10_000)).toBe(true);
    expect(shown.replaceAll('\n', '')).toBe(text);
    expect(done).toMatchObject({ hasBrokenLines: true });
  });

  it('leave a text of short lines as it came, with one kind of line end', () => {
    const { text, done } = laidOut({ text: 'a\r\nb\rc\n', language: 'text', isPretty: false, longestLine: 3 });
    expect(text).toBe('a\nb\nc\n');
    expect(done).toMatchObject({ hasBrokenLines: false });
  });
});

describe('search', () => {
  it('takes what was typed as it is, not as a pattern', () => {
    expect(findAll('a.c abc A.C', 'a.c', true)).toEqual([{ from: 0, to: 3 }]);
    expect(findAll('a.c abc A.C', 'a.c', false)).toEqual([
      { from: 0, to: 3 },
      { from: 8, to: 11 },
    ]);
    expect(findAll('(x) [y] \\', '\\', false)).toEqual([{ from: 8, to: 9 }]);
  });

  it('stops counting when nobody would walk through the matches', () => {
    expect(findAll('e'.repeat(50_000), 'e', true)).toHaveLength(10_000);
    expect(findAll('anything', '', false)).toEqual([]);
  });

  it('begins at the match behind a position', () => {
    const spans = findAll('ab ab ab', 'ab', true);
    expect([0, 1, 2, 8].map((position) => firstAfter(spans, position))).toEqual([0, 0, 1, 3]);
  });
});
