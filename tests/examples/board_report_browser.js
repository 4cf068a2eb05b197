// SPDX-License-Identifier: MIT
// The board report as people see it: in a browser, light and dark, on a phone and on paper, in both languages.
//
//     CHROMIUM=chromium node board_report_browser.js BOARD_REPORT SCORECARD MRR DATA_FOLDER PYTHON SCREENSHOTS
'use strict';

const assert = require('assert');
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const axe = require('axe-core');
const { chromium } = require('playwright-core');

const [board_report, scorecard, mrr, data, python, screenshots] = process.argv.slice(2);
const draw = path.join(__dirname, '../../examples/board_report/draw.js');
const widths = [390, 820, 1440];

/// The drawn page of files in a folder.
function report(folder, ...options) {
  const page = execFileSync(board_report, ['deals.csv', 'subscriptions.csv', ...options], { cwd: folder });
  return execFileSync(process.execPath, [draw], { input: page, maxBuffer: 1 << 26 }).toString();
}

/// Everything below runs in the page.

const tilesOf = () => [...document.querySelectorAll('.tile')].map((tile) =>
  ['h3', '.value', '.basis', '.change', '.before'].map((part) => tile.querySelector(part).innerText.trim()));

/// What is wrong with the charts: not drawn once, out of their frame, text on text, or text that is hard to read.
function faultsOfCharts() {
  const faults = [];
  const seen = (element) => element.getClientRects().length > 0;
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  /// What is painted at the middle of a text, below it.
  const below = (text, box) => {
    for (const element of document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)) {
      if (element === text || element.tagName === 'text') continue;
      const style = getComputedStyle(element);
      const painted = element instanceof SVGElement ? (element.tagName === 'svg' ? 'none' : style.fill) : style.backgroundColor;
      if (painted !== 'none' && numbers(painted)[3] !== 0) return numbers(painted);
    }
    return numbers(getComputedStyle(document.body).backgroundColor);
  };

  for (const figure of document.querySelectorAll('figure')) {
    const name = figure.querySelector('h3').innerText;
    const drawn = [...figure.querySelectorAll('svg')].filter(seen);
    if (drawn.length !== 1) faults.push(`${name}: ${drawn.length} drawings are seen`);
    if (!figure.querySelector('details table')) faults.push(`${name}: there is no table`);
    if (drawn.length !== 1) continue;
    drawn[0].scrollIntoView({ block: 'center' });
    const frame = figure.getBoundingClientRect();
    const texts = [...drawn[0].querySelectorAll('text')].map((text) => ({ text, box: text.getBoundingClientRect() }))
      .filter(({ text }) => text.textContent.trim());
    if (texts.length < 3) faults.push(`${name}: only ${texts.length} texts`);
    texts.forEach(({ text, box }, i) => {
      const words = `${name}: "${text.textContent}"`;
      if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom)
        faults.push(`${words} is out of its frame`);
      if (box.height < 9) faults.push(`${words} is too small`);
      for (const other of texts.slice(i + 1))
        if (Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
            Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 3)
          faults.push(`${words} is on "${other.text.textContent}"`);
      const ratio = contrast(numbers(getComputedStyle(text).fill), below(text, box));
      if (ratio < 4.5) faults.push(`${words} has a contrast of ${ratio.toFixed(2)}`);
    });
  }
  return faults;
}

(async () => {
  const expected = JSON.parse(execFileSync(python, [path.join(__dirname, 'board_figures.py'), scorecard, mrr, data]));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'board_report_'));
  fs.mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    chromiumSandbox: process.getuid() !== 0,
    args: ['--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run'],
  });

  /// Opens a page and sees to it that it stays quiet: no message, no dialog, no request but for itself.
  const open = async (html, name, options) => {
    const file = path.join(folder, name + '.html');
    fs.writeFileSync(file, html);
    const page = await browser.newPage(options);
    const noise = [];
    page.on('console', (message) => noise.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => { noise.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', (request) => { if (request.url() !== 'file://' + file) noise.push(`request: ${request.url()}`); });
    await page.goto('file://' + file);
    return { page, quiet: () => assert.deepStrictEqual(noise, [], name) };
  };

  try {
    for (const language of ['en', 'zh']) {
      const html = report(data, '--reps', 'reps.csv', '--period', '2024', '--lang', language);
      for (const colorScheme of ['light', 'dark']) {
        const { page, quiet } = await open(html, language, { colorScheme });
        for (const width of widths) {
          const where = `${language}, ${colorScheme}, ${width} wide`;
          await page.setViewportSize({ width, height: 900 });
          assert.deepStrictEqual(await page.evaluate(tilesOf), expected[language], where);
          assert.deepStrictEqual(await page.evaluate(faultsOfCharts), [], where);
          assert.strictEqual(await page.evaluate(() => document.documentElement.scrollWidth), width, where + ': it scrolls');
          await page.screenshot({ path: path.join(screenshots, `${language}-${colorScheme}-${width}.png`), fullPage: true });

          await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
          assert.strictEqual(await page.evaluate(() => document.documentElement.scrollWidth), width,
            where + ': it scrolls with its tables open');
          await page.evaluate(axe.source);
          const { violations } = await page.evaluate(() => axe.run());
          assert.deepStrictEqual(violations.map((v) => `${v.impact}: ${v.help}: ${v.nodes[0].html}`), [], where);
          await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = false; }));
        }
        quiet();

        if (language === 'en') {  // what the README shows
          await page.setViewportSize({ width: 1168, height: 1180 });
          await page.evaluate(() => scrollTo(0, 0));
          await page.screenshot({ path: path.join(screenshots, `readme-${colorScheme}.png`) });
        }

        // On paper: the same figures, light whatever the screen is, on three pages.
        const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
        fs.writeFileSync(path.join(screenshots, `${language}-${colorScheme}.pdf`), paper);
        assert.strictEqual(paper.toString('latin1').match(/\/Type \/Page\b(?!s)/g).length, 3);
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize({ width: 703, height: 1031 });
        assert.deepStrictEqual(await page.evaluate(tilesOf), expected[language], language + ' on paper');
        assert.strictEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
        await page.close();
      }
    }

    // Names that are code are names.
    const names = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "a & b's", '{value|x} $& {b}'];
    fs.writeFileSync(path.join(folder, 'deals.csv'), 'id,owner,stage,created,closed,amount\n' + names.map((name, i) =>
      `${i},"${name.replaceAll('"', '""')}",Won,2024-01-10,2024-02-0${i + 1},100\n`).join(''));
    fs.writeFileSync(path.join(folder, 'subscriptions.csv'), 'customer,start,end,monthly\nA,2023-01-10,,100\n');
    const { page, quiet } = await open(report(folder, '--period', '2024-02'), 'hostile', { viewport: { width: 1440, height: 900 } });
    const texts = await page.evaluate(() => [...document.querySelectorAll('figure text')].map((t) => t.textContent));
    for (const name of names) assert(texts.some((t) => t === name || (t.endsWith('…') && name.startsWith(t.slice(0, -1)))), name);
    assert.strictEqual(await page.evaluate(() => document.querySelectorAll('script, img, [onerror]').length), 0);
    quiet();
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
