// Every limit of the program, by name. A full queue is an answer (429 or 503), not a wait.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace spotter::limits {

using namespace std::chrono_literals;

// HTTP
inline constexpr std::size_t http_header_bytes_max = 16 * 1024;
inline constexpr std::size_t http_body_bytes_max = 512'000;  // inflated; Segment's 500 KB
inline constexpr std::size_t http_streams_max = 10'000;      // per process
inline constexpr std::size_t http_connections_max = 20'000;  // per process
inline constexpr auto http_header_wait_max = 15s;            // slow clients
inline constexpr auto http_body_wait_max = 30s;
inline constexpr auto http_write_wait_max = 30s;
inline constexpr auto http_idle_wait_max = 75s;
inline constexpr auto http_reply_wait_max = 30s;       // a handler's answer
inline constexpr auto http_linger_wait_max = 1s;       // reading on, so that a refusal arrives
inline constexpr auto http_stop_wait_max = 2s;         // what is in flight may finish
inline constexpr std::size_t http_refusals_max = 100;  // at once and lane, beyond the cap
inline constexpr std::size_t stream_bytes_max = 1024 * 1024;         // queued for one reader
inline constexpr std::size_t stream_payload_bytes_max = 256 * 1024;  // longer ones are fetched
inline constexpr auto stream_heartbeat = 15s;
inline constexpr auto stream_write_wait_max = 5s;    // a slower reader is cut off
inline constexpr auto client_connect_wait_max = 5s;  // the command line's own client
inline constexpr auto client_answer_wait_max = 60s;
inline constexpr std::size_t client_answer_bytes_max = 64 * 1024 * 1024;

// Tracking API (protocols.md 5.4)
inline constexpr std::size_t event_bytes_max = 32 * 1024;
inline constexpr std::size_t batch_events_max = 2'500;
inline constexpr std::size_t message_id_chars_max = 100;
inline constexpr std::size_t event_name_bytes_max = 200;
inline constexpr std::size_t event_id_bytes_max = 1024;  // userId, anonymousId, previousId, groupId
inline constexpr std::size_t properties_depth_max = 32;
inline constexpr std::size_t intake_queue_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t loop_queue_bytes_max = 64 * 1024 * 1024;  // kept, not yet judged
inline constexpr auto deduplication_window = 24h;

// Access keys
inline constexpr std::size_t access_keys_max = 1'000;

// Members, sign-in and sessions
inline constexpr std::size_t members_max = 1'000;
inline constexpr std::size_t member_name_bytes_max = 200;
inline constexpr std::size_t password_chars_min = 12;
inline constexpr std::size_t password_chars_max = 1'000;
inline constexpr std::size_t passwords_waiting_max = 16;  // each takes 64 MiB, one at a time
inline constexpr std::size_t people_body_bytes_max = 16 * 1024;
inline constexpr std::size_t sessions_per_member_max = 200;  // the oldest gives way
inline constexpr auto session_idle_max = 12h;
inline constexpr auto session_life_max = 30 * 24h;
inline constexpr auto session_seen_every = 1min;  // how often the last use is written
// Attempts to sign in: so many at once, and then one in each of these times.
inline constexpr int name_attempts_max = 10;
inline constexpr auto name_attempt_every = 30s;
inline constexpr int address_attempts_max = 60;
inline constexpr auto address_attempt_every = 1s;
inline constexpr std::size_t attempt_places = 16'384;  // 8 bytes each; names that meet share one

// Briefs and the policy that chooses their gates
inline constexpr std::size_t brief_text_bytes_max = 4'000;
inline constexpr std::size_t brief_word_bytes_max = 200;
inline constexpr std::size_t brief_entries_max = 50;  // of one list; countries have their own end
inline constexpr std::size_t gate_rules_max = 200;
inline constexpr int gate_hours_max = 400;  // working hours: ten weeks of forty

// Working calendars
inline constexpr std::size_t working_spans_per_day_max = 3;
inline constexpr auto working_time_ahead_max = 3'653 * 24h;  // ten years

// Event log
inline constexpr std::size_t log_segment_bytes = 16 * 1024 * 1024;
inline constexpr std::size_t log_commit_bytes_max = 1024 * 1024;

inline constexpr std::uint64_t checkpoint_every = 500'000;  // records; a start replays fewer

// State store
inline constexpr auto database_wait_max = 5s;  // for another process's transaction

// Measuring (semantics.md, "Window")
inline constexpr auto exposure_grace = 5s;
inline constexpr auto waiting_time_max = 10min;
inline constexpr std::size_t waiting_events_max = 1'000'000;
inline constexpr double value_max = 1e15;  // beyond, doubles lose units (statistics.md 1)

// Definitions
inline constexpr std::size_t definitions_bytes_max = 256 * 1024;
inline constexpr std::size_t launches_max = 10'000;
inline constexpr std::size_t metrics_max = 10'000;
inline constexpr std::size_t metric_owner_chars_max = 200;
inline constexpr std::size_t arms_max = 2;
inline constexpr std::size_t guardrails_max = 50;
inline constexpr std::size_t goals_max = 10;
inline constexpr std::size_t crossings_max = 100;  // remembered by a launch
inline constexpr std::size_t value_path_bytes_max = 200;
inline constexpr std::size_t condition_bytes_max = 64 * 1024;
inline constexpr std::size_t condition_depth_max = 32;
inline constexpr std::size_t regex_bytes_max = 256;

// Evaluating conditions and rules, at run time
inline constexpr std::size_t condition_steps_max = 100'000;  // per condition
inline constexpr std::size_t evaluation_steps_max = 10'000;  // rules and experiments per evaluation
inline constexpr std::size_t prerequisite_depth_max = 100;   // flags that wait for each other
inline constexpr std::size_t saved_group_depth_max = 100;    // groups that name each other
inline constexpr std::size_t pattern_bytes_max = 4'096;      // of a regular expression
inline constexpr std::size_t regex_depth_max = 100;          // groups within groups
inline constexpr std::uint32_t regex_steps_max = 100'000;    // PCRE2's match limit
inline constexpr std::uint32_t regex_heap_kib_max = 16 * 1024;
inline constexpr std::size_t reason_bytes_max = 2'000;

// Analysing experiments that ran elsewhere
inline constexpr std::size_t csv_row_bytes_max = 1024 * 1024;
inline constexpr std::size_t csv_cells_max = 10'000;                                // columns
inline constexpr std::size_t csv_bytes_max = std::size_t{16} * 1024 * 1024 * 1024;  // inflated
inline constexpr std::size_t analysis_rows_max = 1'000'000;  // 56 or 112 bytes each in memory
inline constexpr std::size_t analysis_arms_max = 100;        // of one experiment
inline constexpr std::size_t analysis_name_bytes_max = 256;
inline constexpr std::size_t analysis_lines_shown_max = 20;  // of rows left out, per reason
inline constexpr std::size_t analysis_body_bytes_max = 16 * 1024 * 1024;  // POST /api/analyses
inline constexpr std::size_t analyses_waiting_max = 4;

// Screens
inline constexpr std::size_t feed_items_max = 200;
inline constexpr std::size_t metrics_listed_max = 1'000;
inline constexpr std::size_t metric_uses_listed_max = 20;  // launches, of one metric
inline constexpr std::size_t journal_entries_max = 1'000;
inline constexpr auto live_tick = 250ms;

}  // namespace spotter::limits
