/* stop.h - ending in good order when a signal asks for it. */
#ifndef INDEXER_STOP_H
#define INDEXER_STOP_H

#include <signal.h>

/* 0, or the signal that came: what takes long looks here now and then, and ends. */
extern volatile sig_atomic_t stop_signal;

/* From here on SIGINT, SIGTERM and SIGHUP are noted, unless they were ignored (nohup); a second one ends
 * the process at once. A closed pipe and a file size limit become ordinary errors. */
void stop_on_signals(void);

#endif
