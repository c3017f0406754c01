// What Swift's runtime and its thread pool would do and the static verifier doesn't: both ask /proc, and
// both end the process where it isn't there. The verifier has to run where nothing lies but itself. And one
// thing that a static program does and needn't.
#include <stddef.h>

// The runtime looks for a program that prints a trace of a crash, in the folders around the program's own,
// or in SWIFT_ROOT. An evidence verifier starts no other program, least of all one that lies beside it, so
// the answer is: there is none. A crash ends the process by its signal and nothing more.
const char *swift_copyAuxiliaryExecutablePath(const char *name) {
    (void)name;
    return NULL;
}

// libdispatch reads once a second from /proc which of its threads are running, to start others for those
// that wait. Nothing in the verifier waits for another process or for a person, so its threads, one for
// each core, are enough. These two names are all that libdispatch knows of that watch.
void _dispatch_workq_worker_register(void *queue) { (void)queue; }
void _dispatch_workq_worker_unregister(void *queue) { (void)queue; }

// A static program hands its table of stack frames to the unwinder, who sorts all 42,000 lines of it at the
// first thread that ends: a third of the time in which a small bundle is judged. The linker has sorted them
// already (.eh_frame_hdr), and the unwinder finds that by itself when nothing was handed over. The linker
// sends the calls of the compiler's start-up code here (--wrap in delivery/static.sh).
void __wrap___register_frame_info(const void *begin, void *object) {
    (void)begin, (void)object;
}
void *__wrap___deregister_frame_info(const void *begin) { return (void)begin, NULL; }
