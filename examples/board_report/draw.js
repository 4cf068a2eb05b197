// SPDX-License-Identifier: MIT
// Draws the charts of a board report: each is an SVG, made by Apache ECharts from the table that stands in the page.
//
//     board_report deals.csv subscriptions.csv | node draw.js > report.html
//
// Every chart is drawn for several widths, and the page's style shows the one that fits. Colours are those of the
// style, so that one drawing serves light, dark and paper.
'use strict';

let echarts;
try {
  echarts = require('echarts');
} catch {
  fail('ECharts is missing: npm install echarts (./dev report does it), and NODE_PATH where it is elsewhere.');
}

function fail(sentence) {
  process.stderr.write(sentence + '\n');
  process.exit(2);
}

// The library blends and compares colours, which it cannot do with names of the style: these stand for them meanwhile.
const names = ['ink', 'muted', 'line', 'track', 'accent', 'soft', 'good', 'bad', 'card',
  ...[0, 1, 2, 3, 4, 5].flatMap((i) => ['heat' + i, 'on' + i])];
const colour = Object.fromEntries(names.map((name, i) => [name, '#fe' + (0x1000 + i).toString(16)]));

const narrow = (width) => width < 400;

/// About how wide a text comes out; East Asian letters are as wide as they are high.
const widthOf = (text, size) => [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e80 ? 1 : 0.57), 0) * size;
const widest = (texts, size) => Math.ceil(Math.max(0, ...texts.map((text) => widthOf(text, size))));
const cut = (text, width, size) => {
  if (widthOf(text, size) <= width) return text;
  let letters = [...text];
  while (letters.length > 1 && widthOf(letters.join('') + '…', size) > width) letters.pop();
  return letters.join('').trimEnd() + '…';
};

const text = (size, color = colour.ink, more = {}) => ({ fontFamily: 'var(--font)', fontSize: size, color, ...more });
const hidden = { show: false };
const noLines = { axisLine: hidden, axisTick: hidden, splitLine: hidden };
const still = { animation: false, silent: true, emphasis: { disabled: true } };

/// A line across the chart with its name at the end.
const mark = (axis, value, label, more = {}) => ({
  ...still,
  symbol: 'none',
  z: 1,
  lineStyle: { color: colour.muted, width: 1, type: [4, 3] },
  label: { formatter: () => label, ...text(11, colour.muted), ...more },
  data: [{ [axis]: value }],
});

const kinds = {
  /// Horizontal bars, each with its value; what it was made of stands at the right, or below the name where that would
  /// leave the bars no room.
  bars({ rows, marks }, width) {
    const few = rows.length < 6;
    const names = rows.map((r) => r[0].text);
    const basis = rows.map((r) => cut(r[2].text, width * 0.42, 11.5));
    const value = widest(rows.map((r) => r[1].text), 12) + 10;
    const room = Math.min(widest(names, 12) + 12, width * 0.32);
    const below = width - room - value - widest(basis, 11.5) < width / 4;
    const left = below ? Math.max(room, widest(basis, 11) + 12) : room;
    const right = value + (below ? 0 : widest(basis, 11.5) + 10);
    const step = few ? 44 : below ? 31 : 26;
    const top = marks.length ? 20 : 2;
    const most = Math.max(1e-9, ...[...rows.map((r) => r[1]), ...marks].map((cell) => cell.number ?? 0));
    const axis = { type: 'category', inverse: true, ...noLines };
    return {
      height: top + rows.length * step + 2,
      option: {
        grid: { left, right, top, bottom: 2 },
        xAxis: { type: 'value', min: 0, max: most, show: false },
        yAxis: [
          { ...axis, data: names.map((name) => cut(name, left - 12, 12)), position: 'left',
            axisLabel: { ...text(12), margin: left, align: 'left', interval: 0,
              ...(below && { verticalAlign: 'bottom', padding: [0, 0, 1, 0] }) } },
          { ...axis, data: basis, position: below ? 'left' : 'right', offset: 0,
            axisLabel: { ...text(below ? 11 : 11.5, colour.muted), margin: below ? left : right,
              align: below ? 'left' : 'right', interval: 0,
              ...(below && { verticalAlign: 'top', padding: [2, 0, 0, 0] }) } },
        ],
        series: [{
          type: 'bar', ...still, barWidth: few ? 24 : 13,
          itemStyle: { color: colour.accent, borderRadius: 2 },
          data: rows.map((r) => ({
            value: r[1].number ?? 0,
            label: { show: true, position: 'right', distance: 4, formatter: () => r[1].text,
              ...text(12, colour.ink, { fontWeight: 600, backgroundColor: colour.card, padding: [2, 3] }) },
          })),
          markLine: marks.length
            ? mark('xAxis', marks[0].number, `${marks[0].name} ${marks[0].text}`, { position: 'start', distance: 5 })
            : undefined,
        }],
      },
    };
  },

  /// Revenue at the ends of months; the months of the period stand out.
  trend({ rows }, width) {
    const labelled = new Set([0, rows.length - 1]);
    return {
      height: narrow(width) ? 200 : 250,
      option: {
        grid: { left: 4, right: 4, top: 24, bottom: 26 },
        xAxis: { type: 'category', data: rows.map((r) => r[0].text), axisTick: hidden,
          axisLine: { lineStyle: { color: colour.line } },
          axisLabel: { ...text(11, colour.muted), interval: 0, showMinLabel: true, showMaxLabel: true,
            formatter: (month, i) => (i === 0 || i === rows.length - 1 || month.endsWith('-01') &&
              i > 3 && i < rows.length - 4 ? month : ''),
            alignMinLabel: 'left', alignMaxLabel: 'right' } },
        yAxis: { type: 'value', min: 0, show: false },
        series: [{
          type: 'bar', ...still, barCategoryGap: '22%',
          data: rows.map((r, i) => ({
            value: r[1].number,
            itemStyle: { color: r[0].number ? colour.accent : colour.soft, borderRadius: [2, 2, 0, 0] },
            label: { show: labelled.has(i), position: 'top', formatter: () => r[1].text, ...text(11.5),
              align: i === 0 ? 'left' : 'right', offset: [i === 0 ? -6 : 6, 0] },
          })),
        }],
      },
    };
  },

  /// From the opening to the closing: what was gained and what was lost, each where the step before it ended.
  waterfall({ rows }, width) {
    let level = 0;
    const steps = rows.map((r, i) => {
      const ends = i === 0 || i === rows.length - 1;
      const from = ends ? 0 : level;
      level = ends ? r[1].number : level + r[1].number;
      return { low: Math.min(from, level), size: Math.abs(level - from), name: r[0].text, label: r[1].text,
        color: ends ? colour.accent : r[1].number < 0 ? colour.bad : colour.good };
    });
    const flat = narrow(width);
    const names = { type: 'category', data: steps.map((s) => s.name), axisTick: hidden, splitLine: hidden,
      axisLine: flat ? hidden : { lineStyle: { color: colour.line } }, inverse: flat,
      axisLabel: { ...text(flat ? 12 : 11, flat ? colour.ink : colour.muted), interval: 0, margin: flat ? 10 : 8 } };
    const values = { type: 'value', min: 0, show: false };
    const left = widest(steps.map((s) => s.name), 12) + 10;
    return {
      height: flat ? steps.length * 30 : 250,
      option: {
        grid: flat ? { left, right: widest(steps.map((s) => s.label), 11.5) + 14, top: 2, bottom: 2 }
          : { left: 4, right: 4, top: 24, bottom: 26 },
        xAxis: flat ? values : names,
        yAxis: flat ? names : values,
        series: [
          { type: 'bar', stack: 'steps', ...still, itemStyle: { color: 'transparent' }, data: steps.map((s) => s.low) },
          { type: 'bar', stack: 'steps', ...still, barCategoryGap: flat ? '46%' : '30%',
            data: steps.map((s) => ({ value: s.size, itemStyle: { color: s.color, borderRadius: 2 },
              label: { show: true, position: flat ? 'right' : 'top', distance: flat ? 7 : 5, formatter: () => s.label,
                ...text(11.5, colour.ink, { fontWeight: 600 }) } })) },
        ],
      },
    };
  },

  /// A triangle of shares: the darker, the more are left.
  cohorts({ headings, rows }, width) {
    const size = narrow(width) ? 10 : 12;
    const left = widest(rows.map((r) => r[0].text), size) + (narrow(width) ? 6 : 14);
    const few = narrow(width) ? (_, i) => i % 2 === 0 : () => true;
    const ages = headings.slice(2).filter(few);
    const counts = width > 600;
    const step = (share) => (share >= 1 ? 5 : Math.floor(share * 5));
    const cells = rows.flatMap((r, y) => r.slice(2).filter(few).flatMap((c, x) =>
      (c.number === undefined ? [] : [{ x, y, share: c.number, text: c.text }])));
    return {
      height: 24 + rows.length * (width > 1000 ? 38 : counts ? 32 : 26),
      option: {
        grid: { left, right: 0, top: 24, bottom: 0 },
        xAxis: { type: 'category', position: 'top', data: ages.map((a) => (narrow(width) ? a.replace(/\D+/g, '') || '0' : a)),
          ...noLines, axisLabel: { ...text(narrow(width) ? 10 : 11, colour.muted), interval: 0 } },
        yAxis: { type: 'category', inverse: true, data: rows.map((r) => r[0].text), ...noLines,
          axisLabel: { ...text(size), interval: 0, margin: narrow(width) ? 6 : 14 } },
        visualMap: { show: false, min: 0, max: 1, inRange: { color: [colour.heat0, colour.heat5] } },
        series: [{
          type: 'heatmap', ...still,
          data: cells.map((c) => {
            const [percent, ...of] = c.text.split(/(?= \(|（)/);
            const tone = colour['on' + step(c.share)];
            return {
              value: [c.x, c.y, c.share],
              itemStyle: { color: colour['heat' + step(c.share)], borderColor: colour.card, borderWidth: 2, borderRadius: 4 },
              label: { show: true, formatter: () => counts ? `{share|${percent}}\n{of|${of.join('').trim().slice(1, -1)}}`
                : percent.replace(/\s*%/, ''),
                ...text(narrow(width) ? 10 : 12, tone), rich: { share: text(12.5, tone, { fontWeight: 600, lineHeight: 15 }),
                  of: text(10.5, tone, { lineHeight: 13 }) } },
            };
          }),
        }],
      },
    };
  },

  /// How many in each range, and where the middle is.
  histogram({ rows, marks }, width) {
    const [median] = marks;
    const edges = rows.map((r, i) => r[0].number + (r[0].text.startsWith('≥') ? ' +' : ''));
    const every = narrow(width) && rows.length > 8 ? 2 : 1;
    return {
      height: narrow(width) ? 200 : 262,
      option: {
        grid: { left: 10, right: 4, top: 44, bottom: 26 },
        xAxis: [
          { type: 'category', data: rows.map((r) => r[0].text), show: false },
          { type: 'value', position: 'bottom', min: 0, max: rows.length, interval: 1, axisTick: hidden, splitLine: hidden,
            axisLine: { show: true, lineStyle: { color: colour.line } },
            axisLabel: { ...text(11, colour.muted), formatter: (i) => (i % every === 0 && edges[i]) || '' } },
        ],
        yAxis: { type: 'value', min: 0, show: false },
        series: [
          { type: 'bar', ...still, barCategoryGap: '8%', itemStyle: { color: colour.accent, borderRadius: [2, 2, 0, 0] },
            data: rows.map((r) => ({ value: r[1].number,
              label: { show: true, position: 'top', formatter: () => r[1].text,
                ...text(11, colour.ink, { backgroundColor: colour.card, padding: [1, 2] }) } })) },
          { type: 'line', xAxisIndex: 1, ...still, data: [],
            markLine: mark('xAxis', median.number, `${median.name} ${median.text}`, { position: 'end', distance: 6 }) },
        ],
      },
    };
  },
};

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (html) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]);
const escaped = (string) => string.replace(/[&<>"']/g, (c) =>
  '&' + Object.keys(entities).find((name) => entities[name] === c) + ';');

function tableOf(figure) {
  const part = (name) => figure.match(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`))?.[1] ?? '';
  const rowsOf = (html) => [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row.matchAll(/<t[hd](?: scope="\w+")?(?: data-number="([^"]*)")?>(.*?)<\/t[hd]>/g)].map(([, number, html]) =>
      ({ text: plain(html), number: number === undefined ? undefined : Number(number) })));
  return {
    headings: (rowsOf(part('thead'))[0] ?? []).map((cell) => cell.text),
    rows: rowsOf(part('tbody')),
    marks: rowsOf(part('tfoot')).map(([name, value]) => ({ name: name.text, ...value })),
  };
}

function svg(kind, table, width, label) {
  const { option, height } = kinds[kind](table, width);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: 'var(--font)' }, ...option });
  let drawing = chart.renderToSVGString();
  chart.dispose();  // or its timers keep the program alive
  for (const name of names) drawing = drawing.replaceAll(colour[name], `var(--${name})`);
  return drawing
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<svg[^>]*>/, `<svg class="w${width}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">`)
    .replace(/<rect width="100%" height="100%"[^>]*><\/rect>/, '');
}

function draw(page) {
  if (!page.trimEnd().endsWith('</html>')) fail('This is not a whole page of board_report.');
  return page.replace(/<figure[^>]* data-chart="(\w+)">[\s\S]*?<\/figure>/g, (figure, kind) => {
    const table = tableOf(figure);
    if (!kinds[kind]) fail(`No chart is called ${kind}.`);
    if (table.rows.length === 0) return figure;
    const [, title, summary] = figure.match(/<h3[^>]*>(.*?)<\/h3><p>(.*?)<\/p>/);
    const widths = figure.startsWith('<figure class="wide"') ? [320, 700, 1066] : [320, 510];
    const drawings = widths.map((width) => svg(kind, table, width, plain(`${title}. ${summary}`)));
    return figure.replace('<details open>', () => `<div class="drawing">${drawings.join('\n')}</div>\n<details>`);
  });
}

process.stdout.write(draw(require('fs').readFileSync(0, 'utf8')));
