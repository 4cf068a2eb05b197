// SPDX-License-Identifier: MIT
// Record batches made by hand, as an engine would fill the structs: the other side of arrow.hpp.
#pragma once

#include "arrow.hpp"

#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace examples::arrow {

/// A column with its buffers: which rows are not null, one bit for each, and then what its type needs.
struct made_column {
  std::string name;
  std::string format;
  std::int64_t length = 0;
  std::int64_t null_count = 0;
  std::int64_t offset = 0;
  std::vector<std::vector<std::byte>> buffers{2};
};

/// Fixed-size values, such as `format` says they are.
template <class T>
[[nodiscard]] made_column make_values(std::string name, std::string format,
                                      const std::vector<std::optional<T>>& values) {
  made_column c{std::move(name), std::move(format), static_cast<std::int64_t>(values.size())};
  c.buffers[0].resize((values.size() + 7) / 8);
  c.buffers[1].resize(values.size() * sizeof(T));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const auto& value = values[i]) {
      c.buffers[0][i / 8] |= std::byte{1} << (i % 8);
      std::memcpy(c.buffers[1].data() + i * sizeof(T), &*value, sizeof(T));
    } else {
      ++c.null_count;
    }
  }
  return c;
}

/// utf8, or with 64-bit offsets large_utf8.
template <class Offset = std::int32_t>
[[nodiscard]] made_column make_text(std::string name, const std::vector<std::optional<std::string>>& texts) {
  std::vector<std::optional<Offset>> offsets;
  std::string all;
  for (const auto& text : texts) {
    offsets.emplace_back(static_cast<Offset>(all.size()));
    if (text) all += *text;
  }
  offsets.emplace_back(static_cast<Offset>(all.size()));
  std::vector<std::optional<char>> present;
  for (const auto& text : texts) present.push_back(text ? std::optional('x') : std::nullopt);

  made_column c = make_values(std::move(name), sizeof(Offset) == 4 ? "u" : "U", present);
  c.buffers[1] = make_values("", "", offsets).buffers[1];
  c.buffers.emplace_back(all.size());
  if (!all.empty()) std::memcpy(c.buffers[2].data(), all.data(), all.size());
  return c;
}

/// date32: days since 1970-01-01.
[[nodiscard]] inline made_column make_days(std::string name, const std::vector<std::optional<date::sys_days>>& days) {
  std::vector<std::optional<std::int32_t>> values;
  for (const auto& day : days)
    values.push_back(day ? std::optional(std::int32_t{day->time_since_epoch().count()}) : std::nullopt);
  return make_values(std::move(name), "tdD", values);
}

/// decimal128 of two decimals, from hundredths.
[[nodiscard]] inline made_column make_cents(std::string name, const std::vector<std::optional<std::int64_t>>& cents) {
  struct wide {
    std::int64_t low, high;
  };
  std::vector<std::optional<wide>> values;
  for (const auto& n : cents) values.push_back(n ? std::optional(wide{*n, *n < 0 ? -1 : 0}) : std::nullopt);
  return make_values(std::move(name), "d:18,2", values);
}

/// Columns handed over as the two structs. Each struct keeps them alive until it is released.
class made_batch {
 public:
  explicit made_batch(std::vector<made_column> columns)
      : columns_(std::make_shared<const std::vector<made_column>>(std::move(columns))) {}

  [[nodiscard]] owned_schema schema() const {
    owned_schema s;
    fill(*s.out(), [](ArrowSchema& child, const made_column& c) {
      child.format = c.format.c_str();
      child.name = c.name.c_str();
      child.flags = 2;  // may be null
    });
    s.out()->format = "+s";
    s.out()->name = "";
    return s;
  }

  /// Rows `offset` to `offset + length` of it; all of them without a length.
  [[nodiscard]] owned_array array(std::int64_t offset = 0, std::optional<std::int64_t> length = {}) const {
    owned_array a;
    auto* kept = fill(*a.out(), [](ArrowArray& child, const made_column& c) {
      child.length = c.length;
      child.null_count = c.null_count;
      child.offset = c.offset;
      child.n_buffers = static_cast<std::int64_t>(c.buffers.size());
    });
    for (std::size_t i = 0; i < columns_->size(); ++i) {
      for (const auto& buffer : (*columns_)[i].buffers) kept->buffers[i].push_back(buffer.data());
      if ((*columns_)[i].null_count == 0) kept->buffers[i][0] = nullptr;
      kept->children[i].buffers = kept->buffers[i].data();
    }
    a.out()->n_buffers = 1;
    a.out()->buffers = kept->none.data();
    a.out()->offset = offset;
    a.out()->length = length.value_or(columns_->empty() ? 0 : columns_->front().length - offset);
    return a;
  }

  /// How many structs have not been released.
  [[nodiscard]] std::size_t in_use() const noexcept { return static_cast<std::size_t>(columns_.use_count()) - 1; }

 private:
  template <class Struct>
  struct keeper {
    std::shared_ptr<const std::vector<made_column>> columns;
    std::vector<Struct> children;
    std::vector<Struct*> addresses;
    std::vector<std::vector<const void*>> buffers;
    std::vector<const void*> none{nullptr};
  };

  template <class Struct, class Fill>
  keeper<Struct>* fill(Struct& parent, Fill one) const {
    auto kept = std::make_unique<keeper<Struct>>();
    kept->columns = columns_;
    kept->children.resize(columns_->size());
    kept->buffers.resize(columns_->size());
    for (std::size_t i = 0; i < columns_->size(); ++i) {
      Struct& child = kept->children[i];
      one(child, (*columns_)[i]);
      child.release = [](Struct* s) { s->release = nullptr; };  // what it shows belongs to its parent
      kept->addresses.push_back(&child);
    }
    parent.n_children = static_cast<std::int64_t>(columns_->size());
    parent.children = kept->addresses.data();
    parent.release = [](Struct* s) {
      delete static_cast<keeper<Struct>*>(s->private_data);
      s->release = nullptr;
    };
    parent.private_data = kept.get();
    return kept.release();
  }

  std::shared_ptr<const std::vector<made_column>> columns_;
};

}  // namespace examples::arrow
