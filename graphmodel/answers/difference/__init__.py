"""Two worlds or two catalogues side by side: records that came, went or changed, and what that did."""
