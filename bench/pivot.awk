# SPDX-License-Identifier: MIT
#
# From lines of figures to what gnuplot wants: a row for each candidate, a
# column for each mix, or the reverse with turn=1, and a row of headings.
# Lines of other tasks are left out.
BEGIN { FS = "\t" }

$1 == task && NF >= 11 && $4 > 0 {
	row = turn ? $2 : $3
	column = turn ? $3 : $2
	if (!(row in known_row)) {
		known_row[row] = 1
		row_name[++rows] = row
	}
	if (!(column in known_column)) {
		known_column[column] = 1
		column_name[++columns] = column
	}
	value[row, column] = $4
}

END {
	printf "\"\""
	for (c = 1; c <= columns; c++)
		printf " \"%s\"", column_name[c]
	printf "\n"
	for (r = 1; r <= rows; r++) {
		printf "\"%s\"", row_name[r]
		for (c = 1; c <= columns; c++)
			printf " %s", ((row_name[r], column_name[c]) in value) ? \
				value[row_name[r], column_name[c]] : "NaN"
		printf "\n"
	}
}
