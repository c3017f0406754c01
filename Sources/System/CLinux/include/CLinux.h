#pragma once
#include <stddef.h>
#include <stdint.h>

// What the Glibc module of Swift doesn't offer: variadic functions, macros that
// need _GNU_SOURCE, and a signal handler that must not be Swift code.
// Every function returns -1 and sets errno unless its line says otherwise.

/// How many arguments the process was started with, its own name included.
/// Swift's CommandLine reads /proc/self/cmdline, which an empty root doesn't have.
int clinux_argument_count(void);
/// One of them, from 0; null beyond the last. The storage is the process's own.
const char *clinux_argument(int index);

/// The text of an errno value, never null; the storage is constant and needs no lock.
/// strerror is not thread safe, and strerrordesc_np needs _GNU_SOURCE.
const char *clinux_error_text(int code);

/// renameat2 with RENAME_NOREPLACE: it needs _GNU_SOURCE.
int clinux_rename_no_replace(const char *from, const char *to);

/// Takes an exclusive lock that belongs to the open file description, without waiting.
/// F_OFD_SETLK needs _GNU_SOURCE and fcntl is variadic.
int clinux_lock_exclusively(int fd);
/// Gives that lock back, whoever else has the description open.
int clinux_unlock(int fd);

/// Columns of the terminal, 0 when they aren't known. ioctl is variadic.
int clinux_terminal_width(int fd);

/// No core file and no ptrace by others for this process. prctl is variadic.
int clinux_disable_core_dumps(void);

/// Blocks of up to 32 MiB come from memory that was freed before, and 128 MiB of it stay with the
/// process. mallopt is not in the Glibc module. Returns 0 where the C library can't do it.
int clinux_keep_freed_memory(void);

/// Has the kernel begin to write what was put into a file, without waiting for it.
/// sync_file_range needs _GNU_SOURCE.
int clinux_begin_writing(int fd, int64_t offset, int64_t count);

/// What the kernel says about its clock; adjtimex is not in the Glibc module.
/// Returns the clock state (5 = not synchronised) and fills both errors in microseconds.
int clinux_clock_state(int64_t *maximum_error, int64_t *estimated_error);

/// Lets SIGINT and SIGTERM set a flag instead of ending the process. A second signal
/// ends it. A handler in Swift could allocate or take a lock.
int clinux_install_interrupts(void);

/// The first signal that arrived since clinux_install_interrupts, or 0.
int clinux_interrupt(void);

/// Makes a write to a closed pipe fail with EPIPE, and one past the limit on a file's size with
/// EFBIG. SIG_IGN is a cast in a macro.
int clinux_ignore_broken_pipes(void);

/// d_name of a directory entry: Swift would import it as a tuple of 256 and copy past
/// the end of a short entry.
struct dirent;
const char *clinux_entry_name(const struct dirent *entry);
