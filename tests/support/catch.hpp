// SPDX-License-Identifier: Apache-2.0
// The only file that knows which Catch2 it is.
#pragma once

#if PLUMB_CATCH2_MAJOR >= 3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
