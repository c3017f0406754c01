#ifndef TRAILSEAL_CFUZZER_H
#define TRAILSEAL_CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// The entry of libFuzzer as a library; it links with `-sanitize=fuzzer` only.
///
/// libFuzzer's own `main` can't be used: SwiftPM gives the main of an executable another name.
int LLVMFuzzerRunDriver(int *argc, char ***argv,
                        int (*callback)(const uint8_t *data, size_t size));

#endif
