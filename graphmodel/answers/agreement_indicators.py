"""What to look at in agreements: clauses that are not there, and links and agreements that do not go together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from graphmodel.engine.agreement_links import AgreementLinks
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.network import Booleans, Network
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language

COLUMNS = ("indicator", "name", "count", "of", "ids")
INDICATORS = v.Vocabulary(
    "indicator of agreements",
    (
        v.Word("without_audit", "Agreements without an audit clause"),
        v.Word("without_onward", "Agreements without a word on onward disclosure"),
        v.Word("without_retention", "Agreements without a word on retention"),
        v.Word("expired_with_live_links", "Ended agreements with links in service"),
        v.Word("links_without_agreement", "Links in service without an agreement"),
        v.Word("agreements_without_link", "Agreements without a link in service"),
    ),
)


def indicators(network: Network, purposes: Sequence[str] = (), language: Language = "en") -> pd.DataFrame:
    """Return each indicator with what it is true of.

    Columns: indicator, name, count, of (of how many), ids (of agreements, or of links; a sorted list). Clauses are asked
    of live rows that permit: without means that the catalogue records none, which is not that there is none. A link
    in service counts where something passes over it between organisations, and runs under the rows that ``AgreementLinks`` says; an ended row is
    retired: what is cancelled never was in force. Rows of civil_screening or statistics alone count only where ``purposes`` asks for them.
    """
    engine = Agreements(network, tuple(purposes))
    table, links = network.catalogue.agreements, AgreementLinks(engine)
    permits = table["effect"].ne(v.FORBIDS).to_numpy(dtype=bool) & engine.served
    live = permits & table["status"].isin(v.LIVE_STATUSES).to_numpy(dtype=bool)
    ended = permits & table["status"].eq(v.RETIRED).to_numpy(dtype=bool)
    linked, covered = np.zeros(len(table), dtype=bool), np.zeros(len(network.links), dtype=bool)
    for row, under in links.under(np.flatnonzero(live | ended)):
        linked[row] = under.any()
        covered |= under & live[row]
    rows = table["id"].to_numpy(dtype=object)
    names = network.catalogue.links["id"].to_numpy(dtype=object)[network.links]
    audited = table["audit"].eq("true").fillna(value=False).to_numpy(dtype=bool)
    found: dict[str, tuple[Booleans, Booleans, np.ndarray]] = {
        "without_audit": (live & ~audited, live, rows),
        "without_onward": (live & table["onward"].isna().to_numpy(), live, rows),
        "without_retention": (live & table["retention"].isna().to_numpy(), live, rows),
        "expired_with_live_links": (ended & linked, ended, rows),
        "links_without_agreement": (links.between & ~covered, links.between, names),
        "agreements_without_link": (live & ~linked, live, rows),
    }
    told = [
        (word.id, word.name(language), int(chosen.sum()), int(of.sum()), sorted(map(str, ids[chosen])))
        for word in INDICATORS
        for chosen, of, ids in [found[word.id]]
    ]
    return pd.DataFrame(told, columns=list(COLUMNS))
