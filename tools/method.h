/* SPDX-License-Identifier: MIT */
/* The names of methods. */
#ifndef METHOD_H
#define METHOD_H

/* Those that are offered where a method is expected, from 1 on; "" behind the last. */
const char *usual_method(int n);

/* Warns of a method that is not in IANA's registry, and names the one it is near to. */
void check_method(const char *method);

#endif
