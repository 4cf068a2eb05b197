// SPDX-License-Identifier: MIT
// Manners at a terminal: progress on stderr, a clean end on Ctrl-C, and text whose width is known.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace examples {

/// A line on stderr that shows how far a file has been read; nothing when stderr is no terminal, or for short work.
class progress {
 public:
  progress();
  ~progress() { clear(); }
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// Cheap enough to be called for every row. `total` 0: unknown.
  void show(std::size_t rows, std::size_t bytes, std::size_t total) {
    if (on_ && rows % 16'384 == 0) draw(rows, bytes, total);
  }
  void clear();

 private:
  void draw(std::size_t rows, std::size_t bytes, std::size_t total);

  bool on_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point due_;
};

/// From now on Ctrl-C ends the program with 130 and one sentence on stderr, the progress line wiped away.
void end_on_interrupt();

/// Prints to the standard output. False when it could not be written.
[[nodiscard]] bool print_text(std::string_view text);
/// Prints a line to stderr, over a progress line when there is one.
void print_note(std::string_view line);

/// How many columns of a terminal the text takes: letters of East Asian scripts take two, combining marks none.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;
/// The text in valid UTF-8 without control characters, cut to a width, with … where something was cut.
[[nodiscard]] std::string printable(std::string_view text, std::size_t width);
/// A text of a file in a message: in quotes, on its line, and not too much of it.
[[nodiscard]] std::string quoted(std::string_view text);
/// The text with U+FFFD for every byte that is not UTF-8.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace examples
