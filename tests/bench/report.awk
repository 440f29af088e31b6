# report.awk - the table of `make bench` from its results: a line for each run with name, wall seconds,
# user and system seconds, peak and index size in KB, and articles, tabs between.
BEGIN {
    FS = "\t"
}

{
    if (!($1 in runs)) order[++names] = $1
    n = ++runs[$1]
    split($3, cpu, " ")
    figure[$1, "wall", n] = $2
    figure[$1, "cpu", n] = cpu[1] + cpu[2]
    figure[$1, "peak", n] = $4 * 1024 / 1e6
    figure[$1, "size", n] = $5 * 1024 / 1e6
    figure[$1, "articles", n] = $6
}

# Of an even number, the mean of the two in the middle.
function median(name, what,    i, j, n, value, sorted) {
    n = runs[name]
    for (i = 1; i <= n; i++) {
        value = figure[name, what, i] + 0
        for (j = i - 1; j >= 1 && sorted[j] > value; j--) sorted[j + 1] = sorted[j]
        sorted[j + 1] = value
    }
    return (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2
}

# A figure and how many times nindex's it is.
function cell(name, what, format,    base, value) {
    value = median(name, what)
    base = "nindex" in runs ? median("nindex", what) : 0
    return sprintf(format, value) (base > 0 ? sprintf("%8.2f", value / base) : "       -")
}

function rate(name,    wall) {
    wall = median(name, "wall")
    return wall > 0 ? median(name, "articles") / wall : 0
}

END {
    printf "%-26s%9s%8s%9s%8s%9s%8s%9s%8s%12s%10s\n", "", "wall s", "ratio", "CPU s", "ratio", "peak MB", "ratio",
        "index MB", "ratio", "articles/s", "articles"
    for (i = 1; i <= names; i++) {
        name = order[i]
        printf "%-26s%s%s%s%s", name, cell(name, "wall", "%9.2f"), cell(name, "cpu", "%9.2f"),
            cell(name, "peak", "%9.1f"), cell(name, "size", "%9.1f")
        if (median(name, "articles")) printf "%12.0f%10d", rate(name), median(name, "articles")
        print ""
    }
    for (i = 1; i <= names; i++)
        if (order[i] ~ /^nindex ./ && rate("nindex") > 0)
            printf "%s: articles a second are %.0f%% of those at 1x\n", order[i], 100 * rate(order[i]) / rate("nindex")
}
