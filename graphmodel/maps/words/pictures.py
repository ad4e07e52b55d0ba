"""What pictures and paper say, and what every sign on the map means."""

from __future__ import annotations

from typing import Final

from graphmodel.words.messages import Message, named

PICTURES: Final[dict[str, Message | tuple[str, str]]] = {
    "about_png": Message("Save the map as it is shown as a picture, with title, legend and sources"),
    "about_svg": Message("Save the map as it is shown as a vector drawing, with title, legend and sources"),
    "about_print": Message("Print this view, with title, date and sources"),
    "madeOn": Message("Made on {date} · catalogue digest {digest}"),
    "sign_band": Message("links of a national system with a province: their number, wider where there are more"),
    "sign_inferred": Message("inferred links"),
    "sign_hollow": Message("system without a link"),
    "role_chosen": named("role", "chosen"),
    "role_neighbour": named("role", "linked"),
    "role_gains": named("role", "gains sightlines, or a link"),
    "role_loses": named("role", "loses sightlines, or a link"),
    "role_mixed": named("role", "gains and loses"),
    "role_orphaned": named("role", "left without a link"),
    "role_gone": named("role", "out of service"),
    "role_new": named("role", "new"),
    "role_alone": named("role", "stands alone"),
    "role_seen": named("role", "seen"),
    "role_covered": named("role", "seen: agreed or allowed"),
    "role_unrecorded": named("role", "seen: permission not recorded"),
    "role_forbidden": named("role", "seen: forbidden"),
    "role_step": named("role", "on the way"),
    "link_new": Message("new link"),
    "link_lost": Message("link lost"),
    "link_step": Message("link on the way"),
    "link_neighbour": named("map", "link in service"),
    "letter_records": named("letter of a type", "R"),
    "letter_dispatch": named("letter of a type", "C"),
    "letter_mobile": named("letter of a type", "M"),
    "letter_evidence": named("letter of a type", "E"),
    "letter_tickets": named("letter of a type", "T"),
    "letter_justice": named("letter of a type", "J"),
    "letter_cases": named("letter of a type", "K"),
    "letter_biometrics": named("letter of a type", "B"),
    "letter_repositories": named("letter of a type", "N"),
    "letter_brokers": named("letter of a type", "P"),
    "letter_web": named("letter of a type", "W"),
    "letter_analysis": named("letter of a type", "A"),
    "letter_others": named("letter of a type", "O"),
}
