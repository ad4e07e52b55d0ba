"""What pictures and paper say, and what every sign on the map means."""

from __future__ import annotations

from typing import Final

from graphmodel.words.messages import Message, named

PICTURES: Final[dict[str, Message | tuple[str, str]]] = {
    "out_png": Message("PNG"),
    "about_png": Message("Save the map as it is shown as a picture, with title, legend and sources"),
    "out_svg": Message("SVG"),
    "about_svg": Message("Save the map as it is shown as a vector drawing, with title, legend and sources"),
    "out_print": Message("Print"),
    "about_print": Message("Print this view, with title, date and sources"),
    "madeOn": Message("Made on {date} · catalogue digest {digest}"),
    "selectedItem": Message("Selected"),
    "sign_live": named("map", "link in service"),
    "sign_planned": Message("planned link"),
    "sign_ribbon": Message("bundle of links, wider where there are more"),
    "sign_faded": Message("faded: not part of what is chosen"),
    "sign_way": Message("way that records take"),
    "sign_steps": Message("number before a name: links away"),
    "sign_path": Message("path of records"),
    "sign_breach": Message("step of the path that fails"),
    "sign_selected": Message("selected"),
    "sign_locked": Message("locked in place"),
    "sign_links_new": Message("new link"),
    "sign_links_lost": Message("link no longer in service"),
    "sign_new": Message("system newly in service"),
    "sign_gone": Message("system no longer in service"),
    "sign_alone": Message("system left without a link"),
    "sign_gains": Message("agency that gains"),
    "sign_loses": Message("agency that loses"),
}
