"""The auditor: any published annual report in, every contradiction out. Imports `law` only.

How a text is read, one module a step:

1. `passages`  lines → passages: page marks dropped, wrapped lines joined, headings remembered, tables left out.
2. `folding`   one alphabet; every character keeps its place, so that quotes are cut from the source.
3. `masks`     numbers that are never figures (dates, telephones, document numbers, addresses, ordinals) are hidden.
4. `numbers`   the others: value, counting word, exact or a bound (余, 约, 近, 超), grain (3.4万).
5. `streams`   figures in order with the words around them; a bracket is a stream of its own.
6. `finders`   one pattern of speech a file; `lists` reads where a list of parts (`listing`) ends, `turns` what is no part of it though
               no mark says so, `views` the words that announce a list (从办理结果看), `families` knows partitions.
7. `relation`  arithmetic and verdict: PASS, FAIL, UNCERTAIN (a question), NOT ASSESSABLE. In doubt a question.

Rules (`relation.rule`):

SUM-OF-WHICH 其中 · SUM-NESTED 其中 inside a part · SUM-IN-BRACKETS · SUM-OF-LIST 包括, 分别为, bare · SUM-ALL-BUT 除…外，其余 ·
SUM-STATED-AFTER 共计 behind its parts · SUM-NEXT-SENTENCE · SUM-OF-TABLE · PART-OF-WHOLE one named part · LIST-UNDER-HEADING
a list and its namesake elsewhere (never fails) · PERCENT-SHARE 占 · PERCENT-RATE 答复率 · GROWTH-RATE, GROWTH-STEP,
GROWTH-TIMES 倍, GROWTH-POINTS 百分点 · ALL-OF-TOTAL 均, 全部 · CARRY-OVER 结转 · EQUAL-MENTIONS · N-1 prose and table ·
T3-1 to T4-1 and O-1 to O-12 identities of the forms (`law.identities`).

Names of figures are in `keys.toml`.
"""
