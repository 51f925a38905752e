#include "parts/live/act/loop_state.hpp"

#include <random>

#include "parts/live/act/loop_fixture.hpp"

namespace spotter::live {
namespace {

struct Pieces {
  std::vector<std::string> all;
  std::size_t next = 0;

  wire::ByteInput input() {
    return wire::ByteInput([this]() -> Result<std::optional<std::string>> {
      if (next == all.size()) return std::optional<std::string>();
      return std::optional<std::string>(all[next++]);
    });
  }
};

Pieces written(Loop& loop) {
  Pieces pieces;
  wire::ByteOutput output([&](std::string_view piece) -> Result<void> {
    pieces.all.emplace_back(piece);
    return {};
  });
  LoopState::write(loop, output);
  EXPECT_TRUE(output.finish());
  return pieces;
}

class LoopStateTest : public LoopTest {
 protected:
  // Everything that can happen to a launch, in random order.
  void live_through(int steps) {
    for (int i = 0; i < steps; ++i) {
      const auto arm = random() % 2;
      const auto& person = people[arm][random() % people[arm].size()];
      switch (random() % 8) {
        case 0: happen(person, "Checkout Error"); break;
        case 1: happen(person, "Signed Up"); break;
        case 2: order(person, static_cast<double>(random() % 90'000) / 100 - 50); break;
        case 3: order(person, std::nullopt); break;
        case 4: command(std::array{Verb::pause, Verb::resume, Verb::clear}[random() % 3]); break;
        default: expose(person);
      }
    }
  }

  std::string everything(Loop& of) {
    const auto& launch = of.book().launches.at("banner");
    auto text = wire::to_json_text(results_view(of, launch));
    text += wire::to_json_text(evidence_view(of, launch));
    text += wire::to_json_text(launch_view(of.book(), launch));
    if (const auto receipt = receipt_view(of, launch)) text += wire::json_text(*receipt);
    return text;
  }

  std::minstd_rand random{5};
};

TEST_F(LoopStateTest, ALoopThatWasReadGoesOnBitForBit) {
  begin(both, R"(, "goals": ["signup", "revenue"])");
  live_through(400);
  auto pieces = written(loop);
  Ear other_ear;
  Loop other(other_ear, clock);
  auto input = pieces.input();
  ASSERT_TRUE(LoopState::read(input, other));
  EXPECT_EQ(everything(other), everything(loop));
  EXPECT_EQ(written(other).all, pieces.all);
  const auto from = log.size();
  live_through(2'000);
  for (std::size_t i = from; i < log.size(); ++i)
    ASSERT_TRUE(other.take(i + 1, log[i].kind, log[i].bytes));
  EXPECT_EQ(everything(other), everything(loop));
  EXPECT_EQ(other.last_change(), loop.last_change());
}

TEST_F(LoopStateTest, AfterARollbackItIsStillRolledBack) {
  begin(errors_only);
  expose_everybody();
  for (int failing = 1; failing <= 10; ++failing) happen(people[1][failing], "Checkout Error");
  auto pieces = written(loop);
  Ear other_ear;
  Loop other(other_ear, clock);
  auto input = pieces.input();
  ASSERT_TRUE(LoopState::read(input, other));
  EXPECT_EQ(*other.receipt("banner"), *loop.receipt("banner"));
  EXPECT_EQ(other.finish_replay(), std::vector<std::string>{"banner"});
  EXPECT_EQ(other_ear.published->decide("banner", {{"id", "x"}})->value, boost::json::value(false));
}

TEST_F(LoopStateTest, WhatIsCutShortIsRefused) {
  begin(both, R"(, "goals": ["revenue"])");
  live_through(200);
  const auto whole = written(loop).all.front();
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    Pieces cut{{whole.substr(0, size)}};
    Ear other_ear;
    Loop other(other_ear, clock);
    auto input = cut.input();
    EXPECT_FALSE(LoopState::read(input, other)) << size << " of " << whole.size();
  }
}

}  // namespace
}  // namespace spotter::live
