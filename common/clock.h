/* clock.h - time that goes by: from any start, and never back, whatever the system's clock is set to. */
#ifndef COMMON_CLOCK_H
#define COMMON_CLOCK_H

double clock_seconds(void);
double clock_ms(void);

#endif
