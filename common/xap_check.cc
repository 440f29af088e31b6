/* xap_check.cc - see xap.h and xap_own.h: Xapian's own look at its tables. */
#include <sstream>

#include "common/xap_own.h"

nsearch_status xap_check(const char *path, nsearch_error *error)
{
    size_t errors = 0;
    std::ostringstream report; /* named by no one: xapian-check prints it again */
    const nsearch_status status = guarded(
        error, [&] { errors = Xapian::Database::check(path, 0, &report); });
    if (status || !errors) return status;
    return error_set(error, NSEARCH_DAMAGED, "%s: xapian-check finds %zu error%s in it", path,
                     errors, errors == 1 ? "" : "s");
}
