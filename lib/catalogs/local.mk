# SPDX-License-Identifier: MIT
# The built-in catalogs, in the order in which httpstatus_builtin_next returns
# them: iana first, a catalog after those that it extends or collects.
catalogs = \
	lib/catalogs/iana.cat \
	lib/catalogs/otc-ocr.cat \
	lib/catalogs/otc-dli.cat \
	lib/catalogs/huawei-ocr.cat \
	lib/catalogs/modelarts.cat \
	lib/catalogs/servlet.cat \
	lib/catalogs/activesync.cat \
	lib/catalogs/akamai.cat \
	lib/catalogs/anthropic.cat \
	lib/catalogs/aws-elb.cat \
	lib/catalogs/aws.cat \
	lib/catalogs/azure-gateway.cat \
	lib/catalogs/cloudflare.cat \
	lib/catalogs/cosmosdb.cat \
	lib/catalogs/discord.cat \
	lib/catalogs/edgio.cat \
	lib/catalogs/esri.cat \
	lib/catalogs/fastly.cat \
	lib/catalogs/gemini.cat \
	lib/catalogs/github.cat \
	lib/catalogs/google.cat \
	lib/catalogs/haproxy.cat \
	lib/catalogs/heroku.cat \
	lib/catalogs/iis.cat \
	lib/catalogs/influxdb.cat \
	lib/catalogs/kubernetes.cat \
	lib/catalogs/laravel.cat \
	lib/catalogs/nginx.cat \
	lib/catalogs/openai.cat \
	lib/catalogs/pantheon.cat \
	lib/catalogs/prometheus-rw.cat \
	lib/catalogs/shopify.cat \
	lib/catalogs/slack.cat \
	lib/catalogs/spring.cat \
	lib/catalogs/squid.cat \
	lib/catalogs/twitter.cat \
	lib/catalogs/unofficial.cat \
	lib/catalogs/vercel.cat \
	lib/catalogs/webhook.cat \
	lib/catalogs/logs.cat \
	lib/catalogs/loki.cat \
	lib/catalogs/otlp.cat \
	lib/catalogs/s3.cat \
	lib/catalogs/splunk-hec.cat \
	lib/catalogs/envoy.cat \
	lib/catalogs/finagle.cat \
	lib/catalogs/grpc.cat \
	lib/catalogs/ratelimit.cat \
	lib/catalogs/x-ratelimit.cat \
	lib/catalogs/x-should-retry.cat
