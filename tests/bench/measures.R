# The same as statistics::analyse and summarise under rule set mdc_7, vectorised over all series at once: one column a
# series, one row a month. XmR limits (mean and 2.66 mean moving ranges); at every point the rules beyond a limit, seven
# on one side, seven in one direction and two of three beyond two sigma, with their side; the tests of runs; the icons
# against a target of 20, lower is better; how long a shift has held, the means before and since, what meets the target.
# The last line is what was found, to be compared with what Concert found.
words <- commandArgs(trailingOnly = TRUE)
months <- as.integer(words[2])
x <- matrix(readBin(words[1], "double", file.info(words[1])$size / 8), nrow = months)
judge <- function(x, target) {
  n <- nrow(x); series <- ncol(x); none <- integer(series)
  each <- function(a) rep(a, each = n)
  if (!all(is.finite(x))) stop("a value is not finite")
  centre <- colMeans(x)
  sigma <- 2.66 * colMeans(abs(x[-1, , drop = FALSE] - x[-n, , drop = FALSE])) / 3
  upper <- centre + 3 * sigma; lower <- centre - 3 * sigma
  rounding <- 1e-12 * abs(centre) + 1e-9 * sigma
  from <- x - each(centre)
  side <- sign(from); side[abs(from) <= each(rounding)] <- 0
  away <- abs(from) - each(rounding)
  reach <- 1 + (away > each(sigma)) + (away > each(2 * sigma)) + (away > each(3 * sigma))
  zone <- side * reach
  beyond <- side * (reach == 4)

  marked <- function(s, least) {  # s where at least so many in a row are the same, zero elsewhere
    runs <- s; current <- s[1, ] != 0
    runs[1, ] <- current
    for (i in seq_len(nrow(s))[-1]) {
      current <- (s[i, ] != 0) * (1 + current * (s[i, ] == s[i - 1, ]))
      runs[i, ] <- current
    }
    long <- runs >= least
    for (i in rev(seq_len(nrow(s) - 1))) long[i, ] <- long[i, ] | (long[i + 1, ] & runs[i + 1, ] > 1)
    s * long
  }
  shift <- marked(side, 7)
  travel <- marked(sign(x[-1, , drop = FALSE] - x[-n, , drop = FALSE]), 6)
  into <- rbind(none, travel); out <- rbind(travel, none)
  trend <- ifelse(out != 0, out, into)  # a turning point belongs to the later trend
  two <- x * 0; far <- side * (reach >= 3)
  for (i in 3:n) {
    three <- (i - 2):i
    hit <- (abs(side[i, ] + side[i - 1, ] + side[i - 2, ]) == 3) & (abs(far[i, ] + far[i - 1, ] + far[i - 2, ]) >= 2)
    for (j in three) two[j, hit] <- ifelse(far[j, hit] != 0, far[j, hit], two[j, hit])
  }

  useful <- colSums(side != 0)
  last <- none; run <- none; longest <- none; crossings <- none
  for (i in seq_len(n)) {
    here <- side[i, ]; counts <- here != 0
    crossings <- crossings + (here * last < 0)
    run <- ifelse(here * last < 0, 1, run + counts)
    longest <- pmax(longest, run)
    last <- ifelse(counts, here, last)
  }
  run_limit <- round(log2(pmax(useful, 1))) + 3
  cross_limit <- qbinom(0.05, pmax(useful - 1, 0), 0.5)

  latest <- cbind(beyond[n, ], trend[n, ], two[n, ], shift[n, ])
  reason <- max.col(latest != 0, ties.method = "first") * (rowSums(latest != 0) > 0)
  better <- rowSums(latest < 0) > 0; worse <- rowSums(latest > 0) > 0
  variation <- ifelse(better, "improvement", ifelse(worse, "concern", "common"))
  fires <- list(beyond, trend, two, shift); signal_points <- none
  for (rule in 1:4) {
    alive <- reason == rule
    for (i in n:1) { alive <- alive & fires[[rule]][i, ] == latest[, rule]; signal_points <- signal_points + alive }
  }
  beside <- ifelse(abs(target - centre) - rounding > 3 * sigma, sign(target - centre), 0)
  assurance <- ifelse(beside > 0, "passes", ifelse(beside < 0, "fails", "hit_or_miss"))
  alive <- shift[n, ] != 0; held <- none; since <- none; met <- x <= target; held_on_target <- none
  for (i in n:1) {
    alive <- alive & shift[i, ] == shift[n, ]
    held <- held + alive; since <- since + alive * x[i, ]; held_on_target <- held_on_target + alive * met[i, ]
  }
  after <- ifelse(held > 0, since / held, centre); before <- ifelse(held > 0, (colSums(x) - since) / (n - held), centre)
  list(centre = centre, upper = upper, lower = lower, zone = zone, beyond = beyond, shift = shift, trend = trend, two = two,
       longest = longest, crossings = crossings, too_long = longest > run_limit, too_few = crossings < cross_limit,
       variation = variation, assurance = assurance, reason = reason, signal_points = signal_points, held = held,
       before = before, after = after, on_target = colSums(met), held_on_target = held_on_target, met = met[n, ])
}
best <- Inf
for (round in 1:3) {
  begin <- proc.time()[["elapsed"]]
  found <- judge(x, 20)
  best <- min(best, proc.time()[["elapsed"]] - begin)
}
cat(sprintf('{"what":"R","seconds":%.6f,"count":%d}\n', best, ncol(x)))
say <- function(...) cat(sprintf('{"what":"found","seconds":0,"count":0,"found":"%s"}\n', paste(..., sep = " ")))
say(sum(found$beyond != 0), sum(found$shift != 0), sum(found$trend != 0), sum(found$two != 0), sum(found$too_long),
    sum(found$too_few), sum(found$crossings), sum(found$variation == "improvement"), sum(found$variation == "concern"),
    sum(found$assurance == "passes"), sum(found$assurance == "fails"), sum(found$signal_points), sum(found$held),
    sum(found$on_target), sum(found$held_on_target), sum(found$met))
