// SPDX-License-Identifier: MIT
#include "terminal.hpp"

#include <kpi/format.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#if defined(_WIN32)
#include <io.h>
#else
#include <unistd.h>
#endif

namespace examples {
namespace {

bool stderr_is_terminal() noexcept {
#if defined(_WIN32)
  static const bool is = _isatty(2) != 0;
#else
  static const bool is = isatty(2) != 0;
#endif
  return is;
}

constexpr std::string_view erase_line = "\r\x1b[K";

/// Takes one code point off the front; U+FFFD for a byte that begins none.
char32_t take_code_point(std::string_view& text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t n = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
  char32_t c = n == 1 ? first : n == 0 ? 0xfffd : first & (0x7fU >> n);
  for (std::size_t i = 1; i < n; ++i) {
    if (i >= text.size() || byte(i) >> 6 != 2) {
      text.remove_prefix(1);
      return 0xfffd;
    }
    c = (c << 6) | (byte(i) & 0x3f);
  }
  text.remove_prefix(n == 0 ? 1 : n);
  const bool overlong = (n == 2 && c < 0x80) || (n == 3 && c < 0x800) || (n == 4 && c < 0x10000);
  return overlong || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c;
}

std::size_t width_of(char32_t c) noexcept {
  constexpr char32_t wide[][2] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},  {0xac00, 0xd7a3},
                                  {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},  {0xffe0, 0xffe6},
                                  {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
  constexpr char32_t none[][2] = {{0x300, 0x36f}, {0x200b, 0x200f}, {0xfe00, 0xfe0f}};
  for (const auto& [first, last] : none)
    if (c >= first && c <= last) return 0;
  for (const auto& [first, last] : wide)
    if (c >= first && c <= last) return 2;
  return 1;
}

void append(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6);
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

/// Nothing has been printed yet that is not whole: figures are, at the end, all at once.
extern "C" void on_interrupt(int) {
  constexpr std::string_view message = "\r\x1b[KInterrupted: no figures of a part of the file.\n";
  const std::size_t skip = stderr_is_terminal() ? 0 : erase_line.size();
#if defined(_WIN32)
  static_cast<void>(_write(2, message.data() + skip, static_cast<unsigned>(message.size() - skip)));
#else
  if (write(2, message.data() + skip, message.size() - skip) < 0) std::_Exit(131);
#endif
  std::_Exit(130);
}

}  // namespace

progress::progress()
    : on_(stderr_is_terminal()), due_(std::chrono::steady_clock::now() + std::chrono::milliseconds(500)) {}

void progress::draw(std::size_t rows, std::size_t bytes, std::size_t total) {
  const auto now = std::chrono::steady_clock::now();
  if (now < due_) return;
  due_ = now + std::chrono::milliseconds(100);
  drawn_ = true;
  const kpi::count n(rows);
  if (total == 0) {
    fmt::print(stderr, "{}{} rows", erase_line, n);
  } else {
    constexpr std::size_t width = 40;
    const std::size_t done = width * bytes / total;
    fmt::print(stderr, "{}[{:#<{}}{:<{}}] {:3} %  {} rows", erase_line, "", done, "", width - done, 100 * bytes / total,
               n);
  }
  static_cast<void>(std::fflush(stderr));
}

void progress::clear() {
  if (!drawn_) return;
  fmt::print(stderr, "{}", erase_line);
  static_cast<void>(std::fflush(stderr));
  drawn_ = false;
}

void end_on_interrupt() {
  static_cast<void>(stderr_is_terminal());  // found out before, since a handler may not
  static_cast<void>(std::signal(SIGINT, on_interrupt));
}

bool print_text(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
}

void print_note(std::string_view line) {
  fmt::print(stderr, "{}{}\n", stderr_is_terminal() ? erase_line : std::string_view(), line);
}

std::size_t width_of(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) width += width_of(take_code_point(text));
  return width;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) append(out, take_code_point(text));
  return out;
}

std::string printable(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t used = 0;
  std::size_t fits = 0;  // what still leaves room for the …
  while (!text.empty()) {
    char32_t c = take_code_point(text);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) c = ' ';
    used += width_of(c);
    if (used > width) {
      out.resize(fits);
      return out + "…";
    }
    append(out, c);
    if (used < width) fits = out.size();
  }
  return out;
}

std::string quoted(std::string_view text) { return '"' + printable(text, 40) + '"'; }

}  // namespace examples
