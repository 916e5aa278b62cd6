/* SPDX-License-Identifier: MIT */
/* The version of the library. */

#include <httpstatus.h>

const char *httpstatus_version(void)
{
	return HTTPSTATUS_VERSION;
}

uint32_t httpstatus_version_num(void)
{
	return HTTPSTATUS_VERSION_NUM;
}
