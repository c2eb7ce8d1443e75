#pragma once
#include <functional>
#include <stop_token>

#include "journal/add_checkpoint.h"
#include "kit/http/client.h"
#include "partnership/log/log_policy.h"

// One conversation with one witness, from the log's side: here is the newest head, here is the proof from what you saw
// last; please cosign. A witness that saw another size says so and is asked again from there; one that does not know
// the present key is told the statements that lead to it. Waits for the network; never call it inside a transaction.
namespace partnership {

struct SignedHead {
  std::int64_t size = 0;
  std::string body;  // of the checkpoint: what is signed
  std::string note;  // with the log's signature
};

struct WitnessAnswer {
  std::optional<journal::NoteSignature> cosignature;  // a good one, by the key the policy names
  Instant cosigned_at;                                // by the witness's clock
  std::string trouble, detail;                        // a key of the words and its {detail}, when there is none
  bool refused = false;                               // an answer was given, and it was no
  std::int64_t size = 0;                              // what it has seen last, as far as is known now
};

// What the log can say about its tree and its keys; each call reads the database for a moment.
struct LogBooks {
  std::function<std::vector<journal::Hash>(std::int64_t old_size, std::int64_t size)> prove;
  std::function<std::int64_t()> tree_size;
  std::function<std::vector<std::string>()> key_statements;  // oldest first, without the first
};

WitnessAnswer ask_witness(const NamedWitness& witness, const SignedHead& head, std::int64_t last_size,
                          const LogBooks& books, const kit::Limits& limits, std::stop_token stop);

}  // namespace partnership
