// SPDX-License-Identifier: MIT
#include "page.hpp"

#include "terminal.hpp"

#include <fmt/format.h>

namespace examples {
namespace {

constexpr std::string_view style = R"css(
:root {
  color-scheme: light dark;
  --font: Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "PingFang SC",
    "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  --paper: #f6f6f3; --card: #fff; --ink: #1a1f26; --muted: #58626e; --line: #e2e4e3; --track: #eef0ef;
  --accent: #2b5f8f; --soft: #b9cbdc; --good: #1d7349; --bad: #b03a2e;
  --heat0: #f0f4f8; --heat1: #d5e2ee; --heat2: #aac6de; --heat3: #6f9fc7; --heat4: #33699a; --heat5: #1d4a75;
  --on0: #1a1f26; --on1: #1a1f26; --on2: #1a1f26; --on3: #0d1218; --on4: #fff; --on5: #fff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #12161a; --card: #1a1f25; --ink: #e7eaed; --muted: #a2acb7; --line: #2d343c; --track: #242b32;
    --accent: #78aedd; --soft: #3d566e; --good: #5fc893; --bad: #f0897c;
    --heat0: #20272f; --heat1: #25394c; --heat2: #2b4e6d; --heat3: #32658f; --heat4: #7fb3df; --heat5: #b3d4f0;
    --on0: #e7eaed; --on1: #e7eaed; --on2: #fff; --on3: #fff; --on4: #0d1218; --on5: #0d1218;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 var(--font);
  font-variant-numeric: tabular-nums lining-nums; text-size-adjust: 100%; -webkit-text-size-adjust: 100%;
}
header, main { max-width: 1136px; margin: 0 auto; padding: 0 16px; }
header { padding-top: 36px; }
main { padding-bottom: 48px; }
h1 { margin: 0; font-size: 27px; font-weight: 650; letter-spacing: -0.015em; line-height: 1.2; }
h2 { margin: 40px 0 14px; font-size: 13px; font-weight: 650; letter-spacing: 0.06em; text-transform: uppercase;
  color: var(--muted); }
h3 { margin: 0; font-size: 14px; font-weight: 600; line-height: 1.35; }
p { margin: 0; }
.subtitle { margin-top: 6px; color: var(--muted); }
.warning { margin-top: 18px; padding: 10px 14px; border-left: 3px solid var(--bad); background: var(--card); }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 14px; margin: 0; padding: 0; list-style: none; }
.tile {
  display: grid; grid-row: span 5; grid-template-rows: subgrid; gap: 0; padding: 16px 18px;
  border: 1px solid var(--line); border-radius: 10px; background: var(--card);
}
.tile h3 { color: var(--muted); font-size: 13px; font-weight: 500; }
.value { margin-top: 4px; font-size: 28px; font-weight: 620; letter-spacing: -0.02em; line-height: 1.25; }
.basis, .before { color: var(--muted); font-size: 12.5px; line-height: 1.4; }
.change { margin-top: 10px; font-size: 13.5px; font-weight: 600; }
.better { color: var(--good); }
.worse { color: var(--bad); }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px; }
.tiles + .charts { margin-top: 14px; }
figure {
  container-type: inline-size; display: flex; flex-direction: column; min-width: 0; margin: 0; padding: 16px 18px;
  border: 1px solid var(--line); border-radius: 10px; background: var(--card);
}
figure.wide { grid-column: 1 / -1; }
figcaption p { margin-top: 2px; color: var(--muted); font-size: 13px; line-height: 1.45; }
.drawing { margin-top: 12px; }
.drawing svg { display: none; width: 100%; height: auto; overflow: visible; }
.drawing svg.w320 { display: block; }
@container (min-width: 480px) { .drawing svg.w320 { display: none; } .drawing svg.w510 { display: block; } }
@container (min-width: 640px) { .wide .drawing svg { display: none; } .wide .drawing svg.w700 { display: block; } }
@container (min-width: 1000px) { .wide .drawing svg.w700 { display: none; } .wide .drawing svg.w1066 { display: block; } }
details { margin-top: auto; padding-top: 10px; font-size: 13px; }
summary { color: var(--muted); cursor: pointer; width: max-content; max-width: 100%; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.scroll { overflow-x: auto; margin-top: 8px; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 4px 0 4px 14px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap;
  unicode-bidi: isolate; }
th { font-weight: 500; }
thead th { color: var(--muted); vertical-align: bottom; }
th:first-child { padding-left: 0; text-align: left; }
dl, .notes { margin: 0; color: var(--muted); font-size: 13px; }
dl { columns: 2; column-gap: 32px; }
dl div { break-inside: avoid; padding-bottom: 10px; }
dt { color: var(--ink); font-weight: 600; }
dd { margin: 0; }
.notes { padding: 0; list-style: none; }
.notes li + li { margin-top: 4px; }
@media (max-width: 1000px) { .tiles { grid-template-columns: repeat(2, 1fr); } }
@media (max-width: 740px) { .charts { grid-template-columns: minmax(0, 1fr); } dl { columns: 1; } }
@media (max-width: 480px) {
  header { padding-top: 24px; }
  .tiles, .charts { gap: 10px; }
  .tile, figure { padding: 12px 14px; }
  .value { font-size: 23px; }
}
@media print {
  @page { size: A4; margin: 12mm; }
  :root { --paper: #fff; }
  body { font-size: 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main { max-width: none; padding: 0 1px; }
  dl, .notes { font-size: 10.5px; }
  h2 { margin: 12px 0 6px; break-after: avoid; }
  .tiles { grid-template-columns: repeat(4, 1fr); gap: 8px; }
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
  .tile { padding: 7px 10px; }
  .change, .drawing { margin-top: 6px; }
  .tile h3, .basis, .before, .change { font-size: 10.5px; }
  .value { font-size: 19px; }
  figure { padding: 8px 11px; }
  h3 { font-size: 12px; }
  figcaption p { font-size: 10.5px; }
  .tile, figure, .notes { break-inside: avoid; }
  details { display: none; }
  dl { columns: 2; }
}
)css";

struct words {
  kpi::bilingual table{"Numbers", "数据"};
  kpi::bilingual better{", better", "，改善"};
  kpi::bilingual worse{", worse", "，恶化"};
};
constexpr words say{};

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : valid_utf8(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
  }
  return out;
}

page::page(kpi::language language, std::string_view title, std::string_view subtitle)
    : language_(language),
      html_(fmt::format(
          "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
          "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n"
          "<p class=\"subtitle\">{}</p>\n",
          language == kpi::language::english ? "en" : "zh-Hans", html_text(title), style, html_text(title),
          html_text(subtitle))) {}

void page::warn(std::string_view sentence) {
  html_ += fmt::format("<p class=\"warning\" role=\"note\">{}</p>\n", html_text(sentence));
}

void page::begin_section(std::string_view title) {
  close_section();
  ++sections_;
  html_ += fmt::format("<section aria-labelledby=\"section{0}\">\n<h2 id=\"section{0}\">{1}</h2>\n", sections_,
                       html_text(title));
}

void page::add(const std::vector<tile>& tiles) {
  html_ += "<ul class=\"tiles\">\n";
  for (const tile& t : tiles) {
    html_ += fmt::format("<li class=\"tile\"><h3>{}</h3><p class=\"value\">{}</p><p class=\"basis\">{}</p>",
                         html_text(t.title), html_text(t.value), html_text(t.basis));
    html_ += fmt::format("<p class=\"change{}\">{}{}</p><p class=\"before\">{}</p></li>\n",
                         t.verdict > 0   ? " better"
                         : t.verdict < 0 ? " worse"
                                         : "",
                         html_text(t.change),
                         t.verdict > 0   ? say.better.in(language_)
                         : t.verdict < 0 ? say.worse.in(language_)
                                         : "",
                         html_text(t.before));
  }
  html_ += "</ul>\n";
}

void page::add(const chart& c) {
  if (!in_charts_) html_ += "<div class=\"charts\">\n";
  in_charts_ = true;
  ++charts_;
  html_ += fmt::format("<figure{} data-chart=\"{}\">\n<figcaption><h3 id=\"chart{}\">{}</h3><p>{}</p></figcaption>\n",
                       c.wide ? " class=\"wide\"" : "", html_text(c.kind), charts_, html_text(c.title),
                       html_text(c.summary));
  if (!c.rows.empty()) {
    html_ += fmt::format(
        "<details open><summary>{}</summary><div class=\"scroll\" role=\"region\" aria-labelledby=\"chart{}\" "
        "tabindex=\"0\"><table>\n<thead><tr>",
        say.table.in(language_), charts_);
    for (const auto& heading : c.headings) html_ += fmt::format("<th scope=\"col\">{}</th>", html_text(heading));
    html_ += "</tr></thead>\n<tbody>\n";
    const auto add_cell = [this](std::string_view tag, const cell& of) {
      html_ += fmt::format("<{}{}>{}</{}>", tag == "th" ? "th scope=\"row\"" : "td",
                           of.number.empty() ? std::string() : fmt::format(" data-number=\"{}\"", of.number),
                           html_text(of.text), tag);
    };
    for (const auto& row : c.rows) {
      html_ += "<tr>";
      for (const auto& of : row) add_cell(&of == &row.front() ? "th" : "td", of);
      html_ += "</tr>\n";
    }
    html_ += "</tbody>\n";
    if (!c.marks.empty()) {
      html_ += "<tfoot>\n";
      for (const auto& [name, of] : c.marks) {
        html_ += "<tr>";
        add_cell("th", {name});
        add_cell("td", of);
        html_ += "</tr>\n";
      }
      html_ += "</tfoot>\n";
    }
    html_ += "</table></div></details>\n";
  }
  html_ += "</figure>\n";
}

void page::add_terms(const std::vector<std::pair<std::string, std::string>>& terms) {
  html_ += "<dl>\n";
  for (const auto& [name, meaning] : terms)
    html_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", html_text(name), html_text(meaning));
  html_ += "</dl>\n";
}

void page::add_notes(const std::vector<std::string>& notes) {
  html_ += "<ul class=\"notes\">\n";
  for (const auto& note : notes) html_ += fmt::format("<li>{}</li>\n", html_text(note));
  html_ += "</ul>\n";
}

void page::close_charts() {
  if (in_charts_) html_ += "</div>\n";
  in_charts_ = false;
}

void page::close_section() {
  close_charts();
  html_ += sections_ == 0 ? "</header>\n<main>\n" : "</section>\n";
}

std::string page::finish() && {
  close_section();
  return std::move(html_) + "</main>\n</body>\n</html>\n";
}

}  // namespace examples
