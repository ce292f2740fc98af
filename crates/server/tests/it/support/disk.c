// A disk that fails when a test says so. Loaded before the C library, it answers for fsync and fdatasync: with EIO from
// the moment on at which the file TEST_DISK holds another byte than 0. What was written stays readable, as it does in the
// page cache of a real system, and is forgotten by nobody: that the program must not trust it is what is tested.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static const volatile char *fails;

static int is_broken(void) {
    if (!fails) {
        const char *path = getenv("TEST_DISK");
        int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
        void *mapped = mmap(NULL, 1, PROT_READ, MAP_SHARED, file, 0);
        if (file < 0 || mapped == MAP_FAILED) abort();
        close(file);
        fails = mapped;
    }
    return *fails != 0;
}

int fsync(int file) {
    if (!is_broken()) return (int)syscall(SYS_fsync, file);
    errno = EIO;
    return -1;
}

int fdatasync(int file) {
    if (!is_broken()) return (int)syscall(SYS_fdatasync, file);
    errno = EIO;
    return -1;
}
