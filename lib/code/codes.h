/* SPDX-License-Identifier: MIT */
/* Which numbers are codes: 100 to 999, and 0 for "no response". */
#ifndef HS_CODES_H
#define HS_CODES_H

enum { HS_CODE_END = 1000 };        /* one above the highest code */

#endif
