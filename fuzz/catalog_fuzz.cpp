// SPDX-License-Identifier: MIT
// Any line as a metric and its fields: a number, or a reason that names what is wrong; the same in words.
#include "fuzz.hpp"

#include <kpi/catalog.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace {

/// A number as the library promises them: never NaN, never without end.
struct sound {
  bool operator()(const kpi::ratio& r) const { return r.denominator() > 0 && std::isfinite(r.to_double()); }
  template <class T>
  bool operator()(const kpi::average<T>& a) const {
    return a.count() > 0 && !a.total().overflowed() && std::isfinite(a.to_double());
  }
  bool operator()(const kpi::money& m) const { return !m.overflowed(); }
  bool operator()(const kpi::count& n) const { return !n.overflowed(); }
  bool operator()(double x) const { return std::isfinite(x); }
  bool operator()(const kpi::streak& s) const {
    return s.attained <= s.months && s.current <= s.longest && s.missed_current <= s.missed_longest;
  }
  bool operator()(const std::vector<kpi::money>& list) const {
    return std::none_of(list.begin(), list.end(), [](const auto& m) { return m.overflowed(); });
  }
  bool operator()(const std::vector<std::size_t>& list) const {
    return std::all_of(list.begin(), list.end(), [&](std::size_t i) { return i < list.size(); });
  }
  bool operator()(const std::vector<kpi::tenure_band>& bands) const { return !bands.empty(); }
};

/// The first byte is the metric, and each word after it the value of its next field; or, when the byte is 255, a line
/// as it comes.
struct question {
  std::string name, fields;

  explicit question(std::string_view text) {
    const unsigned char which = text.empty() ? 255 : static_cast<unsigned char>(text.front());
    text.remove_prefix(std::min<std::size_t>(text.size(), 1));
    if (which == 255) {
      const auto space = std::min(text.find(' '), text.size());
      name = text.substr(0, space);
      fields = text.substr(space);
      return;
    }
    const auto metrics = kpi::catalog();
    const auto& m = metrics[which % metrics.size()];
    name = m.name;
    for (const auto& f : m.fields()) {
      if (!m.reads(f)) continue;
      const auto end = std::min(text.find(' '), text.size());
      fields.append(f.name).append("=").append(text.substr(0, end)).append(" ");
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    fields += text;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const question q({reinterpret_cast<const char*>(data), size});
  const auto e = kpi::evaluate(q.name, q.fields);
  if (!e) {
    require(!e.error().metric.empty() || q.name.empty());
    require((kpi::find(q.name) == nullptr) == (e.error().code == kpi::evaluation_errc::unknown_metric));
    require(!to_text(e.error()).empty());
    const bool told = e.error().code == kpi::evaluation_errc::no_result;
    if (size % 4 == 0) require(told == kpi::explain(q.name, q.fields).has_value());
    return 0;
  }
  require(std::visit(sound{}, e->value));
  require(!to_text(*e).empty() && !numbers_text(*e).empty());

  // The values themselves, in another order, give the same.
  if (size % 4 != 0) return 0;
  std::vector<kpi::field> values;
  for (auto t = e->terms.rbegin(); t != e->terms.rend(); ++t)
    std::visit([&](const auto& value) { values.emplace_back(t->field->name, value); }, t->value);
  const auto again = kpi::evaluate(q.name, values);
  require(again && to_text(*again) == to_text(*e));
  return 0;
}
