/* SPDX-License-Identifier: MIT */
/* The policy that the options of advise and plan describe. */
#ifndef POLICY_H
#define POLICY_H

#include "command.h"

/* To be freed; NULL after it printed what is wrong. */
httpstatus_policy *new_policy(const struct arguments *arguments);

/* Reads one setting; false after it printed what is wrong with the option of that name. */
bool set_policy(httpstatus_policy *policy, int setting, const char *option, const char *value);

/* The words that a setting takes, as "doubling, linear or none"; "" if it takes others, too. */
const char *setting_words(int setting);

/* Its value in a policy that nobody has changed, to be freed; "" for a list. */
char *setting_default(int setting);

#endif
