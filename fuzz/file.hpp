// SPDX-License-Identifier: MIT
// An input as a file, for what reads files, and what is said about it: in memory, so that a run costs microseconds.
// Standard input and standard error are variables in glibc.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// Its path, until the next file takes the place. The text has to last as long.
inline std::string file_with(std::string_view text) {
  static std::FILE* file = nullptr;
  if (file != nullptr) static_cast<void>(std::fclose(file));
  const char* const bytes = text.empty() ? "" : text.data();  // a null pointer asks for memory, and a 0 in it
  stdin = file = fmemopen(const_cast<char*>(bytes), text.size(), "rb");
  if (file == nullptr || std::setvbuf(file, nullptr, _IONBF, 0) != 0) std::abort();
  return "-";
}

/// What is written to standard error as long as this lives.
class heard {
 public:
  heard() {
    const auto write = [](void* text, const char* data, std::size_t size) {
      static_cast<std::string*>(text)->append(data, size);
      return static_cast<ssize_t>(size);
    };
    stderr = fopencookie(&text_, "w", {.read = nullptr, .write = write, .seek = nullptr, .close = nullptr});
    if (stderr == nullptr || std::setvbuf(stderr, nullptr, _IONBF, 0) != 0) std::abort();
  }
  ~heard() {
    static_cast<void>(std::fclose(stderr));
    stderr = before_;
  }
  heard(const heard&) = delete;
  heard& operator=(const heard&) = delete;

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::FILE* before_ = stderr;
  std::string text_;
};
