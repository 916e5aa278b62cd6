/* SPDX-License-Identifier: MIT */
/* A program of somebody else: prints the version of the library, and the phrase of 404. */
#include <httpstatus.h>
#include <stdio.h>

int main(void)
{
	printf("%s %s\n", httpstatus_version(), httpstatus_phrase(NULL, 404));
	return httpstatus_version_num() < HTTPSTATUS_VERSION_NUM;
}
