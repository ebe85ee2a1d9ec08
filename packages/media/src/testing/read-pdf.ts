import { inflateSync } from 'node:zlib';

/** What stands on a page of a PDF of ours: lines from top to bottom, each from left to right, and the numbers of the glyphs that were drawn. */
export type ReadPage = { readonly lines: readonly string[]; readonly glyphs: readonly number[]; readonly fonts: readonly string[] };

/** Reads the text out of a PDF as Skia writes them: whoever searches or copies gets these letters. Of each line, the words as they stand. */
export function readPdf(bytes: Buffer): ReadPage[] {
  const objects = new Map(
    [...bytes.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)].map(([, id, body]) => [Number(id), body!]),
  );
  const object = (id: string | undefined): string => objects.get(Number(id)) ?? '';
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b(?!s)/.test(body))
    .map((page) => {
      const fonts = new Map(
        [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => {
          const font = object(id);
          const letters = readLetters(streamOf(object(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1])));
          return [name!, { letters, family: /\/BaseFont \/\w+\+([\w-]+)/.exec(font)?.[1] ?? '' }];
        }),
      );
      return readPage(streamOf(object(/\/Contents (\d+) 0 R/.exec(page)?.[1])), fonts);
    });
}

type Font = { readonly letters: ReadonlyMap<number, string>; readonly family: string };

function streamOf(body: string): string {
  const found = /stream\r?\n([\s\S]*)\r?\nendstream/.exec(body);
  if (!found) return '';
  const [head, data] = [body.slice(0, found.index), Buffer.from(found[1]!, 'latin1')];
  return (head.includes('/FlateDecode') ? inflateSync(data) : data).toString('latin1');
}

/** Which letters a font's glyphs stand for. */
function readLetters(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  const text = (hex: string) => String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
  for (const [, block] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph, hex] of block!.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(Number.parseInt(glyph!, 16), text(hex!));
  for (const [, block] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, first, last, hex] of block!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const from = Number.parseInt(first!, 16);
      for (let glyph = from; glyph <= Number.parseInt(last!, 16); glyph++)
        letters.set(glyph, String.fromCharCode(Number.parseInt(hex!, 16) + glyph - from));
    }
  return letters;
}

function readPage(content: string, fonts: ReadonlyMap<string, Font>): ReadPage {
  const glyphs: number[] = [];
  const pieces = [...content.matchAll(/BT\n([\s\S]*?)ET/g)].map(([, block]) => {
    const font = fonts.get(/\/(F\d+) /.exec(block!)?.[1] ?? '');
    const [, x, y] = /([\d.-]+) ([\d.-]+) Tm/.exec(block!) ?? [];
    const drawn = [...block!.matchAll(/<(\w+)> Tj/g)]
      .flatMap(([, hex]) => hex!.match(/.{4}/g) ?? [])
      .map((unit) => Number.parseInt(unit, 16));
    glyphs.push(...drawn);
    return { x: Number(x), y: Math.round(Number(y)), text: drawn.map((glyph) => font?.letters.get(glyph) ?? '').join('') };
  });
  const lines = [...Map.groupBy(pieces, ({ y }) => y)].sort(([a], [b]) => a - b);
  return {
    lines: lines.map(([, line]) =>
      line
        .toSorted((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join('')
        .replaceAll('\0', '')
        .normalize('NFKC'),
    ),
    glyphs,
    fonts: [...fonts.values()].map(({ family }) => family),
  };
}
