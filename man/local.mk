# SPDX-License-Identifier: MIT

manual_pages = \
	man/httpstatus-catalog.5 \
	man/httpstatus-curl.3 \
	man/httpstatus-logs.3 \
	man/httpstatus-retry.3 \
	man/httpstatus-servers.3 \
	man/httpstatus-shipping.3 \
	man/httpstatus.1 \
	man/httpstatus.3 \
	man/httpstatus_advise.3 \
	man/httpstatus_budget_new.3 \
	man/httpstatus_builder_new.3 \
	man/httpstatus_builtin.3 \
	man/httpstatus_catalog_load_file.3 \
	man/httpstatus_class_of.3 \
	man/httpstatus_codeset_new.3 \
	man/httpstatus_entry_code.3 \
	man/httpstatus_errno.3 \
	man/httpstatus_flag_name.3 \
	man/httpstatus_lookup.3 \
	man/httpstatus_method_traits.3 \
	man/httpstatus_parse_date.3 \
	man/httpstatus_parse_status_line.3 \
	man/httpstatus_policy_new.3 \
	man/httpstatus_retry_new.3 \
	man/httpstatus_version.3
