// SPDX-License-Identifier: Apache-2.0
// OpenSSL, Kerberos and LDAP for a statically linked libpq, loaded when one of their functions is first called. Most
// connections call none of them, and loading them takes longer than all the rest of a `status` (docs/performance.md).
//
// The functions that libpq calls are trampolines (trampolines_*.S), listed by PlumbLibpq.cmake from libpq.a itself.
// Each jumps through a slot; at first that leads here, where the library is loaded and the slot is set. The libraries
// stay the distribution's, with its security updates.
#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "lazy_symbols.hpp"

extern "C" {

// One a function, in the order of k_lazy_symbols. Set more than once by threads that come at the same time, to the same
// value.
extern void* plumb_lazy_slots[];

void* plumb_lazy_resolve(std::uintptr_t number) {
  const LazySymbol& symbol = k_lazy_symbols[number];
  void* library = ::dlopen(symbol.library, RTLD_NOW | RTLD_LOCAL);
  void* function = library == nullptr ? nullptr : ::dlsym(library, symbol.name);
  if (function == nullptr) {
    // There is no way back into libpq from here that would not pretend something.
    std::fprintf(stderr, "plumb: this connection needs a library that cannot be loaded: %s\n", ::dlerror());
    std::_Exit(1);
  }
  __atomic_store_n(&plumb_lazy_slots[number], function, __ATOMIC_RELEASE);
  return function;
}

#ifdef PLUMB_LAZY_GSS
// The one variable among the functions: the name type "service@host", OID 1.2.840.113554.1.2.1.4 (RFC 2744), laid out
// as gss_OID_desc.
struct GssOid {
  std::uint32_t length;
  void* elements;
};
static char k_hostbased_service[] = "\x2a\x86\x48\x86\xf7\x12\x01\x02\x01\x04";
static GssOid k_hostbased_service_oid = {10, k_hostbased_service};
__attribute__((visibility("hidden"))) GssOid* GSS_C_NT_HOSTBASED_SERVICE = &k_hostbased_service_oid;
#endif

}  // extern "C"
