// What a request is refused with when its bytes make no sense: a broken percent code, a form that ends in the middle.
// what() is one plain sentence for the person or programmer who sent it; the server answers 400 with it.
#pragma once

#include <stdexcept>

namespace kit {

struct BadRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace kit
