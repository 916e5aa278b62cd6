# SPDX-License-Identifier: MIT
#
# The figures as Markdown: what was to be reached, what was, and all there is.
# Goals are ratios in one run, between medians. Variables: out is the directory
# of the figures, missing the list of peers that were not built.
BEGIN {
	FS = "\t"
	empty_library = "libempty_libc.so"
	our_library = "libhttpstatus.so.0"
}

$1 == "damaged" { damage[++damages] = $2 FS $3 FS $4; next }
$1 == "size" { size[$2] = $0; libraries[++library_count] = $2; next }
$1 == "data" { data_bytes = $3; next }
$1 == "instructions" { counted[$2, $3, $4] = $5; next }

NF >= 11 {
	if (!(($1, $2) in seen_mix)) {
		seen_mix[$1, $2] = 1
		mix[$1, ++mixes[$1]] = $2
	}
	if (!(($1, $3) in seen_name)) {
		seen_name[$1, $3] = 1
		name[$1, ++names[$1]] = $3
	}
	median[$1, $2, $3] = $4
	low[$1, $2, $3] = $5
	high[$1, $2, $3] = $6
	cells += $7
	discarded += $8
	instructions[$1, $2, $3] = $10
	note[$1, $2, $3] = $11
}

function measured(task, m, who) { return (task, m, who) in median }

function ratio(task, m, who, whom) { return median[task, m, who] / median[task, m, whom] }

# The fastest candidate but ours and the empty call; sets fastest_name.
function fastest(task, m,    i, who, best) {
	best = 0
	for (i = 1; i <= names[task]; i++) {
		who = name[task, i]
		if (who == "ours" || who == "empty" || !measured(task, m, who))
			continue
		if (!best || median[task, m, who] < best) {
			best = median[task, m, who]
			fastest_name = who
		}
	}
	return best
}

function goal(what, wanted, value, met) {
	printf "| %s | %s | %s | %s |\n", what, wanted, value, met ? "met" : "**not met**"
	if (met)
		goals_met++
	goals++
}

function at_most_empty(task, what, factor,    i) {
	for (i = 1; i <= mixes[task]; i++)
		mix_at_most_empty(task, mix[task, i], what, factor)
}

function mix_at_most_empty(task, m, what, factor,    r) {
	r = ratio(task, m, "ours", "empty")
	goal(what ", " m, sprintf("at most %.4g × the empty call", factor), sprintf("%.2f ×", r),
	     r <= factor)
}

# Ours so many times as fast as that peer, or as the fastest where it is "".
function times_peer(task, m, what, peer, factor,    r, against) {
	against = peer
	if (peer == "") {
		if (!fastest(task, m))
			return
		against = fastest_name
	}
	if (!measured(task, m, against) || !measured(task, m, "ours"))
		return
	r = ratio(task, m, against, "ours")
	if (peer == "")
		against = "the fastest, " against
	goal(what ", " m, factor == 1 ? "no slower than " against : \
	     sprintf("%.4g × as fast as %s", factor, against), sprintf("%.2f ×", r), r >= factor)
}

function phrase_goals(    i) {
	at_most_empty("phrase", "Code to phrase", 1.15)
	for (i = 1; i <= mixes["phrase"]; i++)
		times_peer("phrase", mix["phrase", i], "Code to phrase", "", 1)
}

function name_goals() {
	times_peer("name", "exact", "Phrase to code", "gperf-i", 2)
	times_peer("name", "mixed case", "Phrase to code", "gperf-i", 2)
	times_peer("name", "random text", "Phrase to code", "gperf-i", 1)
}

function date_goals(    i) {
	for (i = 1; i <= mixes["date"]; i++)
		times_peer("date", mix["date", i], "HTTP-date", "", 3)
	if (measured("accepted", "damaged dates", "ours"))
		goal("HTTP-date, damaged dates accepted", "0",
		     sprintf("%d %s", median["accepted", "damaged dates", "ours"],
		             note["accepted", "damaged dates", "ours"]),
		     median["accepted", "damaged dates", "ours"] == 0)
}

function retry_after_goals(    i) {
	for (i = 1; i <= mixes["retry_after"]; i++)
		times_peer("retry_after", mix["retry_after", i], "Retry-After", "curl", 5)
}

function decide_goals(    i, m) {
	# Eight more lines to look at, of no use to the decision, are beside it.
	mix_at_most_empty("decide", "2 fields", "A whole decision", 40)
	mix_at_most_empty("decide", "20 lines, 3 catalogs", "A whole decision", 150)
	for (i = 1; i <= mixes["decide"]; i++) {
		m = mix["decide", i]
		goal("A whole decision, " m, "no allocation", note["decide", m, "ours"],
		     note["decide", m, "ours"] ~ /, 0 allocations/)
	}
}

function load_goals(    i, m, r, a, b) {
	for (i = 1; i <= mixes["load"]; i++) {
		m = mix["load", i]
		r = ratio("load", m, our_library, empty_library)
		goal("dlopen, " m, "at most 1.1 × an empty library", sprintf("%.2f ×", r), r <= 1.1)
		goal("Pages written to, " m, "as the empty library: " note["load", m, empty_library],
		     note["load", m, our_library],
		     note["load", m, our_library] + 0 <= note["load", m, empty_library] + 0)
	}
	if (!(our_library in size) || !(empty_library in size))
		return
	split(size[our_library], a, FS)
	split(size[empty_library], b, FS)
	goal("Relocations but for functions of the C library",
	     "the compiler's own: " b[6] + b[7] + b[9], a[6] + a[7] + a[9],
	     a[6] + a[7] + a[9] <= b[6] + b[7] + b[9])
}

# Time grows as length to this power, over 16 times the length.
function power_of(who, first, last) {
	return log(median["catalog", last, who] / median["catalog", first, who]) / log(16)
}

function catalog_goals(    first, last, power) {
	if (!mixes["catalog"])
		return
	first = "64 KiB"
	last = "1024 KiB"
	goal("A catalog of 1 MiB", "at most 20 ms", sprintf("%.1f ms", median["catalog", last, "ours"]),
	     median["catalog", last, "ours"] <= 20)
	power = power_of("ours, memory kept", first, last)
	goal("Time for a catalog, in memory that the process keeps",
	     "linear: its length to the power of at most 1.1", sprintf("to the power of %.2f", power),
	     power <= 1.1)
}

# ---- Tables of figures ---------------------------------------------------------

function cell(task, m, who) {
	if (!measured(task, m, who))
		return "-"
	return sprintf("%.4g (%.4g to %.4g)", median[task, m, who], low[task, m, who],
	               high[task, m, who])
}

function against_ours(task, m, who) {
	if (!measured(task, m, who) || !measured(task, m, "ours") || !median[task, m, "ours"])
		return "-"
	return sprintf("%.2f", median[task, m, who] / median[task, m, "ours"])
}

# A row for each candidate: for each mix the median, the quartiles, and the
# ratio to ours; then what is to be said of it.
function table(task, title, unit, plot, remark,    i, j, m, who, line) {
	if (!mixes[task])
		return
	printf "\n## %s\n\n%s; median (quartiles), and how many times ours.%s\n\n", title, unit,
	       remark == "" ? "" : " " remark
	if (plot)
		printf "![%s](%s.svg)\n\n", title, task
	line = "| |"
	for (j = 1; j <= mixes[task]; j++)
		line = line " " mix[task, j] " | × |"
	print line " note |"
	gsub(/[^|]+/, "---", line)
	print line "---|"
	for (i = 1; i <= names[task]; i++) {
		who = name[task, i]
		line = "| " who " |"
		for (j = 1; j <= mixes[task]; j++) {
			m = mix[task, j]
			line = line " " cell(task, m, who) " | " against_ours(task, m, who) " |"
		}
		print line " " notes(task, who) " |"
	}
	counters(task)
}

# The note of each mix, once if they are all the same.
function notes(task, who,    j, all, one, differ) {
	for (j = 1; j <= mixes[task]; j++) {
		one = note[task, mix[task, j], who]
		if (j > 1 && one != note[task, mix[task, j - 1], who])
			differ = 1
		all = all (j > 1 ? "; " : "") one
	}
	return differ ? all : one
}

# Instructions a call: the machine's own count, or else that of callgrind.
function instructions_of(task, m, who) {
	if (instructions[task, m, who] ~ /[0-9]/)
		return instructions[task, m, who]
	return (task, m, who) in counted ? counted[task, m, who] : "-"
}

function counters(task,    i, j, line) {
	if (instructions_of(task, mix[task, 1], "ours") == "-")
		return
	line = "| instructions a call |"
	for (j = 1; j <= mixes[task]; j++)
		line = line " " mix[task, j] " |"
	print "\n" line
	gsub(/[^|]+/, "---", line)
	print line
	for (i = 1; i <= names[task]; i++) {
		line = "| " name[task, i] " |"
		for (j = 1; j <= mixes[task]; j++)
			line = line " " instructions_of(task, mix[task, j], name[task, i]) " |"
		print line
	}
}

# A line for each mix and candidate, where candidates differ from mix to mix.
function list(task, title, unit, remark,    i, j, m, who) {
	if (!mixes[task])
		return
	printf "\n## %s\n\n%s; median (quartiles).%s\n\n| | | %s | note |\n|---|---|---|---|\n", title,
	       unit, remark == "" ? "" : " " remark, unit
	for (j = 1; j <= mixes[task]; j++)
		for (i = 1; i <= names[task]; i++) {
			m = mix[task, j]
			who = name[task, i]
			if (measured(task, m, who))
				printf "| %s | %s | %s | %s |\n", m, who,
				       who == "refused" ? "refused" : cell(task, m, who),
				       note[task, m, who]
		}
}

function damaged_dates(    i, j, part, who) {
	if (!damages)
		return
	printf "\n### Damaged dates\n\nDates that the grammar of RFC 9110, 5.6.7 does not have, and "
	printf "who takes them for dates.\n\n|"
	for (j = 1; j <= names["accepted"]; j++)
		printf " %s |", name["accepted", j]
	printf "\n|"
	for (j = 1; j <= names["accepted"]; j++)
		printf "---|"
	printf "\n|"
	for (j = 1; j <= names["accepted"]; j++) {
		who = name["accepted", j]
		printf " %d %s |", median["accepted", "damaged dates", who],
		       note["accepted", "damaged dates", who]
	}
	printf "\n\n| date | what is wrong | accepted by |\n|---|---|---|\n"
	for (i = 1; i <= damages; i++) {
		split(damage[i], part, FS)
		printf "| `%s` | %s | %s |\n", part[1] == "" ? " " : part[1], part[2],
		       part[3] == "" ? "nobody" : substr(part[3], 2)
	}
}

function sizes(    i, part) {
	if (!library_count)
		return
	printf "\n## Size and relocations\n\nBytes, stripped.\n\n"
	print "| library | .text | .rodata | both | file | relative | GLOB_DAT | JUMP_SLOT | others |"
	print "|---|---|---|---|---|---|---|---|---|"
	for (i = 1; i <= library_count; i++) {
		split(size[libraries[i]], part, FS)
		printf "| %s | %d | %d | %d | %d | %d | %d | %d | %d |\n", part[2], part[3], part[4],
		       part[3] + part[4], part[5], part[6], part[7], part[8], part[9]
	}
	split(size[our_library], part, FS)
	if (data_bytes)
		printf "\nOf our .text and .rodata, %d bytes (%.0f %%) are the built-in catalogs.\n",
		       data_bytes, 100 * data_bytes / (part[3] + part[4])
}

function bulk(    m, half, best, i, who) {
	if (!mixes["bulk"])
		return
	list("bulk", "Codes counted by class", "ns a code",
	     "Time on the core. Codes are of int, so that one is 4 bytes of memory.")
	m = mix["bulk", 1]
	half = 2 * median["bulk", m, "memory"]
	printf "\nHalf of the memory's bandwidth would be %.2f ns a code.", half
	printf " A call for each takes %.2f ns, a table that the calls fill once %.2f ns:",
	       median["bulk", m, "ours, a call each"], median["bulk", m, "ours, a table of 1000"]
	if (median["bulk", m, "ours, a call each"] <= half)
		print " a call for each is enough."
	else if (median["bulk", m, "ours, a table of 1000"] <= half)
		print " the table is enough, and the interface needs no call for many codes."
	else if (median["bulk", m, "comparisons, vectors"] <= half)
		print " neither reaches it, vector instructions would: that would take a call for many codes."
	else
		print " neither reaches it, nor do vector instructions of the machine's baseline."
}

# ---- The report ------------------------------------------------------------------

function about(    line) {
	print "# libhttpstatus beside what else there is\n"
	while ((getline line < (out "/machine.txt")) > 0)
		print "- " line
	print ""
	print "Candidates took turns on slices of the same 65536 shuffled inputs, on one core. Calls"
	print "go through the PLT into a shared library; headers and crates stand in one of their own."
	print "A cell, 64 to 2048 calls, is discarded if the kernel took the core away meanwhile;"
	printf "that befell %.1f %% of %d cells. \"empty\" is a call to a function that does nothing.\n",
	       100 * discarded / (cells + discarded + !cells), cells + discarded
	while ((getline line < missing) > 0) {
		split(line, part, FS)
		printf "\n**Not measured: %s; it needs %s.**\n", part[1], part[2]
	}
}

END {
	about()
	print "\n## Goals\n\n| task | goal | measured | |\n|---|---|---|---|"
	phrase_goals()
	at_most_empty("class", "Class of a code", 1.3)
	at_most_empty("advise", "Advice", 2)
	name_goals()
	date_goals()
	retry_after_goals()
	decide_goals()
	load_goals()
	catalog_goals()
	printf "\n%d of %d goals are met.\n", goals_met, goals
	table("phrase", "Code to phrase", "ns a call", 1,
	      "How many of the phrases in IANA's registry each knows stands in the last column.")
	table("class", "Class of a code", "ns a call", 0)
	table("advise", "Advice", "ns a call", 0, "The switch knows eight codes and two methods.")
	table("name", "Phrase to code", "ns a call", 1,
	      "gperf compares exactly, gperf-i without case; only ours knows aliases, " \
	      "and passes over spaces and hyphens.")
	table("date", "HTTP-date", "ns a call", 1)
	damaged_dates()
	table("retry_after", "Retry-After to a delay", "ns a call", 1,
	      "curl's way is strtol, and curl_getdate for what is no number.")
	table("decide", "A whole retry decision", "ns a decision", 0,
	      "Reset, the fields or lines of a response, its status, the delay.")
	list("load", "Loading", "µs for dlopen",
	     "Each in a process of its own. The note is what the library's file has in pages written to.")
	sizes()
	bulk()
	list("catalog", "Reading a catalog", "ms",
	     "Time on the core. Blocks of more than 128 KiB come from the kernel and go back to " \
	     "it, unless the process keeps them.")
	list("budget", "Requests that share a budget", "millions a second",
	     "A request fails, is repeated and succeeds; refused ones are not repeated.")
}
