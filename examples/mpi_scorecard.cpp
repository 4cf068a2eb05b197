// SPDX-License-Identifier: MIT
// My deals lie in many files on many machines: how do I get one scorecard without bringing them together?
#include "support/csv.hpp"
#include "support/deal_metrics.hpp"
#include "support/deal_tally.hpp"
#include "support/deals.hpp"
#include "support/report.hpp"
#include "support/terminal.hpp"

#include <kpi/format.hpp>
#include <kpi/tally/bytes.hpp>

#include <mpi.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace examples;

constexpr std::string_view usage = R"(usage: mpirun -n RANKS mpi_scorecard DAY FILE…

Prints what `scorecard --as-of DAY --by owner --format csv` prints for all files in one. The files are CSV exports with
the same columns; rank r reads every RANKS-th of them, from the r-th on, where it runs. Ids are looked at file by file.
)";

/// What a rank knows of its files.
struct share {
  std::optional<deal_inputs> inputs;  // none before the first file
  std::string currency;
  std::string owner;  // the heading of its column
  std::map<std::string, deal_card> by_owner;
};

void same_inputs(const share& a, const share& b) {
  if (a.inputs != b.inputs || a.owner != b.owner) throw unusable("The files have different columns.");
  if (a.currency != b.currency)
    throw unusable(fmt::format("One file has amounts in {}, another in {}.", a.currency, b.currency));
}

//! [merge]
/// Takes in what another rank knows. A rank without files knows nothing.
void merge(share& mine, share other) {
  if (!other.inputs) return;
  if (!mine.inputs) {
    mine = std::move(other);
    return;
  }
  same_inputs(mine, other);
  for (const auto& [owner, card] : other.by_owner) mine.by_owner[owner] += card;
}
//! [merge]

share read(const std::string& path, date::sys_days as_of) {
  deal_source deals(path, {});
  if (!deals.has(field::owner)) throw unusable(path + ": there is no column with the owner.");
  const kpi::period always = *kpi::period::between(first_deal_day, last_deal_day + date::days{1});
  deal_tally tally(std::span(&always, 1), as_of);
  while (const kpi::deal* deal = deals.next()) {
    const std::string_view owner = deals.cell(field::owner);
    tally.add(*deal, std::span(&owner, 1), false);
  }
  tally.finish();
  share s{deal_inputs::of(deals, false),
          std::string(deals.currency()),
          std::string(deals.heading(deals.column(field::owner))),
          {}};
  for (const auto& row : tally.rows()) s.by_owner[row.keys.front()] += *row.card;
  return s;
}

/// A message between two ranks: bytes of any number.
class channel {
 public:
  explicit channel(int peer) : peer_(peer) {}

  void send(std::span<const std::byte> bytes) const {
    MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, peer_, 0, MPI_COMM_WORLD);
  }
  void send(std::string_view text) const { send(std::as_bytes(std::span(text))); }

  [[nodiscard]] std::vector<std::byte> bytes() const {
    MPI_Status status;
    MPI_Probe(peer_, 0, MPI_COMM_WORLD, &status);
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    std::vector<std::byte> all(static_cast<std::size_t>(size));
    MPI_Recv(all.data(), size, MPI_BYTE, peer_, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return all;
  }
  [[nodiscard]] std::string text() const {
    const auto all = bytes();
    return {reinterpret_cast<const char*>(all.data()), all.size()};
  }

 private:
  int peer_;
};

//! [channel]
void send(const share& s, const channel& to) {
  const deal_inputs in = s.inputs.value_or(deal_inputs{});
  to.send(std::as_bytes(std::span(&in, 1)));  // all ranks run the same program
  to.send(s.currency);
  to.send(s.owner);
  for (const auto& [owner, card] : s.by_owner) {
    to.send(kpi::to_bytes(card));
    to.send(owner);
  }
  to.send(std::string_view());  // no card has this form
}

share receive(const channel& from) {
  share s;
  s.inputs.emplace();
  std::ranges::copy(from.bytes(), std::as_writable_bytes(std::span(&*s.inputs, 1)).begin());
  s.currency = from.text();
  s.owner = from.text();
  for (auto bytes = from.bytes(); !bytes.empty(); bytes = from.bytes()) {
    const auto card = kpi::from_bytes<deal_card>(bytes);
    if (!card) throw unusable("Another rank's figures cannot be read: " + kpi::to_text(card.error()) + ".");
    s.by_owner[from.text()] = *card;
  }
  if (s.owner.empty()) s.inputs.reset();
  return s;
}

/// Rank 0 ends with what all know: in every step half of the ranks hand over to the other half.
void reduce(share& mine, int rank, int ranks) {
  for (int step = 1; step < ranks; step *= 2) {
    if (rank % (2 * step) != 0) return send(mine, channel(rank - step));
    if (rank + step < ranks) merge(mine, receive(channel(rank + step)));
  }
}
//! [channel]

std::vector<figure> ask(const deal_card& card, const deal_inputs& in) {
  std::vector<figure> figures;
  for (const deal_metric& m : deal_metrics())
    figures.push_back(m.has_columns(in) ? m.of(card) : figure::without("no such column"));
  return figures;
}

std::string text(const share& all) {
  report r;
  r.key_names = {all.owner};
  for (const deal_metric& m : deal_metrics()) r.columns.push_back(m.column);
  for (const auto& [owner, card] : all.by_owner) r.rows.push_back({{owner}, ask(card, *all.inputs)});
  return to_csv(r);
}

void run(std::span<char* const> arguments, int rank, int ranks) {
  if (arguments.size() < 2) throw unusable(std::string(usage));
  const auto as_of = kpi::parse_day(arguments.front());
  if (!as_of) throw unusable(fmt::format("{} is no day such as 2024-12-31.", arguments.front()));
  const auto files = arguments.subspan(1);
  share mine;
  for (auto i = static_cast<std::size_t>(rank); i < files.size(); i += static_cast<std::size_t>(ranks))
    merge(mine, read(files[i], *as_of));
  reduce(mine, rank, ranks);
  if (rank == 0 && !print_text(text(mine))) throw unusable("The scorecard cannot be written.");
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int rank = 0;
  int ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  try {
    run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)), rank, ranks);
  } catch (const unusable& e) {
    print_note(fmt::format("Rank {}: {}", rank, e.what()));
    MPI_Abort(MPI_COMM_WORLD, 2);  // the others wait for what this one will not send
  }
  MPI_Finalize();
  return 0;
}
