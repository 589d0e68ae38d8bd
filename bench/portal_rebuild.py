"""Full rebuild of 5,334 generated records: pages a second from end to end, and of rendering alone.

.venv-test/bin/python bench/portal_rebuild.py [records]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from portal_records import GeneratedSource

from gongkai.portal import verify
from gongkai.portal.contract import product_pages
from gongkai.portal.projector import Projector
from gongkai.portal.tree import Tree


def main(count: int) -> None:
    pages = product_pages()
    source = GeneratedSource(count)
    editions = [source.edition(serial) for serial in range(count)]
    snapshot = source.snapshot()
    assert snapshot is not None
    pages.record_page(editions[0], snapshot)
    started = time.perf_counter()
    for edition in editions[:2000]:
        pages.record_page(edition, snapshot)
    render = len(editions[:2000]) / (time.perf_counter() - started)
    with tempfile.TemporaryDirectory() as folder:
        run = Projector(source, Tree(Path(folder)), pages)
        started, busy = time.perf_counter(), time.process_time()
        run.rebuild()
        spent, busy = time.perf_counter() - started, time.process_time() - busy
        html = sum(1 for _ in (Path(folder) / "site").resolve().rglob("*.html"))
        started = time.perf_counter()
        found = verify.verify_tree(Path(folder))
        alone = time.perf_counter() - started
        assert found == []
    print(
        f"records {count:,}; pages {html:,}; files {run.counts.files:,}; {run.counts.written / 1e6:,.1f} MB written"
    )
    print(f"render only         {render:10,.0f} record pages/s")
    print(
        f"rebuild end to end  {html / spent:10,.0f} pages/s   ({spent:.1f} s, {busy:.1f} s of them computing)"
    )
    print("                    with JSON, gzip twins, lists, log and index")
    print(f"ratio end to end : render only  1 : {render / (html / spent):.1f}")
    print(f"verify_tree         {run.counts.files / alone:10,.0f} files/s   ({alone:.1f} s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5334)
