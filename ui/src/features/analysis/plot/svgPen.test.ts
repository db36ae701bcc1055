import { expect, test } from 'vitest';

import { trace } from './marks';
import { escape, svgPen } from './svgPen';

const pen = (title = '図') => svgPen(200, 100, title, (words) => words.length * 10);

test('a picture is whole and carries its title', () => {
  const { finish } = pen('架空<第1>&"製作所"');
  const svg = finish();
  expect(svg).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns=/);
  expect(svg).toContain('<title>架空&lt;第1&gt;&amp;&quot;製作所&quot;</title>');
  expect(svg.trim()).toMatch(/<\/svg>$/);
});

test('what XML can not hold is left out', () => {
  expect(escape('あ\u0000い\u000bう\nえ')).toBe('あいう\nえ');
});

test('strokes become numbers of one place', () => {
  const { pen: lines, finish } = pen();
  lines.line(0, 0.123, 10, 20.06, { stroke: '#000000', width: 2, dash: [4, 3] });
  lines.rect(1, 2, 3, 4, { fill: '#ffffff', alpha: 0.5 });
  expect(finish()).toContain('<line x1="0" y1="0.1" x2="10" y2="20.1" fill="none"');
  expect(finish()).toContain('stroke-dasharray="4 3"');
  expect(finish()).toContain('<rect x="1" y="2" width="3" height="4" fill="#ffffff" opacity="0.5"');
});

test('each quarter has a shape of its own', () => {
  const { pen: lines, finish } = pen();
  for (const quadrant of [0, 1, 2, 3]) {
    lines.path((path) => trace(path, quadrant, 50, 50, 10), { fill: '#000000' });
  }
  const shapes = [...finish().matchAll(/<path d="([^"]*)"/g)].map((match) => match[1]);
  expect(shapes).toHaveLength(4);
  expect(new Set(shapes).size).toBe(4);
  expect(shapes[0]).toContain('a10 10');
});

test('letters are escaped, turned and anchored', () => {
  const { pen: lines, finish } = pen();
  lines.text('売上 < 1 %', 10, 20, { size: 16, fill: '#000000', align: 'end', turned: true });
  expect(finish()).toContain('transform="translate(10 20) rotate(-90)"');
  expect(finish()).toContain('text-anchor="end"');
  expect(finish()).toContain('>売上 &lt; 1 %</text>');
});
