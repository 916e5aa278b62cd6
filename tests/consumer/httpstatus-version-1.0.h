/*
 * httpstatus-version.h - the version of the header that a program compiles
 * against. Made by configure; included by httpstatus.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef HTTPSTATUS_VERSION_H
#define HTTPSTATUS_VERSION_H

#define HTTPSTATUS_VERSION       "1.0.0"
#define HTTPSTATUS_VERSION_MAJOR 1
#define HTTPSTATUS_VERSION_MINOR 0
#define HTTPSTATUS_VERSION_PATCH 0

/* The version as one number to compare, 0xMMmmpp. */
#define HTTPSTATUS_VERSION_NUM   0x010000

/* True if the header is of version x.y.z or later; usable in #if. */
#define HTTPSTATUS_AT_LEAST(x, y, z) \
	(HTTPSTATUS_VERSION_NUM >= ((x) << 16 | (y) << 8 | (z)))

#endif
