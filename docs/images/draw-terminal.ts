// Draws what a terminal shows as an SVG: script -qec 'stty cols 100; earshot show …' /dev/null | node docs/images/draw-terminal.ts 30 > docs/images/show.svg
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';

const COLORS: Readonly<Record<string, string>> = {
  31: '#f07178',
  32: '#9ece6a',
  33: '#e0af68',
  35: '#c792ea',
  36: '#7dcfff',
};
const [CHARACTER, LINE, PAD] = [8.43, 20, 20];
const ESCAPE = String.fromCharCode(27);

const shown = (await text(process.stdin)).replaceAll('\r', '').trimEnd().split('\n');
const lines = shown.slice(0, Number(process.argv[2] ?? shown.length));
const width = Math.ceil(Math.max(...lines.map((line) => stripVTControlCharacters(line).length)) * CHARACTER) + 2 * PAD;

const escaped = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function drawn(line: string): string {
  let style = '';
  return line.split(ESCAPE).reduce((svg, part, index) => {
    const [, codes = '', rest = part] = (index > 0 && /^\[([\d;]*)m(.*)$/.exec(part)) || [];
    if (index > 0) {
      const color = COLORS[codes];
      style = color
        ? ` fill="${color}"`
        : codes === '1'
          ? ' font-weight="bold" fill="#fff"'
          : codes === '2'
            ? ' fill="#8b93a7"'
            : '';
    }
    return rest === '' ? svg : `${svg}<tspan${style}>${escaped(rest)}</tspan>`;
  }, '');
}

const rows = lines.map((line, index) => `<text x="${PAD}" y="${PAD + LINE * (index + 0.75)}">${drawn(line)}</text>`);
const height = LINE * lines.length + 2 * PAD;
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">
<title>A terminal</title>
<style>text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #d5d9e3; white-space: pre }</style>
<rect width="${width}" height="${height}" rx="10" fill="#1b1f2a"/>
${rows.join('\n')}
</svg>
`);
