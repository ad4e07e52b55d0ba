"""What the matrix, the table and the study's chart say."""

from __future__ import annotations

from typing import Final

from graphmodel.words.messages import Message

VIEWS: Final[dict[str, Message | tuple[str, str]]] = {
    "views": Message("Views"),
    "view_map": Message("Map"),
    "view_matrix": Message("Matrix"),
    "view_table": Message("Table"),
    "view_study": Message("Study"),
    "close": Message("Close"),
    "tableOf": Message("Table of"),
    "table_systems": Message("Systems"),
    "table_agencies": Message("Agencies"),
    "table_links": Message("Links"),
    "caption_systems": Message(
        "Systems that the filters leave. Links counts those in service; isolated means that none is recorded."
    ),
    "caption_agencies": Message(
        "Agencies that the filters leave, with the systems in service that they operate and read."
    ),
    "caption_links": Message("Links that the map draws and the filters leave."),
    "filterRows": Message("Filter by words"),
    "rowsShown": Message("{shown} of {all}"),
    "rowsFromTo": Message("{from} to {to} of {all}"),
    "noRows": Message("Nothing is left by the filters."),
    "pageBefore": Message("Back"),
    "pageAfter": Message("Next"),
    "copyCsv": Message("Copy as CSV"),
    "saveCsv": Message("Save CSV"),
    "copiedCsv": Message("Copied."),
    "savedCsv": Message("The browser does not let the page copy: saved as a file."),
    "col_name": Message("Name"),
    "col_type": Message("Type"),
    "col_operator": Message("Operator"),
    "col_province": Message("Province"),
    "col_status": Message("Status"),
    "col_product": Message("Product"),
    "col_links": Message("Links"),
    "col_partners": Message("Partners"),
    "col_isolated": Message("Isolated"),
    "col_holds": Message("Holds"),
    "col_relays": Message("Relays"),
    "col_confidence": Message("Confidence"),
    "col_sources": Message("Sources"),
    "col_id": Message("Id"),
    "col_level": Message("Level"),
    "col_sector": Message("Sector"),
    "col_organisation": Message("Organisation"),
    "col_officers": Message("Sworn officers"),
    "col_operates": Message("Operates"),
    "col_interconnected": Message("Of these connected"),
    "col_reads": Message("Reads"),
    "col_from": Message("From"),
    "col_to": Message("To"),
    "col_direction": Message("Direction"),
    "col_mode": Message("Mode"),
    "col_access": Message("Access"),
    "col_carries": Message("Carries"),
    "col_latency": Message("Latency"),
    "col_note": Message("Note"),
    "col_row": Message("Row"),
    "col_column": Message("Column"),
    "col_seen": Message("Systems seen"),
    "oneWay": Message("one way"),
    "twoWay": Message("both ways"),
    "anyClass": Message("whatever is offered"),
    "retiredHere": Message("retired by your changes"),
    "endedHere": Message("ended by your changes"),
    "triedHere": Message("drawn by you"),
    "matrixBy": Message("By"),
    "by_type": Message("type of system"),
    "by_province": Message("province"),
    "by_organisation": Message("organisation"),
    "by_system": Message("system"),
    "sortBy": Message("Sorted"),
    "sort_name": Message("in order"),
    "sort_links": Message("most connected first"),
    "sort_seen": Message("seeing most first"),
    "asTable": Message("Show as a table"),
    "asMatrix": Message("Show as a matrix"),
    "isConnected": Message("connected: links in service between the two"),
    "isVisible": Message("visible: systems of the column whose records the row sees"),
    "matrixCanvas": Message("Matrix. Arrow keys move from cell to cell, Enter lists the links of a cell."),
    "matrixPairs": Message("Pairs that are connected or visible. A row's name lists its links."),
    "matrix_type": Message(
        "Visible: records of a column's system arrive in another system of the row's type, which somebody reads."
    ),
    "matrix_province": Message(
        "Connected counts by the province of the operators. Visible: an agency of the row sees records that an "
        "agency of another organisation, in the column's province, supplies."
    ),
    "matrix_organisation": Message(
        "Connected: between systems at home with the two (brokers and national repositories with their operator "
        "alone); on the diagonal, inside one. Visible: an agency of the row sees records that the column "
        "supplies."
    ),
    "matrix_system": Message(
        "Visible: records of the column's system arrive in the row's system, which somebody reads."
    ),
    "matrixLimited": Message(
        "The {most} most connected of {all}: filter by words, or by type and province on the left."
    ),
    "pointCell": Message("Point at a cell to read it; click to list its links."),
    "counting": Message("Counting what is visible…"),
    "cellSays": Message("links in service: {links}; systems of the column seen: {seen}"),
    "noLinks": Message("No link in service joins the two directly."),
    "studyTitle": Message("Connected systems, 2014 and today"),
    "studyBasis": Message("Count"),
    "basis_systems": Message("each system once"),
    "basis_entries": Message("once for each organisation, as in 2014"),
    "studyCaption": Message(
        "Connected: at least one link in service is recorded. The whole catalogue, whatever the filters. 2014: "
        "the study's published shares, of entries; it gave the part inside organisations for all types alone."
    ),
    "studyTable": Message("The same figures as a table. n is the column “recorded”; fewer than five are flagged."),
    "studyChart": Message(
        "Bars: share of connected systems by type, 2014 and today. The table below has the same figures."
    ),
    "studyThen": Message("2014"),
    "studyNow": Message("today"),
    "studyInside": Message("of these, with a link inside their organisation"),
    "studyApart": Message("Counted apart"),
    "studyAfter": Message("with your changes"),
    "allStudyTypes": Message("All study types"),
    "noneRecorded": Message("none recorded"),
    "col_study_name": Message("Type"),
    "col_study_published_2014": Message("2014, %"),
    "col_study_percent": Message("Today, %"),
    "col_study_after": Message("With your changes, %"),
    "col_study_systems": Message("Recorded"),
    "col_study_interconnected": Message("Connected"),
    "col_study_internal": Message("Linked inside"),
    "col_study_internal_only": Message("Inside only"),
    "col_study_percent_documented": Message("Documented, %"),
    "col_study_agencies": Message("Agencies"),
    "col_study_flag": Message("Flag"),
}
