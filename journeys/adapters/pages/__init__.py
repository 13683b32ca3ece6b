"""Pages: what can be handed over or hung up, as HTML, SVG, PNG and PDF."""
