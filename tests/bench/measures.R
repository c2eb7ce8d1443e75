# The same limits, rules and icons as Concert, vectorised over all series at once: one column a series, one row a month.
# XmR limits (mean and 2.66 x mean moving range), beyond a limit, seven on one side, seven in one direction, two of three
# in the outer third, the variation of the latest point and the assurance against a target of 20 (lower is better).
words <- commandArgs(trailingOnly = TRUE)
months <- as.integer(words[2]); size <- file.info(words[1])$size
values <- readBin(words[1], "double", size / 8)
x <- matrix(values, nrow = months)
begin <- proc.time()[["elapsed"]]
n <- nrow(x)
centre <- colMeans(x)
moving <- abs(x[-1, , drop = FALSE] - x[-n, , drop = FALSE])
step <- colMeans(moving)
upper <- centre + 2.66 * step; lower <- centre - 2.66 * step
centres <- rep(centre, each = n)
beyond <- (x > rep(upper, each = n)) - (x < rep(lower, each = n))
side <- sign(x - centres)
running <- function(s, length) {  # every point of a run of at least `length` equal signs
  counts <- s
  counts[] <- 0
  current <- rep(0, ncol(s)); last <- rep(0, ncol(s))
  for (i in seq_len(nrow(s))) {
    same <- s[i, ] == last & s[i, ] != 0
    current <- ifelse(same, current + 1, ifelse(s[i, ] == 0, 0, 1))
    last <- s[i, ]
    counts[i, ] <- current
  }
  marked <- counts >= length
  for (i in rev(seq_len(nrow(s) - 1))) marked[i, ] <- marked[i, ] | (marked[i + 1, ] & counts[i + 1, ] > 1)
  marked
}
shift <- running(side, 7)
direction <- rbind(0, sign(x[-1, , drop = FALSE] - x[-n, , drop = FALSE]))
trend <- running(direction, 6)
third <- rep(step * 2.66 * 2 / 3, each = n)
outer <- (x > centres + third) - (x < centres - third)
two <- x * 0
for (i in 3:n) {
  three <- outer[i, ] + outer[i - 1, ] + outer[i - 2, ]
  hit <- abs(three) >= 2 & abs(side[i, ] + side[i - 1, ] + side[i - 2, ]) == 3
  two[i, ] <- hit
}
latest <- ifelse(beyond[n, ] != 0, beyond[n, ], ifelse(shift[n, ], side[n, ], ifelse(trend[n, ], direction[n, ], ifelse(two[n, ] > 0, side[n, ], 0))))
variation <- ifelse(latest < 0, "better", ifelse(latest > 0, "worse", "common"))
assurance <- ifelse(upper < 20, "meets", ifelse(lower > 20, "misses", "varies"))
cat(sprintf('{"what":"R","seconds":%.6f,"count":%d}\n', proc.time()[["elapsed"]] - begin, ncol(x)))
cat(sprintf('{"what":"R says","seconds":0,"count":%d}\n', sum(variation != "common") + sum(assurance == "varies")))
