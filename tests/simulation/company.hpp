// Who is there beside the machine: visitors, a member, readers of streams and results.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "simulation/client_library.hpp"

namespace spotter::simulation {

/// What a launch really does to its visitors. Only the simulator knows.
enum class Effect { harmless, more_errors, lost_conversions, helpful };

/// Chances that a visitor of the treatment does something, as a multiple of the control's.
struct TrueEffect {
  Effect kind = Effect::harmless;
  double errors = 1;
  double conversions = 1;
};

using TrueEffects = std::map<std::string, TrueEffect>;

inline constexpr const char* error_event = "Checkout Error";
inline constexpr const char* conversion_event = "Signed Up";
inline constexpr const char* order_event = "Order Completed";

/// People who visit the site: they are given decisions, see arms, and do things.
class Visitors {
 public:
  Visitors(Surroundings& around, Network& network, Checkers& checkers, const TrueEffects& effects);

  void begin() { arrive(); }
  /// Nobody comes any more; what was begun ends.
  bool done() const { return done_; }
  bool idle() const;
  void hurry();
  const std::vector<std::unique_ptr<ClientLibrary>>& clients() const { return clients_; }

 private:
  struct Seen {
    std::string launch;
    std::string arm;
  };

  void arrive();
  void visit(const std::string& visitor);
  void visit_by_server(const std::string& visitor);
  void decided(const std::string& visitor, const Answer& answer);
  void see(const std::string& visitor, const std::vector<Seen>& seen);
  void show(const std::string& visitor, const Seen& seen, ClientLibrary& client);
  void act(const std::string& visitor, const std::vector<Seen>& seen, ClientLibrary& client);
  void act_later(const std::string& visitor, const char* event, ClientLibrary& client);
  std::string revenue();

  Surroundings& around_;
  Network& network_;
  Checkers& checkers_;
  const TrueEffects& effects_;
  Dice dice_;
  std::vector<std::unique_ptr<ClientLibrary>> clients_;
  std::uint64_t visitors_ = 0;
  std::size_t plans_ = 0;  ///< things that somebody will still do
  bool done_ = false;
};

/// The person who runs launches.
class Member {
 public:
  Member(Surroundings& around, Network& network, TrueEffects& effects);

  void begin();
  /// Rolls back whatever still runs: so every history has an end to look at.
  void close();
  void stop() { stopped_ = true; }
  bool idle() const { return under_way_ == 0; }

 private:
  using Then = std::function<void(const Answer&)>;
  static constexpr std::size_t agreements = 14;  ///< things that can be said about a launch

  void apply_all();
  void start_next();
  void intervene();
  void make_a_mistake();
  void require_signatures();
  void agree(const std::string& launch, std::size_t step, Then then);
  Call agreement(const std::string& launch, std::size_t what);
  void command(const std::string& launch, const char* verb, Then then);
  void insist(Call call, Then then);
  live::LaunchDefinition draw(const std::string& key);
  TrueEffect draw_effect();

  Surroundings& around_;
  Network& network_;
  TrueEffects& effects_;
  Dice dice_;
  live::Definitions definitions_;
  std::size_t started_ = 0;
  std::size_t under_way_ = 0;
  bool stopped_ = false;
};

/// Apps that listen for changes, live pages that are open, and people who ask for results.
class Readers {
 public:
  Readers(Surroundings& around, Network& network, Checkers& checkers, const Visitors& visitors);

  void begin();
  void stop() { stopped_ = true; }

 private:
  void listen(const std::string& app, Sequence seen);
  void evaluate(const std::string& app);
  void open_page();
  void ask();

  Surroundings& around_;
  Network& network_;
  Checkers& checkers_;
  const Visitors& visitors_;
  Dice dice_;
  bool stopped_ = false;
};

}  // namespace spotter::simulation
