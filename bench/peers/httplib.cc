// SPDX-License-Identifier: MIT
// cpp-httplib: phrases. Debian's shared library exports the function, the
// installed header does not declare it.
#include "../peer.h"

namespace httplib {
namespace detail {
const char *status_message(int status);
}
}

BENCH_PHRASE(httplib::detail::status_message(*in))
