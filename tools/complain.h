/* SPDX-License-Identifier: MIT */
/* Messages on standard error. */
#ifndef COMPLAIN_H
#define COMPLAIN_H

/* Prints "httpstatus: ..."; any bytes may be in it. */
__attribute__((format(printf, 1, 2)))
void complain(const char *format, ...);

/* Says that there is no memory, and ends the program with EXIT_TROUBLE. */
_Noreturn void die_without_memory(void);

#endif
