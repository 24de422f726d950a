// SPDX-License-Identifier: Apache-2.0
// Compiled with the precompiled header of the tests, so that there is one: catch_main.cpp, the only other file, does
// without.
